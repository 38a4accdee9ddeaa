import { ActionIcon, Menu, Table } from '@mantine/core';
import { IconDots, IconHistory, IconLink, IconPencil, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { AgentLine } from '../../../../src/api/contract/session.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import { askToConfirm } from '../../parts/confirm.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { RelativeTime } from '../../parts/relative-time.tsx';
import classes from '../../parts/table.module.css';
import { keys, masterDataQuery, sessionQuery } from '../../queries.ts';
import { showPasswordLink } from './password-link.tsx';

/** The agents as a table, active ones first. */
export function AgentTable({ agents, onEdit }: { agents: AgentLine[]; onEdit: (agent: AgentLine) => void }) {
  const { t } = useTexts();
  const sorted = agents.toSorted((one, other) => Number(other.active) - Number(one.active));
  return (
    <div className={classes.wrap}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('agents.name')}</Table.Th>
            <Table.Th className={classes.wide}>{t('agents.email')}</Table.Th>
            <Table.Th className={classes.wide}>{t('agents.role')}</Table.Th>
            <Table.Th className={classes.wide}>{t('agents.teams')}</Table.Th>
            <Table.Th className={classes.wide}>{t('agents.lastSignIn')}</Table.Th>
            <Table.Th>
              <span className="sr-only">{t('common.actions')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((agent) => (
            <AgentRow key={agent.id} agent={agent} onEdit={() => onEdit(agent)} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function AgentRow({ agent, onEdit }: { agent: AgentLine; onEdit: () => void }) {
  const { t, locale } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const { data: master } = useQuery(masterDataQuery);
  const teams = (master?.teams ?? []).filter(({ id }) => agent.teamIds.includes(id)).map(({ name }) => name);
  return (
    <Table.Tr>
      <Table.Td fw={600}>
        {agent.name} {agent.id === session?.agent?.id && <Chip tone="accent">{t('agents.you')}</Chip>}
        {!agent.active && <Chip tone="quiet">{t('agents.inactive')}</Chip>}
        {agent.active && agent.invited && <Chip tone="warn">{t('agents.invited')}</Chip>}
        <div className={classes.narrow}>
          {agent.email}
          <br />
          {say(locale, `role.${agent.role}`)}
        </div>
      </Table.Td>
      <Table.Td className={classes.wide}>{agent.email}</Table.Td>
      <Table.Td className={classes.wide}>{say(locale, `role.${agent.role}`)}</Table.Td>
      <Table.Td className={classes.wide} c={teams.length > 0 ? undefined : 'dimmed'}>
        {teams.join(', ') || t('agents.noTeams')}
      </Table.Td>
      <Table.Td className={classes.wide}>
        {agent.lastSignInAt === null ? (
          <span className={classes.dim}>–</span>
        ) : (
          <RelativeTime at={agent.lastSignInAt} />
        )}
      </Table.Td>
      <Table.Td>
        <AgentMenu agent={agent} own={agent.id === session?.agent?.id} onEdit={onEdit} />
      </Table.Td>
    </Table.Tr>
  );
}

function AgentMenu({ agent, own, onEdit }: { agent: AgentLine; own: boolean; onEdit: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const activate = useMutation({
    mutationFn: (active: boolean) => call('PATCH /api/agents/:id', { id: agent.id, body: { active } }),
    onSuccess: async (_, active) => {
      notifyDone(t(active ? 'agents.activated' : 'agents.deactivated', { name: agent.name }));
      await client.invalidateQueries({ queryKey: keys.agents });
      void client.invalidateQueries({ queryKey: keys.masterData });
    },
    onError: notifyError,
  });
  const askToDeactivate = () =>
    askToConfirm({
      title: t('agents.deactivateTitle', { name: agent.name }),
      text: t('agents.deactivateText'),
      confirm: t('agents.deactivate'),
      onConfirm: () => activate.mutate(false),
    });
  return (
    <div className={classes.acts}>
      <ActionIcon onClick={onEdit} aria-label={t('agents.edit', { name: agent.name })}>
        <IconPencil size={16} aria-hidden />
      </ActionIcon>
      <Menu position="bottom-end" disabled={own}>
        <Menu.Target>
          <ActionIcon disabled={own} aria-label={`${t('common.actions')}: ${agent.name}`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {agent.active && (
            <Menu.Item
              leftSection={<IconLink size={15} aria-hidden />}
              onClick={() => void showPasswordLink(t, agent).catch(notifyError)}
            >
              {t(agent.invited ? 'agents.invitation' : 'agents.resetPassword')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconHistory size={15} aria-hidden />}
            onClick={() => void navigate({ to: '/admin/audit', search: { agent: String(agent.id) } })}
          >
            {t('agents.audit')}
          </Menu.Item>
          {agent.active ? (
            <Menu.Item color="red" leftSection={<IconUserOff size={15} aria-hidden />} onClick={askToDeactivate}>
              {t('agents.deactivate')}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconUserCheck size={15} aria-hidden />} onClick={() => activate.mutate(true)}>
              {t('agents.activate')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
