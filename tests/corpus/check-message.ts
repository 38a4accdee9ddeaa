import { explainMessage } from '../../src/mail/explain.ts';
import { LIMITS } from '../../src/mail/limits.ts';
import { parseMessage } from '../../src/mail/parse.ts';

/** What must not stand in a header that we write (RFC 5322 §2.2): a mail that held it could not be answered. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Reads a mail of any bytes and says what must never be so: a thrown error, a result outside of the limits, a result that is no JSON.
 * Null if all is well.
 */
export function complaintAbout(raw: Uint8Array): string | null {
  let message: ReturnType<typeof parseMessage>;
  try {
    message = parseMessage(raw);
  } catch (thrown) {
    return `threw ${thrown instanceof Error ? thrown.stack : String(thrown)}`;
  }
  if (message.text.trim() !== '' && message.freshText.trim() === '') return 'freshText is empty beside a text';
  if (message.header.length > LIMITS.headerFields) return 'too many header fields';
  if (message.header.some((field) => /[\r\n\0]/.test(field.value))) return 'a header value holds a line end';
  if (CONTROLS.test(message.subject)) return 'the subject holds a control';
  if (message.attachments.length > LIMITS.attachments) return 'too many attachments';
  if (message.defects.length > LIMITS.defects) return 'too many defects';
  const addresses = [message.from, message.sender, ...message.replyTo, ...message.to, ...message.cc];
  for (const address of addresses) {
    if (address === null) continue;
    if (CONTROLS.test(address.name + address.addr)) return 'an address holds a control';
    if (address.addr !== '' && !/^.+@[^@\s]+$/s.test(address.addr)) return `no address: ${address.addr}`;
  }
  for (const file of message.attachments) {
    if (file.name === '' || /[/\\\0\r\n]/.test(file.name) || file.name.length > LIMITS.fileNameCharacters + 10) return `bad file name: ${file.name}`;
    if (file.size !== file.content.length) return 'size is not the size';
  }
  for (const id of [message.messageId ?? '<a@b>', ...message.inReplyTo, ...message.references])
    if (!/^<[^<>\s]+>$/.test(id) || CONTROLS.test(id)) return `no message id: ${id}`;
  if (message.date !== null && Number.isNaN(Date.parse(message.date))) return `no date: ${message.date}`;
  JSON.stringify(explainMessage(message));
  return null;
}
