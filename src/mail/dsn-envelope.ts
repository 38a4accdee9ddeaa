/** RFC 3461: what is asked of the servers on the way about delivery reports, as parameters of MAIL and RCPT. */

/** RFC 3461 §4.1. `never` stands alone. */
export type Notify = 'never' | readonly ('success' | 'failure' | 'delay')[];

export type DsnRequest = {
  notify: Notify;
  /** RFC 3461 §4.3: how much of the mail a report brings back. */
  ret: 'full' | 'headers';
  /** RFC 3461 §4.4: our name for this transmission, at most 100 characters when encoded; it comes back as Original-Envelope-Id. */
  envelopeId: string;
};

export type DsnParameters = {
  /** For `MAIL FROM`, e.g. `RET=HDRS ENVID=k3f9`; '' if none. */
  mail: string;
  /** For `RCPT TO` of each recipient, in their order, e.g. `NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+40b.example`. */
  rcpt: string[];
};

/** RFC 3461 §4.4 and §4.2. */
const MAX_ENVELOPE_ID = 100;
const MAX_ORIGINAL_RECIPIENT = 500;

/**
 * The parameters for one mail, to be used only if the server offers DSN (RFC 3461 §4). A mail with the null reverse-path gets no report
 * anyway (RFC 3461 §5.2.1): it asks for none. What would be too long is left out.
 */
export function dsnParameters(mailFrom: string, recipients: readonly string[], request: DsnRequest): DsnParameters {
  if (mailFrom === '') return { mail: '', rcpt: recipients.map(() => 'NOTIFY=NEVER') };
  const id = xtext(request.envelopeId);
  const ret = `RET=${request.ret === 'full' ? 'FULL' : 'HDRS'}`;
  const notify = `NOTIFY=${notifyValue(request.notify)}`;
  return {
    mail: id !== '' && id.length <= MAX_ENVELOPE_ID ? `${ret} ENVID=${id}` : ret,
    rcpt: recipients.map((recipient) => {
      const original = originalRecipient(recipient);
      return original.length <= MAX_ORIGINAL_RECIPIENT ? `${notify} ORCPT=${original}` : notify;
    }),
  };
}

function notifyValue(notify: Notify): string {
  if (notify === 'never' || notify.length === 0) return 'NEVER';
  return [...new Set(notify)].map((each) => each.toUpperCase()).join(',');
}

/** RFC 3461 §4.2 `rfc822;…`; RFC 6533 §3 `utf-8;…` for an address that is not ASCII. */
function originalRecipient(recipient: string): string {
  return /^[ -~]*$/u.test(recipient) ? `rfc822;${xtext(recipient)}` : `utf-8;${utf8Xtext(recipient)}`;
}

/** RFC 3461 §4: printable ASCII but `+` and `=` as it is, everything else as `+` and two upper-case hexadecimal digits; other than ASCII as UTF-8. */
export function xtext(value: string): string {
  return [...Buffer.from(value.toWellFormed())]
    .map((byte) =>
      byte > 0x20 && byte < 0x7f && byte !== 0x2b && byte !== 0x3d ? String.fromCharCode(byte) : plusHex(byte),
    )
    .join('');
}

/** The value that `xtext` wrote, as servers give it back in reports; what is not xtext comes back as it is. */
export function fromXtext(written: string): string {
  if (!/^(?:[!-*,-<>-~]|\+[0-9A-Fa-f]{2})*$/u.test(written)) return written;
  const bytes = written.replace(/\+([0-9A-Fa-f]{2})/gu, (_match, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** RFC 6533 §3 utf-8-addr-xtext: what ASCII forbids as `\x{…}`, which leaves the rest readable. */
function utf8Xtext(value: string): string {
  let out = '';
  for (const character of value.toWellFormed()) {
    const point = character.codePointAt(0)!;
    const plain = point > 0x20 && point < 0x7f && character !== '+' && character !== '=' && character !== '\\';
    out += plain ? character : `\\x{${point.toString(16).toUpperCase().padStart(2, '0')}}`;
  }
  return out;
}

function plusHex(byte: number): string {
  return `+${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
