import { randomBytes } from 'node:crypto';
import { markedMessageId } from '../desk/message-mark.ts';
import { say } from '../desk/texts/index.ts';
import { Failure } from '../lib/failure.ts';
import { composeMessage } from '../mail/compose.ts';
import type { CheckStep, ReportStep } from '../net/check-step.ts';
import { chooseCandidates } from '../postmaster/candidates.ts';
import type { FormValues } from '../settings/field.ts';
import { checkImap } from '../sources/check-imap.ts';
import { checkPop3 } from '../sources/check-pop3.ts';
import type { FolderCounts } from '../sources/imap-count.ts';
import type { Candidate } from '../sources/source.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { knownRefs } from '../store/inbound.ts';
import { wakeDeferred } from '../store/outbound.ts';
import { transact } from '../store/transact.ts';
import { checkSmtp } from '../transports/check-smtp.ts';
import { formAccount } from './account.ts';
import type { Desk } from './desk.ts';
import { completeValues } from './form-values.ts';
import { ehloName } from './open-mailbox.ts';
import { importRules } from './run-mailbox.ts';

/** The values of the form, also unsaved; `id` of the stored mailbox fills in secrets left empty. */
export type CheckInput = {
  direction: 'incoming' | 'outgoing';
  id?: number | undefined;
  values: FormValues;
  recipient?: string | undefined;
};

/**
 * Whether all went well; for incoming mailboxes how many mails lie there, how many would be imported now, and why not the others: older than asked for,
 * too large, read already. What the ledger knows is in none of these.
 */
export type CheckResult = {
  ok: boolean;
  total?: number;
  wouldImport?: number;
  older?: number;
  tooLarge?: number;
  read?: number;
};

/** A mailbox may be tested before it has a name: what stands in for fields that do not matter to a test. */
const placeholders = {
  name: '-',
  mailboxAddresses: ['x@example.org'],
  senderAddress: 'x@example.org',
  fallbackContact: 0,
  replyStatus: 0,
};

/**
 * Tests a mailbox as its form stands (SPEC §2.6), reporting each step. An incoming one is only looked at; an outgoing one sends a mail to `recipient`.
 * Throws Failure `invalid` with problems for values that cannot be tried; what the server refuses is reported, not thrown.
 */
export async function checkMailbox(
  desk: Desk,
  input: CheckInput,
  report: ReportStep,
  signal: AbortSignal,
): Promise<CheckResult> {
  const values = await completeValues(desk, input, placeholders);
  return input.direction === 'incoming'
    ? checkIncoming(desk, input, values, report, signal)
    : checkOutgoing(desk, input, values, report, signal);
}

async function checkIncoming(
  desk: Desk,
  { id }: CheckInput,
  values: Record<string, unknown>,
  report: ReportStep,
  signal: AbortSignal,
): Promise<CheckResult> {
  const rules = importRules(desk, { values });
  const result: CheckResult = { ok: false };
  let folder: FolderCounts | undefined;
  const wouldImport = async (candidates: Candidate[]) => {
    const known =
      id === undefined
        ? new Set<string>()
        : await knownRefs(
            desk.store.db,
            id,
            candidates.map(({ ref }) => ref),
          );
    const chosen = chooseCandidates(candidates, known, rules);
    result.wouldImport = chosen.wanted.length;
    result.tooLarge = chosen.tooLarge.length;
    // A listing is narrowed: what it left out and is not read is older.
    const older = (folder?.total ?? result.total ?? 0) - candidates.length - (folder?.read ?? 0) + chosen.old.length;
    result.older = Math.max(0, older);
    result.read = folder?.read ?? 0;
    return result.wouldImport;
  };
  const reportTotal = (step: CheckStep) => {
    if (typeof step.found?.total === 'number') result.total = step.found.total;
    report(step);
  };
  const account = await formAccount(desk, id, values);
  const counted = ({ total, read }: FolderCounts) => {
    folder = { total, read: rules.fetchRead ? 0 : read };
  };
  const common = { report: reportTotal, signal, clock: desk.clock, counted, wouldImport };
  result.ok =
    account.protocol === 'pop3'
      ? await checkPop3(account, { ...common, since: rules.since })
      : await checkImap(account, String(values.folder), {
          ...common,
          list: { since: rules.since, unseenOnly: !rules.fetchRead },
        });
  return result;
}

async function checkOutgoing(
  desk: Desk,
  { id, recipient }: CheckInput,
  values: Record<string, unknown>,
  report: ReportStep,
  signal: AbortSignal,
): Promise<CheckResult> {
  if (recipient === undefined)
    throw new Failure('invalid', { problems: [{ field: 'recipient', problem: 'required' }] });
  const sender = String(values.senderAddress);
  const ok = await checkSmtp(await formAccount(desk, id, values), {
    report,
    signal,
    recipient,
    message: {
      mailFrom: sender,
      raw: await testMail(desk, { name: String(values.senderName), addr: sender }, recipient),
    },
    ehloName: ehloName(),
  });
  if (ok && id !== undefined) await tryAgain(desk, id);
  return { ok };
}

/** The server takes mail: what waits because the mailbox could not send goes out now. If only the form was right, it waits on. */
async function tryAgain(desk: Desk, mailboxId: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const woken = await wakeDeferred(trx, mailboxId, desk.clock().getTime());
    if (woken > 0) announce('mailbox', mailboxId);
  });
}

/** A mail that says what it is; marked as automatic and as ours, it never becomes a ticket, wherever it ends up. */
async function testMail(desk: Desk, from: { name: string; addr: string }, recipient: string): Promise<Buffer> {
  const { locale, name } = await readDeskSettings(desk.store.db);
  const domain = from.addr.slice(from.addr.lastIndexOf('@') + 1);
  const { raw } = composeMessage({
    from,
    to: [{ name: '', addr: recipient }],
    cc: [],
    subject: say(locale, 'testMail.subject', { desk: name }),
    text: say(locale, 'testMail.text', { desk: name }),
    messageId: markedMessageId(
      desk.identity.signingKey,
      desk.identity.serverId,
      0,
      randomBytes(8).toString('hex'),
      domain,
    ),
    date: desk.clock(),
    attachments: [],
    extra: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  });
  return raw;
}
