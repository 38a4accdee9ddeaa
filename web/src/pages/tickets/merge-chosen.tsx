import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { TicketRow } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { merging, type Step } from './bulk-steps.ts';
import classes from './ties.module.css';

/** Asks which of the chosen tickets the others become part of; the oldest is offered. */
export function MergeChosen(props: {
  rows: readonly TicketRow[];
  onClose: () => void;
  onMerge: (steps: Step[]) => void;
}) {
  const { t } = useTexts();
  const rows = props.rows.toSorted((one, other) => one.id - other.id);
  const [into, setInto] = useState(rows[0]?.id ?? 0);
  const merge = () => {
    props.onClose();
    props.onMerge(rows.filter(({ id }) => id !== into).map((row) => merging(row, into)));
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={props.onClose}
      title={t('lists.bulk.mergeTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('lists.bulk.mergeText')}</Text>
        <Radio.Group
          label={t('lists.bulk.mergeInto')}
          value={String(into)}
          onChange={(value) => setInto(Number(value))}
        >
          <div className={classes.offers}>
            {rows.map((row) => (
              <Radio.Card key={row.id} value={String(row.id)} className={classes.offer}>
                <Radio.Indicator />
                <span className={classes.reference}>{row.reference}</span>
                <span className={classes.subject}>{row.subject || t('tickets.list.noSubject')}</span>
                <span className={classes.who}>{row.contactName}</span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button data-autofocus onClick={merge}>
            {t('lists.bulk.mergeAct', { count: rows.length - 1 })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
