import { failureText } from './desk/failure-text.ts';
import { say } from './desk/texts/index.ts';
import type { Terminal } from './cli-explain.ts';
import { checkMailbox } from './flows/check-mailbox.ts';
import type { Desk } from './flows/desk.ts';
import type { CheckStep } from './net/check-step.ts';
import { listMailboxes, type MailboxRow } from './store/mailboxes.ts';

/**
 * `poststelle check-mailbox`: tests a stored mailbox, named by id or name, printing each step as it ends and the server's words as they are.
 * An incoming one is only looked at; an outgoing one sends a test mail to `recipient`. Gives the exit code: 0 if all steps went well.
 */
export async function checkStoredMailbox(
  desk: Desk,
  wanted: string,
  { recipient, signal }: { recipient: string | undefined; signal: AbortSignal },
  terminal: Terminal,
): Promise<number> {
  const all = await listMailboxes(desk.store.db);
  const mailbox = all.find(({ id, name }) => String(id) === wanted || name.toLowerCase() === wanted.toLowerCase());
  if (!mailbox) {
    terminal.err(`There is no mailbox “${wanted}”. ${overview(all)}\n`);
    return 1;
  }
  const { id, direction, values } = mailbox;
  if (direction === 'outgoing' && recipient === undefined) {
    terminal.err(`“${mailbox.name}” is an outgoing mailbox: say with --to who gets the test mail.\n`);
    return 1;
  }
  const report = (step: CheckStep) => {
    if (step.state !== 'running') terminal.out(stepText(step));
  };
  const result = await checkMailbox(desk, { direction, id, values, recipient }, report, signal);
  if (result.ok && result.total !== undefined)
    terminal.out(`${result.total} mails, ${result.wouldImport ?? 0} would be imported now.\n`);
  return result.ok ? 0 : 1;
}

function overview(mailboxes: readonly MailboxRow[]): string {
  if (mailboxes.length === 0) return 'There is none yet.';
  return `There are: ${mailboxes.map(({ id, name, direction }) => `${id} “${name}” (${direction})`).join(', ')}.`;
}

/** One step as lines: how it went, what was found, our words, the server's, and what usually helps. */
function stepText({ step, state, ms, found = {}, failure, serverReply, hint }: CheckStep): string {
  const facts = Object.entries(found).map(([name, value]) => `${name}=${String(value)}`);
  const head = [state === 'ok' ? 'ok    ' : 'FAILED', say('en', `check.${step}`), `(${ms ?? 0} ms)`, ...facts].join(
    ' ',
  );
  const lines = [
    head,
    ...(failure ? [`       ${failureText('en', failure.code, failure.params)}`] : []),
    ...(serverReply === undefined
      ? []
      : ['       The server says:', ...serverReply.split('\n').map((line) => `       | ${line}`)]),
    ...(hint ? [`       ${say('en', `hint.${hint}`)}`] : []),
  ];
  return lines.map((line) => `${line.replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, '�')}\n`).join('');
}
