import { Button, Select } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { say } from '../../../../src/desk/texts/index.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { deliveryStates } from '../../parts/delivery-state.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { RowList } from '../../parts/row-list.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { keys } from '../../queries.ts';
import { OutboundRow } from './outbound-row.tsx';

/** What the desk sends, newest first, by state. */
export function OutboxPage() {
  const { t, locale } = useTexts();
  const search = useSearch({ from: '/frame/outbox' });
  const navigate = useNavigate({ from: '/outbox' });
  const state = deliveryStates.find((each) => each === search.state);
  const query = useInfiniteQuery({
    queryKey: [...keys.outbound, state],
    queryFn: ({ pageParam, signal }) => call('GET /api/outbound', { query: { state, after: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <>
      <PageHeader title={t('outbox.title')} about={t('outbox.about')}>
        <Select
          w={210}
          aria-label={t('outbox.state')}
          value={state ?? 'all'}
          allowDeselect={false}
          onChange={(value) =>
            void navigate({ search: { state: value === 'all' || value === null ? undefined : value } })
          }
          data={[
            { value: 'all', label: `${t('outbox.state')}: ${t('common.all')}` },
            ...deliveryStates.map((each) => ({ value: each, label: say(locale, `state.delivery.${each}`) })),
          ]}
        />
      </PageHeader>
      <RowList
        query={query}
        empty={
          state ? (
            <EmptyState
              title={t('outbox.nothingTitle')}
              action={
                <Button variant="default" onClick={() => void navigate({ search: {} })}>
                  {t('outbox.showAll')}
                </Button>
              }
            />
          ) : (
            <EmptyState icon={<IconSend size={28} stroke={1.5} aria-hidden />} title={t('outbox.emptyTitle')}>
              {t('outbox.emptyText')}
            </EmptyState>
          )
        }
      >
        {(mail) => <OutboundRow mail={mail} />}
      </RowList>
    </>
  );
}
