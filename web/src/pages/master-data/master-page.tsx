import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconFileDownload, IconFileUpload, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import { useTexts } from '../../i18n/index.ts';
import { AdminOnly } from '../../parts/admin-only.tsx';
import { RowsSkeleton } from '../../parts/loading.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState, ErrorState } from '../../parts/states.tsx';
import { sessionQuery } from '../../queries.ts';
import { adminKinds } from '../../frame/places.ts';
import { NothingHere } from '../../frame/not-found.tsx';
import { useKeys } from '../../parts/use-keys.ts';
import { CsvImport } from './csv-import.tsx';
import { exportCsv } from './export-csv.ts';
import { type Editing, EntryDrawer } from './entry-drawer.tsx';
import { EntryTable } from './entry-table.tsx';
import { KindTabs } from './kind-tabs.tsx';
import { kindLooks, number } from './kinds.ts';
import classes from './master-data.module.css';
import { shownEntries, useEntries } from './use-entries.ts';

/** Users: the persons for whom tickets exist. */
export const ContactsPage = () => <MasterPage kind="contacts" />;
/** Locations/customers: the organisations that users belong to. */
export const CustomersPage = () => <MasterPage kind="customers" />;

/** The kinds of master data that administrators maintain, by the word in the address. */
export function MasterDataPage() {
  const { kind } = useParams({ strict: false });
  const known = adminKinds.find((each) => each === kind);
  if (!known) return <NothingHere />;
  return <MasterPage key={known} kind={known} />;
}

function MasterPage({ kind }: { kind: MasterKind }) {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const forAdmins = adminKinds.some((each) => each === kind);
  const role = session?.agent?.role;
  const mayCreate = !forAdmins || role === 'admin';
  const mayChange = role === 'admin' || (!forAdmins && role === 'dispatcher');
  const [search, setSearch] = useState('');
  const [editing, setEditing] = useState<Editing>();
  const [importing, setImporting] = useState(false);
  const content = (
    <Entries
      kind={kind}
      search={search}
      mayCreate={mayCreate}
      mayChange={mayChange}
      onEdit={setEditing}
      onImport={() => setImporting(true)}
    />
  );
  return (
    <>
      <PageHeader
        title={t(`masterData.${kind}.title`)}
        about={t(`masterData.${kind}.about`)}
        search={{ value: search, label: t(`masterData.${kind}.search`), onChange: setSearch }}
        action={
          mayCreate && (
            <div className={classes.headActs}>
              <Create kind={kind} onEdit={setEditing} />
              {mayChange && <FileMenu kind={kind} onImport={() => setImporting(true)} />}
            </div>
          )
        }
      />
      {forAdmins && <KindTabs kind={kind} />}
      {forAdmins ? <AdminOnly>{content}</AdminOnly> : content}
      <EntryDrawer kind={kind} editing={editing} onClose={() => setEditing(undefined)} />
      {importing && <CsvImport kind={kind} onClose={() => setImporting(false)} />}
    </>
  );
}

function Entries(props: {
  kind: MasterKind;
  search: string;
  mayCreate: boolean;
  mayChange: boolean;
  onEdit: (editing: Editing) => void;
  onImport: () => void;
}) {
  const { t, locale } = useTexts();
  const { kind, search } = props;
  const query = useEntries(kind, search);
  const rows = query.data?.pages.flatMap((page) => page.rows);
  if (!rows && query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!rows)
    return (
      <div className={classes.pad}>
        <RowsSkeleton rows={8} height={36} />
      </div>
    );
  const Icon = kindLooks[kind].icon;
  const shown = shownEntries(kind, rows, search, locale);
  if (shown.length === 0 && search.trim() !== '') return <EmptyState title={t(`masterData.${kind}.nothingFound`)} />;
  if (shown.length === 0)
    return (
      <EmptyState
        icon={<Icon size={28} stroke={1.5} aria-hidden />}
        title={t(`masterData.${kind}.emptyTitle`)}
        action={
          props.mayCreate && (
            <div className={classes.headActs}>
              <Create kind={kind} onEdit={props.onEdit} />
              {props.mayChange && (
                <Button variant="default" onClick={props.onImport}>
                  {t('masterData.import')}
                </Button>
              )}
            </div>
          )
        }
      >
        {t(`masterData.${kind}.emptyText`)}
      </EmptyState>
    );
  return (
    <EntryTable
      kind={kind}
      rows={shown}
      searching={search.trim() !== ''}
      mayChange={props.mayChange}
      onEdit={(entry) => props.onEdit({ entry })}
      more={query}
    />
  );
}

function Create({ kind, onEdit }: { kind: MasterKind; onEdit: (editing: Editing) => void }) {
  const { t } = useTexts();
  const query = useEntries(kind, '');
  const create = () => {
    const ranks = (query.data?.pages ?? []).flatMap((page) => page.rows.map(({ rank }) => number(rank) ?? 0));
    onEdit({ start: kindLooks[kind].order ? { rank: Math.max(0, ...ranks) + 10 } : {} });
  };
  useKeys({ n: create });
  return (
    <Tooltip label={`${t(`masterData.${kind}.createTitle`)} (N)`}>
      <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={create}>
        {t('common.create')}
      </Button>
    </Tooltip>
  );
}

function FileMenu({ kind, onImport }: { kind: MasterKind; onImport: () => void }) {
  const { t, locale } = useTexts();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={t('masterData.more')}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileUpload size={15} aria-hidden />} onClick={onImport}>
          {t('masterData.import')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileDownload size={15} aria-hidden />}
          onClick={() => void exportCsv(kind, locale, t(`masterData.${kind}.title`))}
        >
          {t('masterData.export')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
