import { Failure } from '../lib/failure.ts';
import { checkSettings, defaultValues, type FormValues } from '../settings/field.ts';
import { type MasterKind, masterKinds, type MergeableKind } from '../settings/master-data.ts';
import { replaceInViews } from '../store/list-views.ts';
import { lockRow } from '../store/lock-row.ts';
import { throwTaken, wrong } from '../store/master-store.ts';
import { masterStores } from '../store/master-stores.ts';
import type { Trx } from '../store/schema.ts';
import { transact } from '../store/transact.ts';
import { replaceInMailboxes, type Use } from '../store/uses.ts';
import { audit, groupChanges } from './audit.ts';
import type { Actor, Desk } from './desk.ts';

/** Adds an entry and gives its id. Throws Failure `invalid` with a problem per field. */
export async function addMasterData(desk: Desk, actor: Actor, kind: MasterKind, values: FormValues): Promise<number> {
  const clean = checked(kind, values);
  return transact(desk.store, async (trx, announce) => {
    const id = await masterStores[kind].insert(trx, clean, desk.clock().getTime());
    const changes = await groupChanges(trx, masterKinds[kind], defaultValues(masterKinds[kind]), clean);
    await audit(trx, desk, actor, { act: 'created', kind, id, name: nameOf(clean), changes });
    announce('settings', id);
    return id;
  }).catch(throwTaken);
}

/** Replaces the fields of an entry. Throws Failure `not-found`, or `invalid` with a problem per field. */
export async function changeMasterData(
  desk: Desk,
  actor: Actor,
  kind: MasterKind,
  id: number,
  values: FormValues,
): Promise<void> {
  const clean = checked(kind, values);
  await transact(desk.store, async (trx, announce) => {
    const before = await present(desk, trx, kind, id);
    const changes = await groupChanges(trx, masterKinds[kind], before, clean);
    await masterStores[kind].update(trx, id, clean);
    await audit(trx, desk, actor, { act: 'changed', kind, id, name: nameOf(clean), changes });
    announce('settings', id);
  }).catch(throwTaken);
}

/**
 * Makes one of two: whatever names `id` names `intoId` afterwards, tickets, saved views and the settings of mailboxes among it, and `id` is gone. What the
 * other one lacks is taken over. Throws Failure `not-found`, or `invalid` at `intoId`.
 */
export async function mergeMasterData(
  desk: Desk,
  actor: Actor,
  kind: MergeableKind,
  id: number,
  intoId: number,
): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const { from, into } = await moveOver(desk, trx, kind, id, intoId, 'intoId');
    await audit(trx, desk, actor, {
      act: 'merged',
      kind,
      id,
      name: from,
      changes: [{ field: 'into', from: null, to: into }],
    });
    announce('settings', intoId);
  });
}

/**
 * Deletes an entry. Throws Failure `in-use` with a problem per kind of use while something names it and no replacement is given, `not-found`, or
 * `invalid` at `replacement`.
 */
export async function deleteMasterData(
  desk: Desk,
  actor: Actor,
  kind: MasterKind,
  id: number,
  replacement: number | undefined,
): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    announce('settings', id);
    if (replacement !== undefined) {
      const { from, into } = await moveOver(desk, trx, kind, id, replacement, 'replacement');
      const changes = [{ field: 'into', from: null, to: into }];
      return audit(trx, desk, actor, { act: 'deleted', kind, id, name: from, changes });
    }
    const store = masterStores[kind];
    const before = await present(desk, trx, kind, id);
    await store.refuse?.(trx, id, null, 'replacement');
    const uses = await store.uses(trx, id);
    if (uses.length > 0) throw new Failure('in-use', { problems: uses.map(problemOf) });
    // Only deleted mailboxes can still name it.
    await replaceInMailboxes(trx, desk.store.dialect, kind, id, null);
    await store.remove(trx, id, desk.clock().getTime());
    await audit(trx, desk, actor, { act: 'deleted', kind, id, name: nameOf(before) });
  });
}

/** Checks form values against the definition of the kind. Throws Failure `invalid`. */
export function checked(kind: MasterKind, values: FormValues): never {
  const result = checkSettings(masterKinds[kind], values);
  if ('problems' in result) throw new Failure('invalid', { problems: result.problems });
  // Each store takes the values of its own definition; which one it is, is known only when it runs.
  return result.values as never;
}

async function moveOver(
  desk: Desk,
  trx: Trx,
  kind: MasterKind,
  id: number,
  into: number,
  field: string,
): Promise<{ from: string; into: string }> {
  if (id === into) throw wrong(field, 'same-entry');
  const store = masterStores[kind];
  // In one order, so that two mergers of the same two wait for one another.
  for (const each of [id, into].toSorted((a, b) => a - b)) await lockRow(trx, desk.store.dialect, store.table, each);
  const before = await present(desk, trx, kind, id);
  const target = await store.find(trx, into);
  if (!target) throw wrong(field, 'gone');
  if ('active' in target && target.active === false) throw wrong(field, 'inactive');
  await store.refuse?.(trx, id, into, field);
  await store.replace(trx, desk.store.dialect, id, into);
  await replaceInViews(trx, desk.store.dialect, kind, id, into);
  await store.remove(trx, id, desk.clock().getTime());
  return { from: nameOf(before), into: nameOf(target) };
}

/** Holds the entry, so that nothing new names it meanwhile, and gives it. Throws Failure `not-found`. */
async function present(desk: Desk, trx: Trx, kind: MasterKind, id: number): Promise<FormValues> {
  const store = masterStores[kind];
  await lockRow(trx, desk.store.dialect, store.table, id);
  const found = await store.find(trx, id);
  if (!found) throw new Failure('not-found');
  return found;
}

/** What an entry is called; of priorities and statuses the German name. */
function nameOf({ name, nameDe }: FormValues): string {
  const called = name ?? nameDe;
  return typeof called === 'string' ? called : '';
}

const problemOf = ({ by, count, names }: Use) => ({
  field: by,
  problem: `used-by-${by}`,
  // Tickets are only counted.
  params: { count, names: names.length > 0 && names.length < count ? `${names.join(', ')}, …` : names.join(', ') },
});
