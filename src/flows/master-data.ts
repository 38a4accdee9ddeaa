import { Failure } from '../lib/failure.ts';
import { checkSettings, type FormValues } from '../settings/field.ts';
import { type MasterKind, masterKinds, type MergeableKind } from '../settings/master-data.ts';
import { lockRow } from '../store/lock-row.ts';
import { throwTaken, wrong } from '../store/master-store.ts';
import { masterStores } from '../store/master-stores.ts';
import type { Trx } from '../store/schema.ts';
import { transact } from '../store/transact.ts';
import { replaceInMailboxes, type Use } from '../store/uses.ts';
import type { Actor, Desk } from './desk.ts';

/** Adds an entry and gives its id. Throws Failure `invalid` with a problem per field. */
export async function addMasterData(desk: Desk, _actor: Actor, kind: MasterKind, values: FormValues): Promise<number> {
  const clean = checked(kind, values);
  return transact(desk.store, async (trx, announce) => {
    const id = await masterStores[kind].insert(trx, clean, desk.clock().getTime());
    announce('settings', id);
    return id;
  }).catch(throwTaken);
}

/** Replaces the fields of an entry. Throws Failure `not-found`, or `invalid` with a problem per field. */
export async function changeMasterData(
  desk: Desk,
  _actor: Actor,
  kind: MasterKind,
  id: number,
  values: FormValues,
): Promise<void> {
  const clean = checked(kind, values);
  await transact(desk.store, async (trx, announce) => {
    await present(desk, trx, kind, id);
    await masterStores[kind].update(trx, id, clean);
    announce('settings', id);
  }).catch(throwTaken);
}

/**
 * Makes one of two: whatever names `id` names `intoId` afterwards, tickets and the settings of mailboxes among it, and `id` is gone. What the other one lacks
 * is taken over. Throws Failure `not-found`, or `invalid` at `intoId`.
 */
export async function mergeMasterData(
  desk: Desk,
  _actor: Actor,
  kind: MergeableKind,
  id: number,
  intoId: number,
): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    await moveOver(desk, trx, kind, id, intoId, 'intoId');
    announce('settings', intoId);
  });
}

/**
 * Deletes an entry. Throws Failure `in-use` with a problem per kind of use while something names it and no replacement is given, `not-found`, or
 * `invalid` at `replacement`.
 */
export async function deleteMasterData(
  desk: Desk,
  _actor: Actor,
  kind: MasterKind,
  id: number,
  replacement: number | undefined,
): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    announce('settings', id);
    if (replacement !== undefined) return moveOver(desk, trx, kind, id, replacement, 'replacement');
    const store = masterStores[kind];
    await present(desk, trx, kind, id);
    await store.refuse?.(trx, id, null, 'replacement');
    const uses = await store.uses(trx, id);
    if (uses.length > 0) throw new Failure('in-use', { problems: uses.map(problemOf) });
    // Only deleted mailboxes can still name it.
    await replaceInMailboxes(trx, desk.store.dialect, kind, id, null);
    await store.remove(trx, id, desk.clock().getTime());
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
): Promise<void> {
  if (id === into) throw wrong(field, 'same-entry');
  const store = masterStores[kind];
  // In one order, so that two mergers of the same two wait for one another.
  for (const each of [id, into].toSorted((a, b) => a - b)) await lockRow(trx, desk.store.dialect, store.table, each);
  await present(desk, trx, kind, id);
  const target = await store.find(trx, into);
  if (!target) throw wrong(field, 'gone');
  if ('active' in target && target.active === false) throw wrong(field, 'inactive');
  await store.refuse?.(trx, id, into, field);
  await store.replace(trx, desk.store.dialect, id, into);
  await store.remove(trx, id, desk.clock().getTime());
}

/** Holds the entry, so that nothing new names it meanwhile. Throws Failure `not-found`. */
async function present(desk: Desk, trx: Trx, kind: MasterKind, id: number): Promise<void> {
  const store = masterStores[kind];
  await lockRow(trx, desk.store.dialect, store.table, id);
  if (!(await store.find(trx, id))) throw new Failure('not-found');
}

const problemOf = ({ by, count, names }: Use) => ({
  field: by,
  problem: `used-by-${by}`,
  // Tickets are only counted.
  params: { count, names: names.length > 0 && names.length < count ? `${names.join(', ')}, …` : names.join(', ') },
});
