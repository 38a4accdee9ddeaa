import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ContactRow } from '../../../../src/api/contract/master-data.ts';
import { call } from '../../api.ts';
import { keys } from '../../queries.ts';
import type { Recipient } from './recipients.ts';

const SEARCH_MS = 150;
const FOUND = 8;

/** The desk's contacts that fit what is typed, one recipient per address; searched by the server, since there may be many thousands. */
export function useContacts(typed: string): Recipient[] {
  const [q] = useDebouncedValue(typed.trim(), SEARCH_MS);
  const enabled = q.length > 1;
  const { data } = useQuery({
    queryKey: [...keys.masterData, 'contacts', 'recipients', q],
    queryFn: ({ signal }) => call('GET /api/contacts', { query: { q, activeOnly: true, limit: FOUND } }, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
  return enabled && typed.trim() !== '' ? (data?.rows ?? []).flatMap(recipientsOf) : [];
}

function recipientsOf({ name, fullName, addresses }: ContactRow): Recipient[] {
  return addresses.map((addr) => ({ name: fullName || (name === addr ? '' : name), addr }));
}
