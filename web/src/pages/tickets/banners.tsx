import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Ticket } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import { ticketQuery } from './queries.ts';
import classes from './ties.module.css';

/** Why nothing can be done on this ticket: it was merged into another one, or its reader may only read. */
export function TicketBanners({ ticket }: { ticket: Ticket }) {
  const { t } = useTexts();
  if (ticket.mergedInto) return <Merged ticket={ticket} into={ticket.mergedInto} />;
  if (ticket.mayWrite) return null;
  return (
    <div className={classes.banner} role="status">
      <span>{t('ties.readOnly')}</span>
    </div>
  );
}

function Merged({ ticket, into }: { ticket: Ticket; into: NonNullable<Ticket['mergedInto']> }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => call('DELETE /api/tickets/:id/merger', { id: ticket.id }),
    onSuccess: async (answer) => {
      client.setQueryData(ticketQuery(ticket.id).queryKey, answer);
      notifyDone(t('ties.unmerged', { reference: answer.reference }));
      await client.invalidateQueries({ queryKey: keys.tickets });
    },
    onError: notifyError,
  });
  return (
    <div className={classes.banner} role="status">
      <span>
        {t('ties.mergedInto')}{' '}
        <LinkText to="/tickets/$id" params={{ id: String(into.id) }} fz="sm" fw={600} underline="always">
          {into.reference} {into.subject}
        </LinkText>
      </span>
      {ticket.mayWrite && (
        <Button variant="default" size="compact-sm" loading={undo.isPending} onClick={() => undo.mutate()}>
          {t('ties.unmerge')}
        </Button>
      )}
    </div>
  );
}
