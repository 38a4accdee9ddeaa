import { Loader, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactRow, CustomerRow } from '../../../../src/api/contract/master-data.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { keys } from '../../queries.ts';
import { common, idOf, type WidgetProps } from '../widget-props.ts';
import classes from './pickers.module.css';

type Offer = { id: number; label: string; second: string };

/** The user for whom tickets are: found among thousands by name or address. */
export function ContactField(props: WidgetProps) {
  const { t } = useTexts();
  return <ServerSelect {...props} kind="contacts" empty={t('forms.noContact')} />;
}

/** The location/customer: found among thousands by name or domain. */
export function CustomerField(props: WidgetProps) {
  const { t } = useTexts();
  return <ServerSelect {...props} kind="customers" empty={t('forms.noCustomer')} />;
}

const shown = 20;

/** Picks one entry of a kind that only the server can search; `empty` is what holds while nothing is chosen. */
export function ServerSelect({
  kind,
  empty,
  without,
  ...props
}: WidgetProps & { kind: 'contacts' | 'customers'; empty: string; without?: number }) {
  const { t } = useTexts();
  const value = idOf(props.value);
  const chosen = useQuery({
    queryKey: [...keys.masterData, kind, 'one', value],
    queryFn: ({ signal }) => readOne(kind, value ?? 0, signal),
    enabled: value !== null,
    placeholderData: keepPreviousData,
  });
  const current = value !== null && chosen.data?.id === value ? chosen.data : undefined;
  const [typed, setTyped] = useState('');
  // The field shows the chosen one's name: that is no search.
  const [search] = useDebouncedValue(typed === current?.label ? '' : typed.trim(), 200);
  const found = useQuery({
    queryKey: [...keys.masterData, kind, 'offers', search],
    queryFn: ({ signal }) => searchKind(kind, search, signal),
    placeholderData: keepPreviousData,
  });
  const offers = (found.data ?? []).filter(({ id }) => id !== without);
  const all = current && !offers.some(({ id }) => id === current.id) ? [current, ...offers] : offers;
  return (
    <Select
      {...common(props)}
      clearable
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      placeholder={empty}
      nothingFoundMessage={found.isFetching ? t('common.loading') : t('forms.nothingFound')}
      rightSection={found.isFetching && typed.trim() ? <Loader size={14} /> : undefined}
      maxDropdownHeight={320}
      value={value === null ? null : String(value)}
      onChange={(next) => props.onChange(next === null ? null : Number(next))}
      data={all.map(({ id, label }) => ({ value: String(id), label }))}
      // The server has searched already, also in what is not shown.
      filter={({ options }) => options}
      renderOption={({ option }) => <OfferLine offer={all.find(({ id }) => String(id) === option.value)} />}
    />
  );
}

function OfferLine({ offer }: { offer: Offer | undefined }) {
  return (
    <span>
      {offer?.label} {offer?.second && <span className={classes.second}>{offer.second}</span>}
    </span>
  );
}

async function searchKind(kind: 'contacts' | 'customers', q: string, signal: AbortSignal): Promise<Offer[]> {
  const query = { q, activeOnly: true, limit: shown };
  if (kind === 'contacts') return (await call('GET /api/contacts', { query }, signal)).rows.map(contactOffer);
  return (await call('GET /api/customers', { query }, signal)).rows.map(customerOffer);
}

async function readOne(kind: 'contacts' | 'customers', id: number, signal: AbortSignal): Promise<Offer> {
  if (kind === 'contacts') return contactOffer(await call('GET /api/contacts/:id', { id }, signal));
  return customerOffer(await call('GET /api/customers/:id', { id }, signal));
}

const contactOffer = ({ id, name, fullName, addresses }: ContactRow): Offer => ({
  id,
  label: fullName ? `${fullName} (${name})` : name,
  second: addresses.join(', '),
});
const customerOffer = ({ id, name, domains }: CustomerRow): Offer => ({ id, label: name, second: domains.join(', ') });
