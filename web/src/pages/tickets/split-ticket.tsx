import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Entry, Ticket } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { firstWords, writerOf } from '../../parts/history/words.ts';
import { notifyDone } from '../../parts/notify.ts';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { keys } from '../../queries.ts';
import classes from './ties.module.css';

/** Moves chosen steps into a ticket of their own; later mail of their threads follows. `from` and what came after it is chosen at first. */
export function SplitTicket({ ticket, from, onClose }: { ticket: Ticket; from?: number; onClose: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const steps = ticket.entries.filter(({ kind }) => kind !== 'change');
  const first = steps.findIndex(({ id }) => id === from);
  const [chosen, setChosen] = useState(
    () =>
      new Set(
        first > 0 ? steps.slice(first).map(({ id }) => id) : from === undefined || steps.length < 2 ? [] : [from],
      ),
  );
  const start = steps.find(({ id }) => chosen.has(id));
  const [subject, setSubject] = useState<string>();
  const split = useMutation({
    mutationFn: () =>
      call('POST /api/tickets/:id/splits', {
        id: ticket.id,
        body: { entryIds: [...chosen], subject: subject?.trim() || undefined },
      }),
    onSuccess: async (made) => {
      notifyDone(t('ties.splitDone', { reference: made.reference }));
      onClose();
      await navigate({ to: '/tickets/$id', params: { id: String(made.id) } });
      await client.invalidateQueries({ queryKey: keys.tickets });
    },
  });
  const toggle = (id: number) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const nothingLeft = chosen.size === steps.length;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('ties.splitTitle', { reference: ticket.reference })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('ties.splitText')}</Text>
        <ul className={classes.steps} aria-label={t('ties.steps')}>
          {steps.map((step) => (
            <StepChoice key={step.id} step={step} checked={chosen.has(step.id)} onToggle={() => toggle(step.id)} />
          ))}
        </ul>
        <TextInput
          label={t('tickets.head.subject')}
          description={t('ties.subjectHelp')}
          placeholder={start?.subject || ticket.subject}
          maxLength={500}
          value={subject ?? ''}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        {nothingLeft && <Text size="sm">{t('ties.nothingLeft')}</Text>}
        {split.error && (
          <Text size="sm" c="var(--desk-bad)" role="alert">
            {errorText(t, split.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button disabled={chosen.size === 0 || nothingLeft} loading={split.isPending} onClick={() => split.mutate()}>
            {t('ties.splitAct', { count: chosen.size })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function StepChoice({ step, checked, onToggle }: { step: Entry; checked: boolean; onToggle: () => void }) {
  const { t } = useTexts();
  return (
    <li>
      <Checkbox
        checked={checked}
        onChange={onToggle}
        label={
          <>
            <b>{writerOf(step, t('tickets.history.desk'))}</b> · <RelativeTime at={step.at} />
            <span className={classes.glimpse}>{firstWords(step) || step.subject}</span>
          </>
        }
      />
    </li>
  );
}
