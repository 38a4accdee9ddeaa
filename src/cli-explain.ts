import { readFile } from 'node:fs/promises';
import { explainMessage, type ExplainedMessage } from './mail/explain.ts';
import type { Address } from './mail/message.ts';
import { parseMessage } from './mail/parse.ts';
import type { MailVerification } from './net/mail-verification.ts';

/** Where a command reads and writes, so that tests need no process of their own. */
export type Terminal = {
  stdin: AsyncIterable<Buffer | string>;
  out: (text: string) => void;
  err: (text: string) => void;
};

/** One line of `explain --json`. `verdict` is null: what becomes of a mail depends on a desk, and this command needs none. `verification` is there if asked for. */
export type Explanation = { file: string; message: ExplainedMessage; verdict: null; verification?: MailVerification };

/** `verify` is called for each mail if its signatures and policies are to be checked; without it nothing is asked of the network. */
export type ExplainOptions = { json: boolean; verify?: (raw: Buffer) => Promise<MailVerification> };

/**
 * `poststelle explain`: reads mails from files (`-` is standard input) and prints what is understood of each, in the order of the files: one JSON
 * object a line, or for a person. Gives the exit code: 1 if a file could not be read (the others are still explained).
 */
export async function explainFiles(
  files: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<number> {
  let exitCode = 0;
  for (const file of files) {
    try {
      const raw = file === '-' ? await readAll(terminal.stdin) : await readFile(file);
      const explanation: Explanation = { file, message: explainMessage(parseMessage(raw)), verdict: null };
      if (options.verify) explanation.verification = await options.verify(raw);
      terminal.out(options.json ? `${JSON.stringify(explanation)}\n` : `${forPerson(explanation).join('\n')}\n\n`);
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined;
      if (code === undefined) throw thrown;
      terminal.err(`${file} cannot be read (${code}).\n`);
      exitCode = 1;
    }
  }
  return exitCode;
}

/** All bytes of a stream. */
export async function readAll(stream: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

function forPerson({ file, message, verification }: Explanation): string[] {
  const rows: [string, string][] = [
    ['From', message.from ? addressText(message.from) : '(nobody)'],
    ['Reply to', message.replyTo.map(addressText).join(', ')],
    ['To', message.to.map(addressText).join(', ')],
    ['Copy', message.cc.map(addressText).join(', ')],
    ['Subject', message.subject || '(none)'],
    ['Date', message.date ?? '(none)'],
    ['Message-ID', message.messageId ?? '(none)'],
    ['Answers', [...new Set([...message.inReplyTo, ...message.references])].join(' ')],
    ['Kind', kindOf(message)],
    ...message.attachments.map((each): [string, string] => [
      each.inline ? 'Inline' : 'Attachment',
      `${each.name} (${each.type}, ${each.size} bytes)`,
    ]),
    ['Defects', message.defects.join(', ')],
    ...(verification ? verificationRows(verification) : []),
  ];
  const shown = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `  ${name.padEnd(11)} ${printable(value)}`);
  const text = message.freshText.split('\n').map((line) => `  | ${printable(line)}`);
  return [file, ...shown, '  New text:', ...text];
}

function verificationRows({ dkim, uncheckedSignatures, spf, dmarc, arc }: MailVerification): [string, string][] {
  const row = (name: string, parts: (string | null)[], comment: string | null): [string, string] => [
    name,
    `${parts.filter(Boolean).join(' ')}${comment ? ` (${comment})` : ''}`,
  ];
  return [
    ...dkim.map((each) => row('DKIM', [each.result, each.domain, each.selector], each.comment)),
    ...(dkim.length === 0 ? [row('DKIM', ['none'], 'no signature checked')] : []),
    ...(uncheckedSignatures > 0 ? [row('DKIM', [`${uncheckedSignatures} more signatures not checked`], null)] : []),
    row('SPF', [spf.result, spf.domain, spf.client], spf.comment),
    row('DMARC', [dmarc.result, dmarc.policy && `policy ${dmarc.policy}`, dmarc.alignedFrom], dmarc.comment),
    row('ARC', [arc.result, ...arc.sealers], arc.comment),
  ];
}

/** What sort of mail it is, and so whether it would ever be answered by a machine. */
function kindOf(message: ExplainedMessage): string {
  const kinds: string[] = [];
  if (message.isBounce) kinds.push(`report on a sent mail (${bounceText(message)})`);
  else if (message.isAutomatic) kinds.push(`written by a machine (${message.autoSubmitted})`);
  if (message.isList) kinds.push('from a mailing list');
  return kinds.length > 0 ? `${kinds.join(', ')}; never answered automatically` : 'written by a person';
}

function bounceText({ deliveryStatus }: ExplainedMessage): string {
  const recipients = deliveryStatus?.recipients ?? [];
  return (
    recipients.map(({ addr, action, status }) => [addr, action, status].filter(Boolean).join(' ')).join(', ') ||
    'no recipient named'
  );
}

function addressText({ name, addr }: Address): string {
  return name ? `${name} <${addr}>` : addr;
}

/** A mail must not steer the terminal of whoever looks at it. */
function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');
}
