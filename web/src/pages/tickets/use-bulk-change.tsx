import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TicketRow } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { keys } from '../../queries.ts';
import classes from './list.module.css';
import type { TicketPatch } from './queries.ts';

type Change = { id: number; patch: TicketPatch };
type Outcome = { done: Change[]; failed: { error: unknown }[] };

const UNDO_MS = 10_000;

/** Changes several tickets one after another, then offers to set them back; refused ones are told with the first reason. */
export function useBulkChange(onDone: () => void) {
  const { t } = useTexts();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (changes: readonly Change[]) => changeAll(changes),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tickets }),
  });
  const tellFailures = ({ failed }: Outcome) => {
    const first = failed[0];
    if (!first) return;
    notifications.show({
      message: t('tickets.bulk.failed', { count: failed.length, text: errorText(t, first.error) }),
      color: 'red',
      withBorder: true,
      autoClose: false,
      closeButtonProps: { 'aria-label': t('common.close') },
      role: 'alert',
    });
  };
  const tellDone = (count: number, back: readonly Change[]) => {
    const id = `bulk-${Date.now()}`;
    const undo = () => {
      notifications.hide(id);
      run.mutate(back, { onSuccess: tellFailures });
    };
    notifications.show({
      id,
      autoClose: UNDO_MS,
      closeButtonProps: { 'aria-label': t('common.close') },
      color: 'ink',
      withBorder: true,
      message: (
        <div className={classes.undo}>
          {t('tickets.bulk.done', { count })}
          <Button variant="default" size="compact-sm" onClick={undo}>
            {t('tickets.composer.undo')}
          </Button>
        </div>
      ),
    });
  };
  const apply = (rows: readonly TicketRow[], patchOf: (row: TicketRow) => TicketPatch) =>
    run.mutate(
      rows.map((row) => ({ id: row.id, patch: patchOf(row) })),
      {
        onSuccess: (outcome) => {
          tellFailures(outcome);
          const changed = new Set(outcome.done.map(({ id }) => id));
          const back = rows.filter(({ id }) => changed.has(id)).map((row) => ({ id: row.id, patch: backTo(row) }));
          if (back.length > 0) tellDone(back.length, back);
          onDone();
        },
      },
    );
  return { apply, busy: run.isPending };
}

async function changeAll(changes: readonly Change[]): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [] };
  for (const change of changes) {
    try {
      await call('PATCH /api/tickets/:id', { id: change.id, body: change.patch });
      outcome.done.push(change);
    } catch (error) {
      outcome.failed.push({ error });
    }
  }
  return outcome;
}

function backTo({ teamId, statusId, priorityId, labelIds }: TicketRow): TicketPatch {
  return { teamId, statusId, priorityId, labelIds };
}
