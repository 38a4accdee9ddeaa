import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { useChangeTicket } from './queries.ts';

/** Asks when the team wants to look at the ticket again. */
export function Resubmission({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useTexts();
  const change = useChangeTicket(ticket.id);
  const [at, setAt] = useState(() => localText(ticket.resubmitAt ? new Date(ticket.resubmitAt) : tomorrow()));
  const instant = new Date(at);
  const past = Number.isNaN(instant.getTime()) || instant.getTime() <= Date.now();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!past) change.mutate({ resubmitAt: instant.toISOString() }, { onSuccess: onClose });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ties.resubmitTitle', { reference: ticket.reference })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            data-autofocus
            type="datetime-local"
            label={t('ties.resubmitAt')}
            description={t('ties.resubmitHelp')}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
            error={past && t('ties.resubmitPast')}
          />
          {change.error && (
            <Text size="sm" c="var(--desk-bad)" role="alert">
              {errorText(t, change.error)}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function tomorrow(): Date {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  day.setHours(9, 0, 0, 0);
  return day;
}

/** As a field of date and time writes it, in the time of this place. */
function localText(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
