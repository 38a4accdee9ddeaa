import { auditDiff } from '../desk/audit.ts';
import { can, type Viewer } from '../desk/can.ts';
import { Failure } from '../lib/failure.ts';
import {
  deleteView,
  findView,
  insertView,
  type ListView,
  type ListViewValues,
  listViews,
  updateView,
} from '../store/list-views.ts';
import type { Trx } from '../store/schema.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';

/** Who does it, with the network address where that is known. */
type Who = Viewer & { address?: string };

/** How many views one agent may see: each is counted for the list. */
const mostViews = 100;
/** How long a deleted view can come back. */
const forgetMs = 86_400_000;

/** Saves a view, `shared` with all or for the viewer alone. Throws Failure `not-allowed` to share without the right, `invalid` at `name` if there are too many. */
export async function addView(desk: Desk, viewer: Who, values: ListViewValues): Promise<number> {
  mayShare(viewer, values);
  return transact(desk.store, async (trx) => {
    if ((await listViews(trx, viewer.agentId)).length >= mostViews) throw tooMany();
    const id = await insertView(trx, viewer.agentId, values, desk.clock().getTime());
    if (values.shared) await note(trx, desk, viewer, 'created', id, undefined, values);
    return id;
  });
}

/** Changes a view, or brings a deleted one back as given. Throws Failure `not-found`, or `not-allowed` for what is not the viewer's to change. */
export async function changeView(desk: Desk, viewer: Who, id: number, values: ListViewValues): Promise<void> {
  mayShare(viewer, values);
  await transact(desk.store, async (trx) => {
    const view = await findView(trx, id);
    mayChange(viewer, view);
    if (view?.deletedAt && (await listViews(trx, viewer.agentId)).length >= mostViews) throw tooMany();
    await updateView(trx, id, values, desk.clock().getTime());
    if (values.shared || view?.shared) await note(trx, desk, viewer, 'changed', id, view, values);
  });
}

/** Deletes a view; for a day `changeView` brings it back. Throws as `changeView` does. */
export async function removeView(desk: Desk, viewer: Who, id: number): Promise<void> {
  const now = desk.clock().getTime();
  await transact(desk.store, async (trx) => {
    const view = await findView(trx, id);
    mayChange(viewer, view);
    if (view?.deletedAt) throw new Failure('not-found');
    await deleteView(trx, id, now, now - forgetMs);
    if (view?.shared) await note(trx, desk, viewer, 'deleted', id, view, view);
  });
}

/** What all agents see is noted; what people arrange for themselves alone is not. */
function note(
  trx: Trx,
  desk: Desk,
  viewer: Who,
  act: 'created' | 'changed' | 'deleted',
  id: number,
  before: ListViewValues | undefined,
  after: ListViewValues,
): Promise<void> {
  const fields = ({ name, shared, view, filter, q, sort }: ListViewValues) => ({ name, shared, view, filter, q, sort });
  const changes = auditDiff(before ? fields(before) : {}, fields(after));
  return audit(trx, desk, viewer, { act, kind: 'listView', id, name: after.name, changes });
}

function mayShare(viewer: Viewer, { shared }: ListViewValues): void {
  if (shared && !can(viewer, 'shareViews')) throw new Failure('not-allowed');
}

/** One's own, and for who may share all shared ones; another's private view does not exist. */
function mayChange(viewer: Viewer, view: ListView | undefined): void {
  const own = view?.agentId === viewer.agentId;
  if (!view || (!own && !view.shared)) throw new Failure('not-found');
  if (view.shared && !can(viewer, 'shareViews')) throw new Failure('not-allowed');
}

const tooMany = () =>
  new Failure('invalid', { field: 'name', problems: [{ field: 'name', problem: 'too-many-views' }] });
