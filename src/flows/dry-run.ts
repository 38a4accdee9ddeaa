import { Failure } from '../lib/failure.ts';
import type { Facts, Judged, Recipient } from '../postmaster/filter.ts';
import { filters } from '../postmaster/filters/index.ts';
import { judge, type Verdict } from '../postmaster/judge.ts';
import type { Lookups } from '../postmaster/lookups.ts';
import type { FormValues } from '../settings/field.ts';
import { incomingMailbox } from '../settings/incoming-mailbox.ts';
import { bundlingWindowAt } from '../store/bundling.ts';
import { deskRules } from '../store/desk-rules.ts';
import { findInbound } from '../store/inbound.ts';
import { storeLookups } from '../store/lookups.ts';
import { mailboxRecipient, ownAddresses, recipientFrom } from '../store/mailboxes.ts';
import type { PlanIds } from '../store/plan-names.ts';
import { defaultPriority, firstStatus } from '../store/tickets.ts';
import type { Desk } from './desk.ts';
import { foreseeAnswer } from './tell-of-mail.ts';
import { checkedExcept } from './form-values.ts';
import type { Understood } from './understand.ts';
import { understandApart } from './understand-apart.ts';

/** The values in a mailbox's form, also unsaved; `id` of the stored mailbox if there is one. */
export type TriedForm = { id?: number | undefined; values: FormValues };

/** What would become of a mail; `plan` is what a new ticket would get, null if it opens none. */
export type Tried = { understood: Understood; verdict: Verdict; plan: PlanIds | null };

/**
 * Judges a mail as if it reached a mailbox with these settings now; writes nothing and asks no server. What is wrong with server and sign-in does not matter
 * to it. Throws Failure `invalid` with the problems of the other fields, or `mail-unreadable`.
 */
export async function dryRun(desk: Desk, form: TriedForm, raw: Buffer): Promise<Tried> {
  const recipient = formRecipient(form);
  const { intervalMinutes, push, protocol } = form.values;
  const pushed = protocol === 'imap' && push !== false ? { intervalMs: Number(intervalMinutes ?? 5) * 60_000 } : null;
  const now = desk.clock();
  const bundlingWindow = await bundlingWindowAt(desk.store.db, recipient.id, pushed, now.getTime());
  const when = { receivedAt: now, bundlingWindow, suspect: false };
  const outcome = await tried(desk, recipient, raw, when, (lookups) => lookups);
  const { understood, verdict } = outcome;
  const mail = { message: understood.message, receivedAt: now.getTime(), verdict };
  return { ...outcome, verdict: { ...verdict, trace: [...verdict.trace, ...(await foreseeAnswer(desk, mail))] } };
}

/**
 * The same for a mail of the intake log, at the time of its receipt and as if it had not been filed yet, with the saved settings of its mailbox or those of
 * a form. Throws Failure `not-found`, `blob-missing`, and like dryRun.
 */
export async function dryRunStored(desk: Desk, inboundId: number, form: TriedForm | undefined): Promise<Tried> {
  const { db } = desk.store;
  const mail = await findInbound(db, inboundId);
  if (!mail || mail.blob === null) throw new Failure('not-found');
  const recipient = form ? formRecipient(form) : await mailboxRecipient(db, mail.mailbox_id);
  const raw = await desk.store.blobs.get(mail.blob);
  // What was never read to its end may be what ended the process.
  const suspect = mail.state !== 'filed' && mail.state !== 'unfiled';
  const when = { receivedAt: new Date(mail.received_at), bundlingWindow: mail.bundling_window, suspect };
  return tried(desk, recipient, raw, when, (lookups) => withoutEntry(lookups, inboundId, mail.entry_id));
}

async function tried(
  desk: Desk,
  recipient: Recipient,
  raw: Buffer,
  { suspect, ...when }: Pick<Judged, 'receivedAt' | 'bundlingWindow'> & { suspect: boolean },
  seenBy: (lookups: Lookups) => Lookups,
): Promise<Tried> {
  const { db } = desk.store;
  const understood = await understandApart(raw, { always: suspect });
  const rules = await deskRules(db, desk.identity);
  const own = await ownAddresses(db);
  for (const address of recipient.addresses) own.add(address.toLowerCase());
  const { message, contentHash } = understood;
  const lookups = seenBy(storeLookups(db, own, rules.freemail));
  const verdict = await judge({ message, contentHash, ...when, recipient, rules }, filters, lookups);
  return {
    understood,
    verdict,
    plan: verdict.disposition.to === 'newTicket' ? await planOf(desk, verdict.facts) : null,
  };
}

/** What file-mail gives a new ticket. */
async function planOf({ store: { db } }: Desk, facts: Facts): Promise<PlanIds> {
  const first = await firstStatus(db, facts.teamId === null ? 'inquiry' : 'open');
  return {
    contactId: facts.contact !== null && facts.contact !== 'create' ? facts.contact.id : null,
    customerId: facts.customer !== null && 'id' in facts.customer ? facts.customer.id : null,
    teamId: facts.teamId,
    categoryId: facts.categoryId,
    priorityId: facts.priorityId ?? (await defaultPriority(db)),
    statusId: facts.statusId ?? first.id,
    labelIds: facts.labelIds,
  };
}

/** What judging needs of a form. A mailbox that is not saved yet has no id, so nothing is remembered of it. */
const formRecipient = ({ id, values }: TriedForm): Recipient =>
  recipientFrom(id ?? 0, checkedExcept(incomingMailbox, values, unasked));

/** Right values for what no mail depends on: server and sign-in may still be empty or wrong. */
const unasked: FormValues = {
  name: '–',
  host: 'mail.invalid',
  port: 993,
  username: '–',
  privateCa: '',
  pinnedFingerprint: '',
  intervalMinutes: 5,
};

/** The lookups as they would answer if an entry were not there: a mail must not be taken for a copy of itself. */
function withoutEntry(lookups: Lookups, inboundId: number, entryId: number | null): Lookups {
  const unlessIt = <T extends { entryId: number }>(found: T | null) => (found?.entryId === entryId ? null : found);
  return {
    ...lookups,
    sameMail: async (...question) => unlessIt(await lookups.sameMail(...question)),
    sameMailIn: async (...question) => unlessIt(await lookups.sameMailIn(...question)),
    sameNamelessMail: async (...question) => unlessIt(await lookups.sameNamelessMail(...question)),
    bundleTarget: (mailboxId, key, window) => lookups.bundleTarget(mailboxId, key, window, inboundId),
  };
}
