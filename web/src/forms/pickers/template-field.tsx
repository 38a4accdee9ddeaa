import { Select } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';
import { autoMailsQuery, templatesQuery } from '../../queries.ts';
import { common, idOf, type WidgetProps } from '../widget-props.ts';
import classes from './pickers.module.css';

/** The template of an automatic answer; says so if the event that would send it is off. */
export function TemplateField(props: WidgetProps) {
  const { t } = useTexts();
  const { data } = useQuery(templatesQuery);
  const value = idOf(props.value);
  const fitting = (data?.rows ?? []).filter(({ kind }) => kind === 'ticket');
  return (
    <>
      <Select
        {...common(props)}
        clearable
        searchable={fitting.length > 8}
        placeholder={t('forms.noTemplate')}
        value={value === null ? null : String(value)}
        onChange={(next) => props.onChange(next === null ? null : Number(next))}
        data={fitting.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      {value !== null && !props.disabled && <EventOff />}
    </>
  );
}

function EventOff() {
  const { t } = useTexts();
  const { data } = useQuery(autoMailsQuery);
  const active = data?.events.find(({ event }) => event === 'newByMail')?.active ?? true;
  if (active) return null;
  return (
    <div className={classes.note} role="status">
      <IconAlertTriangle size={14} aria-hidden />
      <span>
        {t('forms.eventOff')} <LinkText to="/admin/auto-mails">{t('forms.toAutoMails')}</LinkText>
      </span>
    </div>
  );
}
