import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AddressMark, Ticket } from '../../../../src/api/contract/tickets.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { call } from '../../api.ts';
import { ContactField } from '../../forms/pickers/server-select.tsx';
import { useTexts } from '../../i18n/index.ts';
import { Copy } from '../../parts/copy.tsx';
import { LinkText } from '../../parts/links.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { keys } from '../../queries.ts';
import { useChangeTicket } from './queries.ts';
import panel from './side-panel.module.css';
import classes from './ties.module.css';

/** For whom the ticket is: the person, the customer, the addresses and whether they work. Another person can be chosen. */
export function ContactSection({ ticket, readOnly }: { ticket: Ticket; readOnly: boolean }) {
  const { t } = useTexts();
  const { contact } = ticket;
  const [changing, setChanging] = useState(false);
  const change = useChangeTicket(ticket.id);
  return (
    <>
      <div className={panel.name}>
        {contact.id === null ? (
          contact.name
        ) : (
          <LinkText to="/contacts/$id" params={{ id: String(contact.id) }} inherit>
            {contact.name}
          </LinkText>
        )}
      </div>
      {ticket.customerId !== null && <Customer id={ticket.customerId} />}
      {contact.id === null && <div className={panel.quiet}>{t('tickets.panel.unknownContact')}</div>}
      <ul className={panel.addresses} aria-label={t('tickets.panel.addresses')}>
        {contact.addresses.map((address) => (
          <li key={address}>
            <a href={`mailto:${address}`}>{address}</a>
            <Copy text={address} label={t('tickets.panel.copyAddress', { address })} />
          </li>
        ))}
      </ul>
      {contact.addressMarks.map((mark) => (
        <Mark key={`${mark.address} ${mark.kind}`} mark={mark} readOnly={readOnly} />
      ))}
      {!readOnly && !changing && (
        <button type="button" className={classes.add} onClick={() => setChanging(true)}>
          {t('ties.changeContact')}
        </button>
      )}
      {changing && (
        <ContactField
          id="ticket-contact"
          title={t('ties.newContact')}
          help={undefined}
          required={false}
          error={undefined}
          disabled={change.isPending}
          secretSet={false}
          choices={[]}
          value={contact.id}
          onChange={(value) =>
            change.mutate(
              { contactId: typeof value === 'number' ? value : null },
              { onSuccess: () => setChanging(false), onError: notifyError },
            )
          }
        />
      )}
    </>
  );
}

function Customer({ id }: { id: number }) {
  const { data } = useQuery({
    queryKey: [...keys.masterData, 'customers', id],
    queryFn: ({ signal }) => call('GET /api/customers/:id', { id }, signal),
    staleTime: 60_000,
  });
  return (
    <div className={panel.quiet}>
      {data ? (
        <LinkText to="/customers/$id" params={{ id: String(id) }} inherit>
          {data.name}
        </LinkText>
      ) : (
        ' '
      )}
    </div>
  );
}

function Mark({ mark, readOnly }: { mark: AddressMark; readOnly: boolean }) {
  const { t, locale } = useTexts();
  const client = useQueryClient();
  const clear = useMutation({
    mutationFn: () => call('DELETE /api/address-marks/:address', { address: mark.address }),
    onSuccess: async () => {
      notifyDone(t('ties.markCleared', { address: mark.address }));
      await client.invalidateQueries({ queryKey: keys.tickets });
    },
    onError: notifyError,
  });
  return (
    <div className={classes.mark} role="note">
      <IconAlertTriangle size={14} aria-hidden />
      <span>
        <b>{say(locale, `address.${mark.kind}`)}</b>: {mark.address} · <RelativeTime at={mark.at} />
        {mark.text && (
          <span title={mark.text}>
            {' '}
            · {mark.status ?? ''} {mark.text.slice(0, 160)}
          </span>
        )}
        {!readOnly && (
          <>
            {' '}
            <button type="button" className={classes.markAct} disabled={clear.isPending} onClick={() => clear.mutate()}>
              {t('ties.clearMark')}
            </button>
          </>
        )}
      </span>
    </div>
  );
}
