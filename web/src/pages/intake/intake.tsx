import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileDownload, IconInbox } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { inboundStates, type InboundState } from './inbound-state.tsx';
import { say } from '../../../../src/desk/texts/index.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { RowList } from '../../parts/row-list.tsx';
import classes from '../../parts/rows.module.css';
import { EmptyState } from '../../parts/states.tsx';
import { keys, mailboxesQuery, sessionQuery } from '../../queries.ts';
import { InboundRow } from './inbound-row.tsx';

/** Every mail ever fetched, newest first, by state and mailbox. */
export function IntakePage() {
  const { t } = useTexts();
  const search = useSearch({ from: '/frame/intake' });
  const navigate = useNavigate({ from: '/intake' });
  const state = inboundStates.find((each) => each === search.state);
  const mailboxId = search.mailbox;
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const query = useInfiniteQuery({
    queryKey: [...keys.inbound, state, mailboxId, q],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/inbound', { query: { state: state && [state], mailboxId, q, after: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const filtered = state !== undefined || mailboxId !== undefined || q !== '';
  const showAll = () => {
    setTyped('');
    void navigate({ search: {} });
  };
  return (
    <>
      <PageHeader
        title={t('intake.title')}
        about={t('intake.about')}
        search={{ value: typed, label: t('intake.search'), onChange: setTyped }}
        action={<Export state={state} mailboxId={mailboxId} q={q} />}
      >
        <div className={classes.filters}>
          <StateFilter
            state={state}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, state: next }) })}
          />
          <MailboxFilter
            id={search.mailbox}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, mailbox: next }) })}
          />
        </div>
      </PageHeader>
      <RowList
        query={query}
        empty={
          filtered ? (
            <EmptyState
              title={t('intake.nothingTitle')}
              action={
                <Button variant="default" onClick={showAll}>
                  {t('intake.showAll')}
                </Button>
              }
            />
          ) : (
            <EmptyState icon={<IconInbox size={28} stroke={1.5} aria-hidden />} title={t('intake.emptyTitle')}>
              {t('intake.emptyText')}
            </EmptyState>
          )
        }
      >
        {(mail) => <InboundRow mail={mail} />}
      </RowList>
    </>
  );
}

/** The same lines as a table for spreadsheets. */
function Export({ state, mailboxId, q }: { state?: InboundState; mailboxId?: number; q: string }) {
  const { t } = useTexts();
  const asked = Object.entries({ state, mailboxId, q }).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return (
    <Tooltip label={t('intake.export')}>
      <ActionIcon
        component="a"
        variant="default"
        size={30}
        href={`/api/inbound/csv${query && `?${query}`}`}
        download
        aria-label={t('intake.export')}
      >
        <IconFileDownload size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function StateFilter({
  state,
  onChange,
}: {
  state: InboundState | undefined;
  onChange: (state: string | undefined) => void;
}) {
  const { t, locale } = useTexts();
  return (
    <Select
      w={190}
      aria-label={t('intake.state')}
      value={state ?? 'all'}
      allowDeselect={false}
      onChange={(value) => onChange(value === 'all' || value === null ? undefined : value)}
      data={[
        { value: 'all', label: `${t('intake.state')}: ${t('common.all')}` },
        ...inboundStates.map((each) => ({ value: each, label: say(locale, `state.inbound.${each}`) })),
      ]}
    />
  );
}

function MailboxFilter({ id, onChange }: { id: number | undefined; onChange: (id: number | undefined) => void }) {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const { data } = useQuery({ ...mailboxesQuery, enabled: session?.agent?.role === 'admin' });
  const incoming = (data?.rows ?? []).filter(({ direction }) => direction === 'incoming');
  if (incoming.length < 2) return null;
  return (
    <Select
      w={220}
      aria-label={t('intake.mailbox')}
      value={id === undefined ? 'all' : String(id)}
      allowDeselect={false}
      searchable={incoming.length > 8}
      onChange={(value) => onChange(value === 'all' || value === null ? undefined : Number(value))}
      data={[
        { value: 'all', label: `${t('intake.mailbox')}: ${t('intake.allMailboxes')}` },
        ...incoming.map((mailbox) => ({ value: String(mailbox.id), label: mailbox.name })),
      ]}
    />
  );
}
