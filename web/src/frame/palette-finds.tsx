import type { SpotlightActionData } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAddressBook, IconFilter, IconMailCog, IconTicket } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { call } from '../api.ts';
import { useTexts } from '../i18n/index.ts';
import { searchOf } from '../pages/tickets/list-search.ts';
import { keys, listViewsQuery, mailboxesQuery } from '../queries.ts';

export type Group = { group: string; actions: SpotlightActionData[] };

const PAUSE_MS = 150;
const shown = { tickets: 6, contacts: 4 };

/** What the desk finds for the words: tickets by number and text, users, mailboxes (for administrators), and the saved views. */
export function useFinds(query: string, admin: boolean): { groups: Group[]; searching: boolean } {
  const { t } = useTexts();
  const router = useRouter();
  const [q] = useDebouncedValue(query.trim(), PAUSE_MS);
  const asked = q !== '';
  const tickets = useQuery({
    queryKey: [...keys.tickets, 'palette', q],
    queryFn: ({ signal }) => call('GET /api/tickets', { query: { q, limit: shown.tickets } }, signal),
    enabled: asked,
    placeholderData: keepPreviousData,
  });
  const contacts = useQuery({
    queryKey: [...keys.masterData, 'contacts', 'palette', q],
    queryFn: ({ signal }) =>
      call('GET /api/contacts', { query: { q, activeOnly: true, limit: shown.contacts } }, signal),
    enabled: asked,
    placeholderData: keepPreviousData,
  });
  const mailboxes = useQuery({ ...mailboxesQuery, enabled: admin });
  const views = useQuery(listViewsQuery);
  const groups: Group[] = [
    {
      group: t('lists.palette.views'),
      actions: (views.data ?? []).map((view) => ({
        id: `view ${view.id}`,
        label: view.name,
        leftSection: <IconFilter size={18} stroke={1.75} aria-hidden />,
        onClick: () => void router.navigate({ to: '/tickets', search: searchOf(view, view.id) }),
      })),
    },
  ];
  if (!asked) return { groups: groups.filter(({ actions }) => actions.length > 0), searching: false };
  // The desk has chosen them already, also by what is not shown here.
  const found = { keywords: query };
  groups.unshift({
    group: t('lists.palette.tickets'),
    actions: (tickets.data?.rows ?? []).map(({ id, reference, subject, contactName }) => ({
      ...found,
      id: `ticket ${id}`,
      label: `${reference} ${subject || t('tickets.list.noSubject')}`,
      description: contactName,
      leftSection: <IconTicket size={18} stroke={1.75} aria-hidden />,
      onClick: () => void router.navigate({ to: '/tickets/$id', params: { id: String(id) } }),
    })),
  });
  groups.push({
    group: t('lists.palette.contacts'),
    actions: (contacts.data?.rows ?? []).map(({ id, name, fullName, addresses }) => ({
      ...found,
      id: `contact ${id}`,
      label: fullName || name,
      description: addresses.join(', '),
      leftSection: <IconAddressBook size={18} stroke={1.75} aria-hidden />,
      onClick: () => void router.navigate({ to: '/tickets', search: { contact: id } }),
    })),
  });
  if (admin)
    groups.push({
      group: t('lists.palette.mailboxes'),
      actions: (mailboxes.data?.rows ?? []).map(({ id, name }) => ({
        id: `mailbox ${id}`,
        label: name,
        leftSection: <IconMailCog size={18} stroke={1.75} aria-hidden />,
        onClick: () => void router.navigate({ to: '/admin/mailboxes/$id', params: { id: String(id) } }),
      })),
    });
  return {
    groups: groups.filter(({ actions }) => actions.length > 0),
    searching: q !== query.trim() || tickets.isFetching || contacts.isFetching,
  };
}
