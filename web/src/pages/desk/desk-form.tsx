import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DeskSettings } from '../../../../src/api/contract/spools.ts';
import { call } from '../../api.ts';
import { useLeaveGuard } from '../../forms/use-leave-guard.tsx';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import { AuditFields, FollowUpFields, GeneralFields, IntakeFields } from './desk-fields.tsx';
import { cleanDesk, deskProblems } from './desk-problems.ts';
import classes from './desk.module.css';

/** The settings of the desk as a form. What somebody else saves meanwhile shows where nothing is typed; what is typed stays. */
export function DeskForm({ stored, version }: { stored: DeskSettings; version: string }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Partial<DeskSettings>>({});
  const values = { ...stored, ...typed };
  const set = (change: Partial<DeskSettings>) => setTyped((before) => ({ ...before, ...change }));
  const dirty = JSON.stringify(values) !== JSON.stringify(stored);
  const guard = useLeaveGuard(dirty);
  const wrong = deskProblems(values);
  const save = useMutation({
    mutationFn: (sent: DeskSettings) => call('PUT /api/desk', { body: cleanDesk(sent) }),
    onSuccess: async (saved, sent) => {
      client.setQueryData(keys.desk, saved);
      setTyped((now) => withoutSaved(now, sent));
      notifyDone(t('common.saved'));
      await Promise.all(
        [keys.session, keys.health, keys.system].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
    onError: notifyError,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!Object.values(wrong).includes(true)) save.mutate(values);
  };
  const fields = { values, wrong, set };
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <GeneralFields {...fields} />
      <IntakeFields {...fields} />
      <FollowUpFields {...fields} />
      <AuditFields {...fields} />
      <div className={classes.foot}>
        <Button type="submit" size="sm" loading={save.isPending} disabled={!dirty}>
          {t('common.save')}
        </Button>
        <Text size="sm" c="dimmed">
          Poststelle {version}
        </Text>
      </div>
      {guard.question}
    </form>
  );
}

/** What was typed on while the rest was being saved. */
function withoutSaved(typed: Partial<DeskSettings>, saved: DeskSettings): Partial<DeskSettings> {
  const isSaved = (name: string) => typed[name as keyof DeskSettings] === saved[name as keyof DeskSettings];
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !isSaved(name)));
}
