import { listCategories } from '../store/categories.ts';
import { contacts } from '../store/contact-list.ts';
import type { FieldChange } from '../store/entries.ts';
import { labelsOf, listLabels, setLabels } from '../store/labels.ts';
import { mustBeOffered } from '../store/offered.ts';
import type { Db, Trx } from '../store/schema.ts';
import { setTicketFields } from '../store/tickets.ts';
import type { TicketRow } from './hold-ticket.ts';

/** Under what a ticket is filed: its category, its labels, the person it is for. A field left out stays. */
export type FilingPatch = { categoryId?: number | null; labelIds?: readonly number[]; contactId?: number | null };

/** Files a ticket elsewhere, with one step per field; the contact brings its customer. Throws Failure `invalid` for what is not offered. */
export async function applyFiling(
  trx: Trx,
  ticket: TicketRow,
  patch: FilingPatch,
  note: (change: FieldChange) => Promise<unknown>,
): Promise<void> {
  const { categoryId, labelIds, contactId } = patch;
  if (categoryId !== undefined && categoryId !== ticket.category_id) {
    if (categoryId !== null) await mustBeOffered(trx, 'category', 'categoryId', [categoryId]);
    const name = namesIn(await listCategories(trx));
    await note({ field: 'category', from: name(ticket.category_id), to: name(categoryId) });
    await setTicketFields(trx, ticket.id, { category_id: categoryId });
  }
  if (labelIds !== undefined) await applyLabels(trx, ticket.id, labelIds, note);
  if (contactId !== undefined && contactId !== ticket.contact_id) {
    if (contactId !== null) await mustBeOffered(trx, 'contact', 'contactId', [contactId]);
    await note({
      field: 'contact',
      from: await contactName(trx, ticket.contact_id),
      to: await contactName(trx, contactId),
    });
    const customerId = contactId === null ? null : (await contacts.find(trx, contactId))?.customerId;
    await setTicketFields(trx, ticket.id, { contact_id: contactId, customer_id: customerId ?? null });
  }
}

async function applyLabels(
  trx: Trx,
  ticketId: number,
  labelIds: readonly number[],
  note: (change: FieldChange) => Promise<unknown>,
): Promise<void> {
  const present = (await labelsOf(trx, [ticketId])).get(ticketId) ?? [];
  const added = labelIds.filter((id) => !present.includes(id));
  if (added.length === 0 && present.every((id) => labelIds.includes(id))) return;
  await mustBeOffered(trx, 'label', 'labelIds', added);
  const name = namesIn(await listLabels(trx));
  const named = (ids: readonly number[]) => [...new Set(ids)].map(name).toSorted(byText).join(', ');
  await note({ field: 'labels', from: named(present), to: named(labelIds) });
  await setLabels(trx, ticketId, labelIds);
}

const namesIn = (rows: readonly { id: number; name: string }[]) => (id: number | null) =>
  rows.find((row) => row.id === id)?.name ?? '';

async function contactName(db: Db, id: number | null): Promise<string> {
  const row = id === null ? undefined : await contacts.find(db, id);
  return row ? row.fullName || row.name : '';
}

const byText = (a: string, b: string) => a.localeCompare(b);
