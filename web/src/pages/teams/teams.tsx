import { ActionIcon, Button, Table } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconPencil, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { AdminOnly } from '../../parts/admin-only.tsx';
import { askToConfirm } from '../../parts/confirm.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { EmptyState } from '../../parts/states.tsx';
import classes from '../../parts/table.module.css';
import { keys, masterDataQuery } from '../../queries.ts';
import { TeamForm } from './team-form.tsx';

type Team = MasterData['teams'][number];

/** Teams with their members: create, rename, change members, delete. */
export function TeamsPage() {
  const { t } = useTexts();
  const master = useQuery(masterDataQuery);
  const [search, setSearch] = useState('');
  const edit = useTeamEditor();
  const create = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => edit()}>
      {t('teams.create')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('teams.title')}
        about={t('teams.about')}
        action={create}
        search={{ value: search, label: t('teams.search'), onChange: setSearch }}
      />
      <AdminOnly>
        <QueryView query={master}>
          {(data) =>
            data.teams.length === 0 ? (
              <EmptyState
                icon={<IconUsersGroup size={28} stroke={1.5} aria-hidden />}
                title={t('teams.emptyTitle')}
                action={create}
              >
                {t('teams.emptyText')}
              </EmptyState>
            ) : (
              <TeamTable master={data} search={search} onEdit={edit} />
            )
          }
        </QueryView>
      </AdminOnly>
    </>
  );
}

function useTeamEditor(): (team?: Team) => void {
  const { t } = useTexts();
  return (team) =>
    modals.open({
      title: team ? t('teams.editTitle', { name: team.name }) : t('teams.createTitle'),
      children: <TeamForm team={team} onDone={() => modals.closeAll()} />,
      closeButtonProps: { 'aria-label': t('common.close') },
    });
}

function TeamTable({ master, search, onEdit }: { master: MasterData; search: string; onEdit: (team: Team) => void }) {
  const { t } = useTexts();
  const wanted = search.trim().toLowerCase();
  const shown = master.teams.filter(({ name }) => name.toLowerCase().includes(wanted));
  if (shown.length === 0) return <EmptyState title={t('teams.nothingFound')} />;
  return (
    <div className={classes.wrap}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('teams.name')}</Table.Th>
            <Table.Th>{t('teams.members')}</Table.Th>
            <Table.Th>
              <span className="sr-only">{t('common.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((team) => (
            <TeamRow key={team.id} team={team} agents={master.agents} onEdit={() => onEdit(team)} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function TeamRow({ team, agents, onEdit }: { team: Team; agents: MasterData['agents']; onEdit: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => call('DELETE /api/teams/:id', { id: team.id }),
    onSuccess: async () => {
      notifyDone(t('teams.deleted', { name: team.name }));
      await client.invalidateQueries({ queryKey: keys.masterData });
    },
    onError: notifyError,
  });
  const ask = () =>
    askToConfirm({
      title: t('teams.deleteTitle', { name: team.name }),
      text: t('teams.deleteText'),
      confirm: t('common.delete'),
      onConfirm: () => remove.mutate(),
    });
  const members = agents.filter(({ id }) => team.memberIds.includes(id)).map(({ name }) => name);
  return (
    <Table.Tr>
      <Table.Td fw={600}>{team.name}</Table.Td>
      <Table.Td className={members.length > 0 ? undefined : classes.dim}>
        {members.join(', ') || t('teams.noMembers')}
      </Table.Td>
      <Table.Td>
        <div className={classes.acts}>
          <ActionIcon onClick={onEdit} aria-label={t('teams.edit', { name: team.name })}>
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon onClick={ask} loading={remove.isPending} aria-label={t('teams.delete', { name: team.name })}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      </Table.Td>
    </Table.Tr>
  );
}
