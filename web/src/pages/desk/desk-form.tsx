import { Button, NumberInput, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DeskSettings } from '../../../../src/api/contract/spools.ts';
import { call } from '../../api.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useLeaveGuard } from '../../forms/use-leave-guard.tsx';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';

/** The settings of the desk as a form. */
export function DeskForm({ stored, version }: { stored: DeskSettings; version: string }) {
  const { t, locale } = useTexts();
  const client = useQueryClient();
  const [values, setValues] = useState(stored);
  const set = (change: Partial<DeskSettings>) => setValues((before) => ({ ...before, ...change }));
  const dirty = JSON.stringify(values) !== JSON.stringify(stored);
  const guard = useLeaveGuard(dirty);
  const wrong = {
    name: !values.name.trim(),
    keyword: !/^[\p{L}\p{N}_-]{1,30}$/u.test(values.ticketKeyword.trim()),
    undo: !(Number.isInteger(values.undoSeconds) && values.undoSeconds >= 0 && values.undoSeconds <= 60),
  };
  const save = useMutation({
    mutationFn: () =>
      call('PUT /api/desk', {
        body: { ...values, name: values.name.trim(), ticketKeyword: values.ticketKeyword.trim() },
      }),
    onSuccess: async (saved) => {
      client.setQueryData(keys.desk, saved);
      notifyDone(t('common.saved'));
      await Promise.all([keys.session, keys.health].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: notifyError,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong.name && !wrong.keyword && !wrong.undo) save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate style={{ maxWidth: 560, padding: '20px 24px 40px' }}>
      <Stack gap="lg">
        <TextInput
          label={t('desk.name')}
          description={t('desk.nameHelp')}
          maxLength={100}
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={wrong.name && fieldProblem(locale, { problem: 'required' })}
        />
        <Select
          label={t('desk.language')}
          description={t('desk.languageHelp')}
          allowDeselect={false}
          w={220}
          styles={{ description: { width: 'max-content', maxWidth: '80vw' } }}
          value={values.locale}
          onChange={(value) => set({ locale: value === 'en' ? 'en' : 'de' })}
          data={[
            { value: 'de', label: t('common.name.language.de') },
            { value: 'en', label: t('common.name.language.en') },
          ]}
        />
        <TextInput
          label={t('desk.keyword')}
          description={t('desk.keywordHelp', { example: `[${values.ticketKeyword.trim() || 'TicketID'} 500OOJ]` })}
          value={values.ticketKeyword}
          onChange={(event) => set({ ticketKeyword: event.currentTarget.value })}
          error={wrong.keyword && t('desk.keywordWrong')}
          autoComplete="off"
          spellCheck={false}
        />
        <NumberInput
          label={t('desk.undo')}
          description={t('desk.undoHelp')}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={Number.isNaN(values.undoSeconds) ? '' : values.undoSeconds}
          onChange={(value) => set({ undoSeconds: value === '' ? Number.NaN : Number(value) })}
          error={wrong.undo && t('desk.undoWrong')}
        />
        <Switch
          label={t('desk.stopped')}
          description={t('desk.stoppedHelp')}
          checked={values.fetchStopped}
          onChange={(event) => set({ fetchStopped: event.currentTarget.checked })}
        />
        <div>
          <Button type="submit" size="sm" loading={save.isPending} disabled={!dirty}>
            {t('common.save')}
          </Button>
        </div>
        <Text size="sm" c="dimmed">
          Poststelle {version}
        </Text>
      </Stack>
      {guard.question}
    </form>
  );
}
