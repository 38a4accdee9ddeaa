import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { CustomerRow } from '../../../../src/api/contract/master-data.ts';
import { settingText } from '../../../../src/settings/texts/index.ts';
import { ApiError, call } from '../../api.ts';
import { NothingHere } from '../../frame/not-found.tsx';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import { LinkText } from '../../parts/links.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { Fact, RowList } from '../../parts/row-list.tsx';
import { keys, masterDataQuery } from '../../queries.ts';
import { EntryActs } from './entry-acts.tsx';
import classes from './people.module.css';
import { TicketsOf } from './tickets-of.tsx';

/** A location/customer: its domains, the users that belong to it, the tickets. */
export function CustomerPage() {
  const { id } = useParams({ from: '/frame/customers/$id' });
  const customer = useQuery({
    queryKey: [...keys.masterData, 'customers', Number(id)],
    queryFn: ({ signal }) => call('GET /api/customers/:id', { id: Number(id) }, signal),
  });
  if (customer.error instanceof ApiError && customer.error.status === 404) return <NothingHere />;
  return <QueryView query={customer}>{(row) => <Customer key={row.id} customer={row} />}</QueryView>;
}

function Customer({ customer }: { customer: CustomerRow }) {
  const { t, locale } = useTexts();
  const { data: masterData } = useQuery(masterDataQuery);
  const activity = useQuery({
    queryKey: [...keys.tickets, 'customer', customer.id],
    queryFn: ({ signal }) => call('GET /api/customers/:id/activity', { id: customer.id }, signal),
  });
  const field = (name: string) => settingText(locale, `settings.customer.${name}.title`) ?? name;
  const priority = masterData?.priorities.find(({ id }) => id === customer.priorityId);
  return (
    <>
      <PageHeader
        title={customer.name}
        about={
          <LinkText to="/customers" size="sm">
            {t('people.toCustomers')}
          </LinkText>
        }
        action={
          <div className={classes.acts}>
            <EntryActs kind="customers" entry={customer} />
          </div>
        }
      />
      <div className={classes.page}>
        <QueryView query={activity}>
          {(done) => (
            <>
              <dl className={classes.facts}>
                <Fact name={field('domains')}>
                  {customer.domains.join(', ') || t('common.none')}{' '}
                  {!customer.active && <Chip tone="quiet">{t('masterData.inactive')}</Chip>}
                </Fact>
                <Fact name={field('priorityId')}>{priority?.names[locale] ?? t('common.none')}</Fact>
                <Fact name={t('people.contacts')}>{new Intl.NumberFormat(locale).format(done.contacts)}</Fact>
              </dl>
              <Contacts customerId={customer.id} />
              <TicketsOf whose={{ customer: String(customer.id) }} counts={done.tickets} />
            </>
          )}
        </QueryView>
      </div>
    </>
  );
}

function Contacts({ customerId }: { customerId: number }) {
  const { t } = useTexts();
  const query = useInfiniteQuery({
    queryKey: [...keys.masterData, 'contacts', 'of', customerId],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/contacts', { query: { customerId, after: pageParam, limit: 20 } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <section className={classes.part} aria-labelledby="contacts-of">
      <div className={classes.partHead}>
        <h2 id="contacts-of">{t('people.contacts')}</h2>
      </div>
      <RowList query={query} empty={<p className={classes.none}>{t('people.noContacts')}</p>}>
        {(contact) => (
          <Link to="/contacts/$id" params={{ id: String(contact.id) }} className={classes.person}>
            <span>{contact.fullName || contact.name}</span>
            <span className={classes.address}>{contact.addresses.join(', ')}</span>
          </Link>
        )}
      </RowList>
    </section>
  );
}
