import { Button, Input, Select, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import classes from './composer.module.css';
import type { Draft } from './draft.ts';
import type { Problems } from './problems.ts';
import { RecipientField } from './recipient-field.tsx';
import { type Recipient, withoutDuplicates } from './recipients.ts';

type Props = {
  draft: Draft;
  problems: Problems;
  /** Null for a first mail. */
  ticket: Ticket | null;
  outgoing: MasterData['outgoing'];
  /** To takes the focus when shown. */
  focused: boolean;
  onChange: (part: Partial<Draft>) => void;
};

/** From, To, Cc, Bcc and subject of a mail. */
export function Envelope({ draft, problems, ticket, outgoing, focused, onChange }: Props) {
  const { t } = useTexts();
  const [ccShown, setCcShown] = useState(false);
  const [bccShown, setBccShown] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focused) first.current?.focus({ preventScroll: true });
  }, [focused]);
  const people = useMemo(() => peopleOf(ticket, outgoing), [ticket, outgoing]);
  const withCc = ccShown || draft.cc.length > 0;
  const withBcc = bccShown || draft.bcc.length > 0;
  return (
    <div className={classes.envelope}>
      <Line label={t('tickets.composer.from')}>
        <Select
          size="xs"
          className={classes.grow}
          classNames={{ input: classes.lineInput }}
          aria-label={t('tickets.composer.from')}
          allowDeselect={false}
          data={outgoing.map((one) => ({ value: String(one.id), label: identity(one, ticket?.answer ?? null) }))}
          value={String(draft.outgoingId)}
          error={problems.outgoingId}
          onChange={(value) => value && onChange({ outgoingId: Number(value) })}
        />
      </Line>
      <Line label={t('tickets.composer.to')}>
        <RecipientField
          label={t('tickets.composer.to')}
          inputRef={first}
          value={draft.to}
          suggestions={people}
          error={problems.to}
          onChange={(to) => onChange({ to })}
        />
        {!withCc && (
          <Button variant="subtle" size="compact-xs" className={classes.addCc} onClick={() => setCcShown(true)}>
            {t('tickets.composer.addCc')}
          </Button>
        )}
        {!withBcc && (
          <Button variant="subtle" size="compact-xs" className={classes.addCc} onClick={() => setBccShown(true)}>
            {t('writing.addBcc')}
          </Button>
        )}
      </Line>
      {withCc && (
        <Line label={t('tickets.composer.cc')}>
          <RecipientField
            label={t('tickets.composer.cc')}
            value={draft.cc}
            suggestions={people}
            error={problems.cc}
            onChange={(cc) => onChange({ cc })}
          />
        </Line>
      )}
      {withBcc && (
        <Line label={t('writing.bcc')}>
          <RecipientField
            label={t('writing.bcc')}
            value={draft.bcc}
            suggestions={people}
            error={problems.bcc}
            onChange={(bcc) => onChange({ bcc })}
          />
        </Line>
      )}
      <Line label={t('tickets.composer.subject')}>
        <TextInput
          size="xs"
          className={classes.grow}
          classNames={{ input: classes.lineInput }}
          aria-label={t('tickets.composer.subject')}
          maxLength={500}
          value={draft.subject}
          error={problems.subject}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
      </Line>
    </div>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={classes.line}>
      <Input.Label component="span" className={classes.lineLabel} aria-hidden>
        {label}
      </Input.Label>
      <div className={classes.lineField}>{children}</div>
    </div>
  );
}

/** `Absender Anzeigename <address>`, as the recipient will see it: the prepared identity may write in the name of the incoming mailbox. */
function identity(outgoing: MasterData['outgoing'][number], answer: Ticket['answer']): string {
  const { name, addr } =
    answer?.outgoingId === outgoing.id ? answer.from : { name: outgoing.senderName, addr: outgoing.address };
  return name ? `${name} <${addr}>` : addr;
}

function peopleOf(ticket: Ticket | null, outgoing: MasterData['outgoing']): Recipient[] {
  if (ticket === null) return [];
  const own = new Set(outgoing.map(({ address }) => address.toLowerCase()));
  const contact = ticket.contact.addresses.map((addr) => ({ name: ticket.contact.name, addr }));
  const written = ticket.entries.flatMap(({ from, to, cc }) => [...(from ? [from] : []), ...to, ...cc]);
  return withoutDuplicates([...contact, ...written].filter(({ addr }) => addr !== '' && !own.has(addr.toLowerCase())));
}
