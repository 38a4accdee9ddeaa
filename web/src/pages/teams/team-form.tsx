import { Alert, Button, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { keys, masterDataQuery } from '../../queries.ts';

/** Name and members of a team; without `team` it is created. */
export function TeamForm({ team, onDone }: { team?: MasterData['teams'][number]; onDone: () => void }) {
  const { t, locale } = useTexts();
  const client = useQueryClient();
  const { data: master } = useQuery(masterDataQuery);
  const [name, setName] = useState(team?.name ?? '');
  const [memberIds, setMemberIds] = useState(team?.memberIds ?? []);
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), memberIds };
      return team ? call('PUT /api/teams/:id', { id: team.id, body }) : call('POST /api/teams', { body });
    },
    onSuccess: async () => {
      onDone();
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.masterData }),
        client.invalidateQueries({ queryKey: keys.agents }),
      ]);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim()) save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {save.error && <Alert color="red" title={errorText(t, save.error)} />}
        <TextInput
          data-autofocus
          label={t('teams.name')}
          description={t('teams.nameHelp')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={tried && !name.trim() && fieldProblem(locale, { problem: 'required' })}
        />
        <MultiSelect
          label={t('teams.members')}
          description={t('teams.membersHelp')}
          searchable
          value={memberIds.map(String)}
          onChange={(values) => setMemberIds(values.map(Number))}
          data={(master?.agents ?? []).map((agent) => ({ value: String(agent.id), label: agent.name }))}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t(team ? 'common.save' : 'common.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
