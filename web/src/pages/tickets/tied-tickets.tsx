import { ActionIcon } from '@mantine/core';
import { IconUnlink } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Ticket } from '../../../../src/api/contract/tickets.ts';
import { isLoose } from '../../../../src/desk/ties.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyError } from '../../parts/notify.ts';
import { ticketQuery } from './queries.ts';
import { TicketLink } from './ticket-link.tsx';
import classes from './ties.module.css';

type Tied = Ticket['linked'][number];

/** Tickets that are tied to this one and how; a link can be taken away, a merger or a split is history. */
export function TiedTickets({ ticket, readOnly }: { ticket: Ticket; readOnly: boolean }) {
  return ticket.linked.map((other) => (
    <TiedTicket key={`${other.id} ${other.kind}`} ticket={ticket} other={other} readOnly={readOnly} />
  ));
}

function TiedTicket({ ticket, other, readOnly }: { ticket: Ticket; other: Tied; readOnly: boolean }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const unlink = useMutation({
    mutationFn: () => call('DELETE /api/tickets/:id/links/:otherId', { id: ticket.id, otherId: other.id }),
    onSuccess: (answer) => client.setQueryData(ticketQuery(ticket.id).queryKey, answer),
    onError: notifyError,
  });
  return (
    <li>
      <span className={classes.kind}>{t(`ties.kind.${other.kind}`)}</span>
      <div className={classes.tie}>
        <TicketLink ticket={other} />
        {!readOnly && isLoose(other.kind) && (
          <ActionIcon
            size="sm"
            aria-label={t('ties.unlink', { reference: other.reference })}
            loading={unlink.isPending}
            onClick={() => unlink.mutate()}
          >
            <IconUnlink size={14} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </li>
  );
}
