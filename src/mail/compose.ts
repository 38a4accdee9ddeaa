import { createHash } from 'node:crypto';
import { Failure } from '../lib/failure.ts';
import { addressField, headerSafe, textField, wordsField } from './compose-header.ts';
import { type Draftable, type Entity, fileEntity, multipart, textEntity } from './compose-part.ts';
import type { Address } from './message.ts';

/** A mail to be written. Blind recipients belong into the envelope only. */
export type Draft = {
  from: Address;
  sender?: Address;
  replyTo?: Address[];
  to: Address[];
  cc: Address[];
  subject: string;
  /** Line ends of any kind. */
  text: string;
  html?: string;
  /** Message-IDs with angle brackets. */
  inReplyTo?: string;
  references?: string[];
  messageId: string;
  date: Date;
  /** With `contentId` and `inline`, and an `html` that shows it: part of the body; else listed below it. */
  attachments: Draftable[];
  /** Only fields that `isExtraField` knows. */
  extra?: Record<string, string>;
};

const EXTRA =
  /^(?:auto-submitted|x-auto-response-suppress|precedence|list-(?:id|help|unsubscribe|unsubscribe-post|post|owner|archive)|x-poststelle-[a-z0-9-]{1,40})$/iu;

/** RFC 5322 §3.6.4 sets no bound; the first and the latest of a long conversation keep the thread together. */
const MAX_REFERENCES = 20;
const MESSAGE_ID = /^<[!-;=?-~][ -;=?-~]{0,900}>$/u;

/**
 * Finished bytes of a mail, ready for SMTP and for APPEND: CRLF, seven bits (RFC 6532 addresses excepted), lines folded at 78 and never
 * beyond 998 octets. No value can add a header line: throws Failure `header-injection` naming the field (RFC 5322 §2.2), or `address-invalid`.
 */
export function composeMessage(draft: Draft): { raw: Buffer; messageId: string } {
  const messageId = headerSafe('messageId', draft.messageId);
  if (!MESSAGE_ID.test(messageId)) throw new Failure('header-injection', { field: 'messageId' });
  const entity = body(draft);
  const header = [...fields(draft), 'MIME-Version: 1.0', ...entity.header];
  return { raw: Buffer.concat([Buffer.from(`${header.join('\r\n')}\r\n\r\n`), ...entity.body]), messageId };
}

/** True if `composeMessage` writes this header field when given as `extra`. */
export function isExtraField(name: string): boolean {
  return EXTRA.test(name);
}

function fields(draft: Draft): string[] {
  const lines = [`Date: ${writtenDate(draft.date)}`, addressField('From', [draft.from])];
  if (draft.sender) lines.push(addressField('Sender', [draft.sender]));
  if (draft.replyTo && draft.replyTo.length > 0) lines.push(addressField('Reply-To', draft.replyTo));
  // RFC 5322 §3.6.3 allows a mail without To; some servers do not.
  lines.push(draft.to.length > 0 || draft.cc.length > 0 ? '' : 'To: undisclosed-recipients:;');
  if (draft.to.length > 0) lines.push(addressField('To', draft.to));
  if (draft.cc.length > 0) lines.push(addressField('Cc', draft.cc));
  lines.push(textField('Subject', draft.subject), wordsField('Message-ID', [draft.messageId]));
  const parent = messageIds('inReplyTo', draft.inReplyTo === undefined ? [] : [draft.inReplyTo]);
  if (parent.length > 0) lines.push(wordsField('In-Reply-To', parent));
  const references = trimmed(messageIds('references', draft.references ?? []));
  if (references.length > 0) lines.push(wordsField('References', references));
  for (const [name, value] of Object.entries(draft.extra ?? {})) {
    if (!isExtraField(name)) throw new Failure('header-injection', { field: headerSafe('extra', name).slice(0, 80) });
    lines.push(extraField(name, value));
  }
  return lines.filter((line) => line !== '');
}

/** These fields are structured: encoded words are for what cannot be written otherwise. */
function extraField(name: string, value: string): string {
  return /^[ -~]{1,900}$/u.test(value) ? wordsField(name, value.trim().split(/ +/u)) : textField(name, value);
}

/** RFC 5322 §3.3, in UTC. */
function writtenDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}

/** What others wrote as Message-ID is repeated as it is, unless it cannot be. */
function messageIds(field: string, ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => headerSafe(field, id).trim()))].filter((id) => MESSAGE_ID.test(id));
}

function trimmed(ids: readonly string[]): string[] {
  return ids.length <= MAX_REFERENCES ? [...ids] : [ids[0]!, ...ids.slice(1 - MAX_REFERENCES)];
}

/** RFC 2046 §5.1, RFC 2387: mixed( alternative( text, related( html, pictures )), files ), each level only where needed. */
function body(draft: Draft): Entity {
  const boundary = boundaries(draft);
  const shown = (file: Draftable): boolean =>
    draft.html !== undefined && file.inline === true && file.contentId !== undefined;
  const pictures = draft.attachments.filter(shown).map(fileEntity);
  const files = draft.attachments.filter((file) => !shown(file)).map(fileEntity);
  let entity = textEntity('text/plain', draft.text);
  if (draft.html !== undefined) {
    const html = textEntity('text/html', draft.html);
    const rich = pictures.length > 0 ? multipart('related', boundary(), [html, ...pictures]) : html;
    entity = multipart('alternative', boundary(), [entity, rich]);
  }
  return files.length > 0 ? multipart('mixed', boundary(), [entity, ...files]) : entity;
}

/** Boundaries that occur in no part: `=_` is found neither in base64 nor in quoted-printable, and plain text is searched. */
function boundaries(draft: Draft): () => string {
  const plain = [draft.text, draft.html ?? ''];
  for (const { type, content } of draft.attachments)
    if (/^\s*message\//iu.test(type)) plain.push(Buffer.from(content).toString('latin1'));
  let salt = 0;
  let stem = '';
  do {
    stem = `=_${createHash('sha256').update(`${draft.messageId} ${salt++}`).digest('hex').slice(0, 24)}`;
  } while (plain.some((text) => text.includes(stem)));
  let count = 0;
  return () => `${stem}_${count++}`;
}
