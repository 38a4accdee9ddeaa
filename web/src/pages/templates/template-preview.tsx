import { SegmentedControl, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Template, TemplatePreview as Preview } from '../../../../src/api/contract/auto-mails.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { HtmlBody } from '../../parts/history/html-body.tsx';
import { keys } from '../../queries.ts';
import classes from './templates.module.css';

/** What the template makes of a ticket, as the recipient will see it. */
export function TemplatePreview(props: {
  kind: Template['kind'];
  preview: UseQueryResult<Preview>;
  exists: boolean;
  ticketId: number | undefined;
  onTicket: (id: number | undefined) => void;
}) {
  const { t } = useTexts();
  const heading = useId();
  const [as, setAs] = useState<'text' | 'html'>('text');
  const { preview } = props;
  const { data } = preview;
  const broken = (data?.problems.length ?? 0) > 0;
  return (
    <section className={classes.preview} aria-labelledby={heading} aria-busy={preview.isFetching}>
      <div className={classes.previewHead}>
        <h2 id={heading} className={classes.heading}>
          {t('templates.preview')}
        </h2>
        {data?.html && (
          <SegmentedControl
            size="xs"
            aria-label={t('templates.previewAs')}
            value={as}
            onChange={setAs}
            data={[
              { value: 'text', label: t('templates.asText') },
              { value: 'html', label: t('templates.asHtml') },
            ]}
          />
        )}
      </div>
      {props.kind !== 'mailbox' && <TicketChoice preview={data} ticketId={props.ticketId} onTicket={props.onTicket} />}
      {preview.isError && <p className={classes.refused}>{errorText(t, preview.error)}</p>}
      {props.exists && broken && (
        <p className={classes.refused} role="status">
          {t('templates.broken', { count: data?.problems.length ?? 0 })}
        </p>
      )}
      {props.exists && data && !broken && (
        <div className={classes.mail}>
          <div className={classes.mailSubject}>{data.subject}</div>
          {as === 'html' && data.html ? (
            <HtmlBody html={data.html} showRemote={false} who={t('templates.preview')} />
          ) : (
            <pre className={classes.mailText}>{data.text}</pre>
          )}
        </div>
      )}
    </section>
  );
}

function TicketChoice(props: {
  preview: Preview | undefined;
  ticketId: number | undefined;
  onTicket: (id: number | undefined) => void;
}) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 250);
  const { data } = useQuery({
    queryKey: [...keys.tickets, 'offers', q],
    queryFn: ({ signal }) => call('GET /api/tickets', { query: { q, limit: 10 } }, signal),
    placeholderData: keepPreviousData,
  });
  const rows = data?.rows ?? [];
  return (
    <Select
      label={t('templates.previewTicket')}
      placeholder={
        props.preview?.ticketReference
          ? t('templates.newest', { reference: props.preview.ticketReference })
          : t('templates.samples')
      }
      clearable
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t('forms.nothingFound')}
      filter={({ options }) => options}
      value={props.ticketId === undefined ? null : String(props.ticketId)}
      onChange={(value) => props.onTicket(value === null ? undefined : Number(value))}
      data={rows.map(({ id, reference, subject }) => ({ value: String(id), label: `${reference} ${subject}` }))}
    />
  );
}
