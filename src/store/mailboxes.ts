import type { IncomingIdentity, OutgoingIdentity } from '../desk/answer-identity.ts';
import { Failure } from '../lib/failure.ts';
import { type Keyring, seal, unseal } from '../lib/seal.ts';
import { addressKey, normaliseAddress } from '../mail/addresses.ts';
import type { Recipient } from '../postmaster/filter.ts';
import type { FormValues, SettingGroup } from '../settings/field.ts';
import { type IncomingMailbox, incomingMailbox } from '../settings/incoming-mailbox.ts';
import { outgoingMailbox } from '../settings/outgoing-mailbox.ts';
import type { Db, Schema, Trx } from './schema.ts';
import type { StoredError } from './stored-error.ts';
import { isUniqueViolation } from './transact.ts';

/** One mailbox as stored; `values` are complete by the settings definition, secrets as ''. */
export type MailboxRow = {
  id: number;
  direction: 'incoming' | 'outgoing';
  protocol: string;
  name: string;
  active: boolean;
  values: Record<string, unknown>;
  secretsSet: string[];
  runNumber: number;
  failures: number;
  lastError: StoredError | null;
  lastRunAt: number | null;
  nextRunAt: number | null;
  /** When the administrators were told of an outage that lasts; null if there is none. */
  outageToldAt: number | null;
};

const groups = { incoming: incomingMailbox, outgoing: outgoingMailbox } as const;

/** The settings definition of a direction. */
export function mailboxGroup(direction: 'incoming' | 'outgoing'): SettingGroup {
  return groups[direction];
}

/** All mailboxes that are not deleted, by name. */
export async function listMailboxes(db: Db, direction?: 'incoming' | 'outgoing'): Promise<MailboxRow[]> {
  const rows = await db
    .selectFrom('mailbox')
    .selectAll()
    .where('deleted_at', 'is', null)
    .$if(direction !== undefined, (query) => query.where('direction', '=', direction ?? 'incoming'))
    .orderBy('name_key')
    .execute();
  return rows.map(fromRow);
}

/** One mailbox that is not deleted; null if there is none. */
export async function findMailbox(db: Db, id: number): Promise<MailboxRow | null> {
  const row = await db
    .selectFrom('mailbox')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Like findMailbox, but throws Failure `not-found`. */
export async function getMailbox(db: Db, id: number): Promise<MailboxRow> {
  const found = await findMailbox(db, id);
  if (!found) throw new Failure('not-found');
  return found;
}

/** Inserts a mailbox with checked values; secrets among them are sealed to its row. Throws Failure `invalid` at `name` if the name is taken. */
export async function insertMailbox(
  trx: Trx,
  ring: Keyring,
  mailbox: { direction: 'incoming' | 'outgoing'; protocol: string; values: FormValues; now: number },
): Promise<number> {
  const { direction, protocol, values, now } = mailbox;
  const inserted = await trx
    .insertInto('mailbox')
    .values({
      direction,
      protocol,
      ...named(values),
      settings: JSON.stringify(openValues(direction, values)),
      secrets: '{}',
      active: values.active === false ? 0 : 1,
      created_at: now,
      deleted_at: null,
      last_error: null,
      last_run_at: null,
      next_run_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(nameTaken);
  await trx
    .updateTable('mailbox')
    .set({ secrets: JSON.stringify(sealedValues(ring, direction, inserted.id, values, {})) })
    .where('id', '=', inserted.id)
    .execute();
  return inserted.id;
}

/** Replaces the values; a secret given as '' keeps the stored one. A new start: the error state is cleared and the next run is due at once. */
export async function updateMailbox(trx: Trx, ring: Keyring, id: number, values: FormValues): Promise<void> {
  const row = await trx
    .selectFrom('mailbox')
    .select(['direction', 'secrets'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const secrets = sealedValues(ring, row.direction, id, values, JSON.parse(row.secrets));
  await trx
    .updateTable('mailbox')
    .set({
      ...named(values),
      protocol: String(values.protocol),
      settings: JSON.stringify(openValues(row.direction, values)),
      secrets: JSON.stringify(secrets),
      active: values.active === false ? 0 : 1,
      failures: 0,
      last_error: null,
      next_run_at: null,
    })
    .where('id', '=', id)
    .execute()
    .catch(nameTaken);
}

/** The switch *Aktiv*, which is both a setting and a column that SQL asks for. */
export async function setActive(trx: Trx, id: number, active: boolean): Promise<void> {
  await trx
    .updateTable('mailbox')
    .set({ active: active ? 1 : 0, next_run_at: null })
    .where('id', '=', id)
    .execute();
}

/** Makes an outgoing mailbox the default or not. */
export async function setDefaultOutgoing(trx: Trx, id: number, isDefault: boolean): Promise<void> {
  await mergeSettings(trx, id, { isDefault });
}

/** Has an incoming mailbox answer through another outgoing one. */
export async function setReplyVia(trx: Trx, id: number, replyVia: number): Promise<void> {
  await mergeSettings(trx, id, { replyVia });
}

async function mergeSettings(trx: Trx, id: number, values: FormValues): Promise<void> {
  const row = await trx.selectFrom('mailbox').select('settings').where('id', '=', id).executeTakeFirstOrThrow();
  await trx
    .updateTable('mailbox')
    .set({ settings: JSON.stringify({ ...JSON.parse(row.settings), ...values }) })
    .where('id', '=', id)
    .execute();
}

/** Marks a mailbox as deleted: its name is free, its secrets are erased, tickets and intake log keep pointing to the row. */
export async function deleteMailboxRow(trx: Trx, id: number, now: number): Promise<void> {
  await trx.updateTable('mailbox').set({ deleted_at: now, secrets: '{}', active: 0 }).where('id', '=', id).execute();
}

/** The stored secrets of a mailbox in the clear, '' where none is stored. For wire clients only. */
export async function mailboxSecrets(db: Db, ring: Keyring, id: number): Promise<Record<string, string>> {
  const row = await db.selectFrom('mailbox').select('secrets').where('id', '=', id).executeTakeFirst();
  const sealed = JSON.parse(row?.secrets ?? '{}') as Record<string, string>;
  return Object.fromEntries(
    Object.entries(sealed).map(([field, value]) => [field, unseal(ring, 'mailbox', `${id}.${field}`, value)]),
  );
}

/** What judging needs of an incoming mailbox, deleted ones included: their last mails are still filed. */
export async function mailboxRecipient(db: Db, id: number): Promise<Recipient> {
  const row = fromRow(await db.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  return recipientFrom(id, { ...row.values, name: row.name });
}

/** The same from the values of the settings definition, stored or in a form; `id` 0 for a mailbox that is not saved yet. */
export function recipientFrom(id: number, given: FormValues): Recipient {
  const values = given as Partial<IncomingMailbox>;
  return {
    id,
    name: values.name ?? '',
    // As they stand in mails that were read.
    addresses: (values.mailboxAddresses ?? []).map((address) => normaliseAddress(address) || address),
    teamId: values.team ?? null,
    categoryId: values.category ?? null,
    priorityId: values.priority ?? null,
    labelIds: values.labels ?? [],
    newTicketStatusId: values.newTicketStatus ?? null,
    replyStatusId: values.changeReplyStatus === true ? (values.replyStatus ?? null) : null,
    noNewTickets: values.noNewTickets === true,
    createContact: values.createContact === true,
    createCustomer: values.createCustomer === true,
    fallbackContactId: values.fallbackContact ?? null,
    bundle: values.bundle === true,
    autoReplyTemplateId: values.autoReplyTemplate ?? null,
  };
}

/** The sender settings of the incoming mailbox a ticket came through, for answers; null for a sandbox without them. */
export async function incomingIdentity(db: Db, id: number): Promise<IncomingIdentity | null> {
  const found = await db.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) return null;
  const values = fromRow(found).values as Partial<IncomingIdentity>;
  return {
    senderName: values.senderName ?? '',
    senderAddress: values.senderAddress ?? '',
    mailboxAddresses: values.mailboxAddresses ?? [],
    replyVia: values.replyVia ?? null,
    ticketAddress: values.ticketAddress === true,
  };
}

/** The outgoing mailboxes one can write through. */
export async function outgoingIdentities(db: Db): Promise<OutgoingIdentity[]> {
  const outgoing = (await listMailboxes(db, 'outgoing')).filter(({ active }) => active);
  return outgoing.map(({ id, values }) => ({
    id,
    senderName: text(values.senderName),
    senderAddress: text(values.senderAddress),
    isDefault: values.isDefault === true,
  }));
}

/** The incoming mailboxes that are not deleted by each of their addresses, the oldest first. */
export async function mailboxesByAddress(db: Db): Promise<Map<string, number[]>> {
  const owners = new Map<string, number[]>();
  for (const { id, direction, mailboxAddresses } of await mailboxesWithAddresses(db)) {
    if (direction !== 'incoming') continue;
    for (const address of mailboxAddresses) {
      const key = addressKey(address);
      owners.set(key, [...(owners.get(key) ?? []), id]);
    }
  }
  return owners;
}

/** Every address that is ours: mailboxes' own ones and senders', by their keys (mail/addresses.ts). */
export async function ownAddresses(db: Db): Promise<Set<string>> {
  const all = await mailboxesWithAddresses(db);
  const addresses = all.flatMap(({ senderAddress, mailboxAddresses }) => [senderAddress, ...mailboxAddresses]);
  return new Set(addresses.filter((address) => address !== '').map(addressKey));
}

/** Reads nothing else of the settings: it is asked before every batch of mails and with every automatic one, and there may be a thousand mailboxes. */
async function mailboxesWithAddresses(db: Db) {
  const rows = await db
    .selectFrom('mailbox')
    .select(['id', 'direction', 'settings'])
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id, direction, settings }) => {
    const stored = JSON.parse(settings) as Partial<IncomingMailbox>;
    return {
      id,
      direction,
      senderAddress: stored.senderAddress ?? '',
      mailboxAddresses: stored.mailboxAddresses ?? [],
    };
  });
}

function fromRow(row: { [K in keyof Schema['mailbox']]: unknown }): MailboxRow {
  const direction = row.direction as 'incoming' | 'outgoing';
  const stored = JSON.parse(String(row.settings)) as Record<string, unknown>;
  return {
    id: Number(row.id),
    direction,
    protocol: String(row.protocol),
    name: String(row.name),
    active: row.active === 1,
    values: { ...completed(direction, stored), active: row.active === 1 },
    secretsSet: Object.keys(JSON.parse(String(row.secrets)) as object),
    runNumber: Number(row.run_number),
    failures: Number(row.failures),
    lastError: row.last_error === null ? null : (JSON.parse(text(row.last_error)) as StoredError),
    lastRunAt: row.last_run_at as number | null,
    nextRunAt: row.next_run_at as number | null,
    outageToldAt: row.outage_told_at as number | null,
  };
}

// Stored values are parsed on every read, so that a field added later has its default without a migration.
function completed(direction: 'incoming' | 'outgoing', stored: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(groups[direction].fields as SettingGroup['fields']).map(
    ([field, { schema, secret }]) => {
      if (secret) return [field, ''];
      const parsed = schema.safeParse(stored[field]);
      return [field, parsed.success ? parsed.data : stored[field]];
    },
  );
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function openValues(direction: 'incoming' | 'outgoing', values: FormValues): FormValues {
  const fields = groups[direction].fields as SettingGroup['fields'];
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields[field] && !fields[field].secret));
}

function sealedValues(
  ring: Keyring,
  direction: 'incoming' | 'outgoing',
  id: number,
  values: FormValues,
  kept: Record<string, string>,
) {
  const secrets = { ...kept };
  for (const [field, { secret }] of Object.entries(groups[direction].fields as SettingGroup['fields'])) {
    const value = values[field];
    if (secret && typeof value === 'string' && value !== '')
      secrets[field] = seal(ring, 'mailbox', `${id}.${field}`, value);
  }
  return secrets;
}

function named(values: FormValues): { name: string; name_key: string } {
  const name = String(values.name).trim();
  return { name, name_key: name.toLowerCase() };
}

function nameTaken(thrown: unknown): never {
  if (!isUniqueViolation(thrown)) throw thrown;
  throw new Failure('invalid', { problems: [{ field: 'name', problem: 'name-taken' }], cause: thrown });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
