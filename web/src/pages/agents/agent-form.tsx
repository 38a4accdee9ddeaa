import { Alert, Button, Group, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Agent, AgentLine } from '../../../../src/api/contract/session.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { ApiError, call } from '../../api.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import { PasswordField } from '../../parts/password-field.tsx';
import { showPasswordLink } from './password-link.tsx';

const roles: Agent['role'][] = ['admin', 'dispatcher', 'agent'];
type Values = Pick<Agent, 'name' | 'email' | 'role' | 'locale'> & { password: string };

/** Name, address, role, language and password of an agent; without `agent` one is created, else an empty password keeps the present one. */
export function AgentForm({ agent, onDone }: { agent?: AgentLine; onDone: () => void }) {
  const { t, locale } = useTexts();
  const [values, setValues] = useState<Values>({
    name: agent?.name ?? '',
    email: agent?.email ?? '',
    role: agent?.role ?? 'agent',
    locale: agent?.locale ?? locale,
    password: '',
  });
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Values>) => setValues((before) => ({ ...before, ...change }));
  const save = useSave(agent, values, onDone);
  const own = problemsOf(values);
  const theirs = save.error instanceof ApiError ? save.error.problems : [];
  const errorOf = (field: keyof Values) =>
    fieldProblem(
      locale,
      (tried ? own : []).find((each) => each.field === field) ?? theirs.find((each) => each.field === field),
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (own.length === 0) save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {save.error && <Alert color="red" title={errorText(t, save.error)} />}
        <TextInput
          data-autofocus
          label={t('agents.name')}
          maxLength={100}
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={errorOf('name')}
          autoComplete="off"
        />
        <TextInput
          type="email"
          label={t('agents.email')}
          description={t('agents.emailHelp')}
          value={values.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
          error={errorOf('email')}
          autoComplete="off"
        />
        <Radio.Group label={t('agents.role')} value={values.role} onChange={(value) => set({ role: value })}>
          <Stack gap={8} mt={4}>
            {roles.map((role) => (
              <Radio
                key={role}
                value={role}
                label={say(locale, `role.${role}`)}
                description={t(`agents.roleHelp.${role}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Select
          label={t('agents.language')}
          allowDeselect={false}
          value={values.locale}
          onChange={(value) => set({ locale: value === 'en' ? 'en' : 'de' })}
          data={[
            { value: 'de', label: t('common.name.language.de') },
            { value: 'en', label: t('common.name.language.en') },
          ]}
        />
        <PasswordField
          label={t(agent ? 'agents.newPassword' : 'agents.password')}
          description={agent ? t('agents.newPasswordHelp') : t('agents.passwordHelp')}
          autoComplete="new-password"
          value={values.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
          error={errorOf('password')}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending}>
            {t(agent ? 'common.save' : 'common.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function problemsOf(values: Values) {
  const problems: { field: keyof Values; problem: string; params?: Record<string, number> }[] = [];
  if (!values.name.trim()) problems.push({ field: 'name', problem: 'required' });
  if (!values.email.trim()) problems.push({ field: 'email', problem: 'required' });
  else if (!/^\S+@\S+$/.test(values.email.trim())) problems.push({ field: 'email', problem: 'not-an-address' });
  if (values.password && values.password.length < 10)
    problems.push({ field: 'password', problem: 'too-short', params: { limit: 10 } });
  return problems;
}

function useSave(agent: AgentLine | undefined, values: Values, onDone: () => void) {
  const { t } = useTexts();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const password = values.password || undefined;
      const body = { ...values, name: values.name.trim(), email: values.email.trim(), password };
      return agent ? call('PATCH /api/agents/:id', { id: agent.id, body }) : call('POST /api/agents', { body });
    },
    onSuccess: async (saved) => {
      onDone();
      // The agent is there all the same; the link can be made again in the list.
      if (!agent && saved.invited) await showPasswordLink(t, saved).catch(notifyError);
      else notifyDone(agent ? t('common.saved') : t('agents.created', { name: values.name }));
      await Promise.all(
        [keys.agents, keys.masterData, keys.session].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
  });
}
