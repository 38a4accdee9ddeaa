/** The one shape in which the rest of the product sees a mail. Pure values; nothing here does I/O. */

/** RFC 5322 §3.4 mailbox. `name` is decoded and unquoted ('' if absent); `addr` is `local@domain`, domain in lower case, '' if unusable. */
export type Address = { name: string; addr: string };

/** One header field in the order of the mail: name as written, value unfolded (RFC 5322 §2.2.3) and charset-decoded, encoded words untouched. */
export type HeaderField = { name: string; value: string };

/** All header fields of one entity, in order, duplicates kept. Look up with `headerValue` / `headerValues` of header.ts. */
export type Header = readonly HeaderField[];

/** A part that is not shown as the body. `content` is decoded; `sha256` is lower-case hex over `content`. */
export type Attachment = {
  name: string;
  /** Lower-case media type without parameters, e.g. `application/pdf`. */
  type: string;
  /** Bytes after decoding. */
  size: number;
  sha256: string;
  /** Shown inside the HTML body by cid (RFC 2392) or disposition `inline` for an image. */
  inline: boolean;
  /** Without angle brackets, null if absent. */
  contentId: string | null;
  content: Uint8Array;
};

/** RFC 3834 §5: the value of Auto-Submitted, or our reading of older signs. */
export type AutoSubmitted = 'no' | 'auto-generated' | 'auto-replied' | 'auto-notified';

/** One recipient of a delivery status notification (RFC 3464 §2.3). */
export type RecipientStatus = {
  addr: string;
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** RFC 3463 enhanced status, e.g. `5.1.1`, null if the report names none. */
  status: string | null;
  diagnostic: string | null;
};

/** What a bounce tells (RFC 3464; also the common non-standard ones). */
export type DeliveryStatus = {
  recipients: RecipientStatus[];
  /** Message-ID (with angle brackets) of the mail that bounced, null if the report does not carry it. */
  originalMessageId: string | null;
  /** RFC 3461 §4.4 envelope id, null if absent. */
  envelopeId: string | null;
};

/** A short machine-readable note on something broken in the mail, e.g. `date-missing`, `charset-unknown:x-foo`. */
export type Defect = string;

export type Message = {
  header: Header;
  from: Address | null;
  sender: Address | null;
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  /** Decoded, white space folded, '' if absent. */
  subject: string;
  /** ISO 8601 in UTC, null if absent or unreadable. */
  date: string | null;
  /** With angle brackets, null if absent. */
  messageId: string | null;
  /** Message-IDs with angle brackets. */
  inReplyTo: string[];
  references: string[];
  /** The plain text of the mail; made from `html` if the mail brings none. */
  text: string;
  /** The HTML body as sent (not sanitised), null if the mail brings none. */
  html: string | null;
  /** `text` without quoted text and signature; never empty if `text` is not. */
  freshText: string;
  attachments: Attachment[];
  autoSubmitted: AutoSubmitted;
  /** Any sign that a machine wrote it: never answered automatically. */
  isAutomatic: boolean;
  isBounce: boolean;
  deliveryStatus: DeliveryStatus | null;
  isList: boolean;
  defects: Defect[];
};
