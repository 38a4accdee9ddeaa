import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AgentLine } from '../../../../src/api/contract/session.ts';
import { useTexts } from '../../i18n/index.ts';
import { AdminOnly } from '../../parts/admin-only.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { openDialog } from '../../parts/dialogs.ts';
import { QueryView } from '../../parts/query-view.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { agentsQuery, sessionQuery } from '../../queries.ts';
import { AgentForm } from './agent-form.tsx';
import { AgentTable } from './agent-table.tsx';

/** Who may sign in: create agents, change role and language, give a new password, deactivate. */
export function AgentsPage() {
  const { t } = useTexts();
  const agents = useQuery(agentsQuery);
  const { data: session } = useQuery(sessionQuery);
  const [search, setSearch] = useState('');
  const edit = (agent?: AgentLine) =>
    openDialog({
      title: agent ? t('agents.editTitle', { name: agent.name }) : t('agents.createTitle'),
      children: <AgentForm agent={agent} onDone={() => modals.closeAll()} />,
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  const wanted = search.trim().toLowerCase();
  return (
    <>
      <PageHeader
        title={t('agents.title')}
        about={t('agents.about')}
        search={{ value: search, label: t('agents.search'), onChange: setSearch }}
        action={
          session?.agent?.role === 'admin' && (
            <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => edit()}>
              {t('agents.create')}
            </Button>
          )
        }
      />
      <AdminOnly>
        <QueryView query={agents}>
          {({ rows }) => {
            const shown = rows.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted));
            return shown.length === 0 ? (
              <EmptyState title={t('agents.nothingFound')} />
            ) : (
              <AgentTable agents={shown} onEdit={edit} />
            );
          }}
        </QueryView>
      </AdminOnly>
    </>
  );
}
