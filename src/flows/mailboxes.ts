import { Failure } from '../lib/failure.ts';
import { isLatin1 } from '../net/credentials.ts';
import { checkSettings, defaultValues, type FieldProblem, type FormValues } from '../settings/field.ts';
import { forgetCertificate } from '../store/certificates.ts';
import {
  deleteMailboxRow,
  getMailbox,
  insertMailbox,
  listMailboxes,
  mailboxGroup,
  type MailboxRow,
  mailboxSecrets,
  setActive,
  setDefaultOutgoing,
  setReplyVia,
  updateMailbox,
} from '../store/mailboxes.ts';
import { deleteGrant } from '../store/oauth-grants.ts';
import type { Dialect } from '../store/dialect.ts';
import { lockRow } from '../store/lock-row.ts';
import { wakeDeferred } from '../store/outbound.ts';
import { makeDue } from '../store/runs.ts';
import type { Trx } from '../store/schema.ts';
import { transact } from '../store/transact.ts';
import { audit, groupChanges } from './audit.ts';
import type { Actor, Desk } from './desk.ts';
import { connectionProblems, referenceProblems } from './mailbox-references.ts';
import { signatureProblems, withSafeSignature } from './mailbox-signature.ts';
import { farewells, sayFarewell } from './revoke-grants.ts';

type Direction = 'incoming' | 'outgoing';

/** What decides which server a mailbox goes to. */
const serverFields = ['protocol', 'host', 'port', 'auth', 'oauthConnection'];

/** Creates a mailbox from form values and gives its id; it is fetched at once if active. Throws Failure `invalid` with a problem per field. */
export async function createMailbox(
  desk: Desk,
  actor: Actor,
  direction: Direction,
  values: FormValues,
): Promise<number> {
  const clean = checked(direction, values);
  return transact(desk.store, async (trx, announce) => {
    await checkReferences(trx, desk.store.dialect, direction, clean);
    if (direction === 'outgoing') await holdOutgoing(trx, desk.store.dialect);
    const id = await insertMailbox(trx, desk.ring, {
      direction,
      protocol: String(clean.protocol),
      values: clean,
      now: desk.clock().getTime(),
    });
    const changes = await groupChanges(trx, mailboxGroup(direction), defaultValues(mailboxGroup(direction)), clean);
    await audit(trx, desk, actor, { act: 'created', kind: 'mailbox', id, name: String(clean.name), changes });
    if (direction === 'outgoing') await keepOneDefault(trx, desk, actor, id, clean.isDefault === true);
    announce('mailbox', id);
    return id;
  });
}

/** Replaces the values of a mailbox; takes effect without restart. A secret left empty keeps the stored one. */
export async function changeMailbox(desk: Desk, actor: Actor, id: number, values: FormValues): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    await hold(trx, desk.store.dialect, id);
    const mailbox = await getMailbox(trx, id);
    if (mailbox.protocol === 'folder') throw new Failure('sandbox-fixed');
    const clean = checked(mailbox.direction, values);
    if (clean.password === '') insistOnCharset({ ...clean, ...(await mailboxSecrets(trx, desk.ring, id)) });
    await checkReferences(trx, desk.store.dialect, mailbox.direction, clean);
    const changes = await groupChanges(trx, mailboxGroup(mailbox.direction), mailbox.values, clean);
    await updateMailbox(trx, desk.ring, id, clean);
    if (serverFields.some((field) => mailbox.values[field] !== clean[field])) await forgetCertificate(trx, id);
    await audit(trx, desk, actor, { act: 'changed', kind: 'mailbox', id, name: String(clean.name), changes });
    if (mailbox.direction === 'outgoing') {
      await keepOneDefault(trx, desk, actor, id, clean.isDefault === true);
      // What waits because the mailbox could not send need not wait out its pause, which grows to hours.
      await wakeDeferred(trx, id, desk.clock().getTime());
    }
    announce('mailbox', id);
  });
}

/** Stops or resumes fetching (incoming) or sending (outgoing); nothing is lost meanwhile. */
export async function pauseMailbox(desk: Desk, actor: Actor, id: number, paused: boolean): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const { name } = await getMailbox(trx, id);
    await setActive(trx, id, !paused);
    await audit(trx, desk, actor, { act: paused ? 'paused' : 'resumed', kind: 'mailbox', id, name });
    announce('mailbox', id);
  });
}

/**
 * Deletes a mailbox and erases its secrets; its tokens are revoked at their provider. Tickets and the mail on the server stay. Incoming mailboxes that answer
 * through it answer through `replacement` from then on; without one it throws Failure `mailbox-in-use` with their names (SPEC §2.5), and `invalid` at
 * `replacement` for one that cannot be used.
 */
export async function deleteMailbox(desk: Desk, actor: Actor, id: number, replacement?: number): Promise<void> {
  const leaving = await transact(desk.store, async (trx, announce) => {
    // In the order of their numbers: two that are to replace each other must not wait for each other.
    for (const each of [id, ...(replacement === undefined ? [] : [replacement])].toSorted((a, b) => a - b))
      await lockRow(trx, desk.store.dialect, 'mailbox', each);
    const mailbox = await getMailbox(trx, id);
    for (const user of await answeringThrough(trx, id, replacement)) {
      await answerThrough(trx, desk, actor, user, replacement);
      announce('mailbox', user.id);
    }
    const granted = await farewells(desk, trx, ({ mailboxId }) => mailboxId === id);
    await deleteGrant(trx, id);
    await deleteMailboxRow(trx, id, desk.clock().getTime());
    await audit(trx, desk, actor, { act: 'deleted', kind: 'mailbox', id, name: mailbox.name });
    if (mailbox.values.isDefault === true) await keepOneDefault(trx, desk, actor, null, false);
    announce('mailbox', id);
    return granted;
  });
  sayFarewell(desk, leaving);
}

/** Makes the next run of an incoming mailbox due now. */
export async function fetchNow(desk: Desk, actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const mailbox = await getMailbox(trx, id);
    if (mailbox.direction !== 'incoming') throw new Failure('not-found');
    await makeDue(trx, id);
    await audit(trx, desk, actor, { act: 'fetchedNow', kind: 'mailbox', id, name: mailbox.name });
    announce('mailbox', id);
  });
}

/** The incoming mailboxes that answer through this one, if there are any, for which `replacement` is good. */
async function answeringThrough(trx: Trx, id: number, replacement: number | undefined): Promise<MailboxRow[]> {
  const users = (await listMailboxes(trx, 'incoming')).filter(
    ({ values, protocol }) => values.replyVia === id && protocol !== 'folder',
  );
  if (users.length === 0) return [];
  if (replacement === undefined)
    throw new Failure('mailbox-in-use', { params: { names: users.map(({ name }) => name).join(', ') } });
  const others = (await listMailboxes(trx, 'outgoing')).filter(({ protocol }) => protocol !== 'folder');
  if (replacement === id || !others.some((other) => other.id === replacement))
    throw new Failure('invalid', { problems: [{ field: 'replacement', problem: 'gone' }] });
  return users;
}

async function answerThrough(
  trx: Trx,
  desk: Desk,
  actor: Actor,
  { id, name, values }: MailboxRow,
  replyVia: number | undefined,
): Promise<void> {
  if (replyVia === undefined) return;
  const changes = await groupChanges(trx, mailboxGroup('incoming'), values, { ...values, replyVia });
  await setReplyVia(trx, id, replyVia);
  await audit(trx, desk, actor, { act: 'changed', kind: 'mailbox', id, name, changes });
}

function checked(direction: Direction, values: FormValues): Record<string, unknown> {
  const result = checkSettings(mailboxGroup(direction), values);
  if ('problems' in result) throw new Failure('invalid', { problems: result.problems });
  const problems = crossProblems(direction, result.values);
  if (problems.length > 0) throw new Failure('invalid', { problems });
  insistOnCharset(result.values);
  return withSafeSignature(result.values);
}

/** Else it would show only when the server is asked. */
function insistOnCharset(values: FormValues): void {
  if (values.credentialCharset !== 'latin1') return;
  const wrong = ['username', 'password'].filter((field) => {
    const value = values[field];
    return typeof value === 'string' && !isLatin1(value);
  });
  const problems = wrong.map((field) => ({ field, problem: 'not-latin1' }));
  if (problems.length > 0) throw new Failure('invalid', { problems });
}

/** What no single field can see. */
function crossProblems(direction: Direction, values: FormValues): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (direction === 'incoming' && values.afterImport === 'move') {
    if (values.moveTo === '') problems.push({ field: 'moveTo', problem: 'required' });
    else if (values.moveTo === values.folder) problems.push({ field: 'moveTo', problem: 'same-folder' });
  }
  if (direction === 'outgoing') problems.push(...signatureProblems(values));
  return problems;
}

/** Ids must name something that can be used; a dangling one would surface only when the next mail comes. */
async function checkReferences(trx: Trx, dialect: Dialect, direction: Direction, values: FormValues): Promise<void> {
  const problems = direction === 'incoming' ? await referenceProblems(trx, values) : [];
  problems.push(...(await connectionProblems(trx, dialect, values)));
  if (problems.length > 0) throw new Failure('invalid', { problems });
}

/** Nobody else changes the mailbox until the transaction ends; of the outgoing ones none, because one that is saved or goes decides who is the default. */
async function hold(trx: Trx, dialect: Dialect, id: number): Promise<void> {
  const { direction } = await getMailbox(trx, id);
  if (direction === 'outgoing') await holdOutgoing(trx, dialect);
  else await lockRow(trx, dialect, 'mailbox', id);
}

/** In one order, so that two who save do not wait for each other for ever. */
async function holdOutgoing(trx: Trx, dialect: Dialect): Promise<void> {
  const ids = (await listMailboxes(trx, 'outgoing')).map(({ id }) => id);
  for (const id of ids.toSorted((a, b) => a - b)) await lockRow(trx, dialect, 'mailbox', id);
}

/** Exactly one outgoing mailbox is the default as long as there is one. */
async function keepOneDefault(trx: Trx, desk: Desk, actor: Actor, id: number | null, wanted: boolean): Promise<void> {
  const outgoing = (await listMailboxes(trx, 'outgoing')).filter(({ protocol }) => protocol !== 'folder');
  const others = outgoing.filter((mailbox) => mailbox.id !== id);
  const current = others.find(({ values }) => values.isDefault === true);
  const chosen = wanted || !current ? (outgoing.find((mailbox) => mailbox.id === id) ?? others[0]) : current;
  for (const mailbox of outgoing) {
    const isDefault = mailbox.id === chosen?.id;
    if ((mailbox.values.isDefault === true) === isDefault) continue;
    await setDefaultOutgoing(trx, mailbox.id, isDefault);
    const changes = [{ field: 'isDefault', from: !isDefault, to: isDefault }];
    await audit(trx, desk, actor, { act: 'changed', kind: 'mailbox', id: mailbox.id, name: mailbox.name, changes });
  }
}
