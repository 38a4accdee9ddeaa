import { Select, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import type { AutoMails } from '../../../../src/api/contract/auto-mails.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';
import { notifyError } from '../../parts/notify.ts';
import { notifyWithUndo } from '../../parts/notify-undo.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { autoMailsQuery, keys, templatesQuery } from '../../queries.ts';
import classes from './auto-mails.module.css';

type Event = AutoMails['events'][number];

/** Which event tells whom: each on or off with its template. What is chosen holds at once and can be taken back. */
export function Events() {
  const query = useQuery(autoMailsQuery);
  return (
    <div className={classes.page}>
      <QueryView query={query}>{(data) => <EventGroups data={data} />}</QueryView>
    </div>
  );
}

function EventGroups({ data }: { data: AutoMails }) {
  const { t, locale } = useTexts();
  const save = useSave();
  const groups = [...Map.groupBy(data.events, ({ recipients }) => recipients)];
  const set = (changed: Event) => save(data, { ...data, events: [changed] });
  return (
    <>
      {groups.map(([recipients, events]) => (
        <section key={recipients} className={classes.group} aria-label={say(locale, `autoMail.to.${recipients}`)}>
          <h2 className={classes.heading}>{say(locale, `autoMail.to.${recipients}`)}</h2>
          <ul className={classes.events}>
            {events.map((event) => (
              <EventRow key={event.event} event={event} onChange={set} />
            ))}
          </ul>
        </section>
      ))}
      <section className={classes.group} aria-label={t('autoMails.options')}>
        <h2 className={classes.heading}>{t('autoMails.options')}</h2>
        <Switch
          label={t('autoMails.ownAction')}
          description={t('autoMails.ownActionHelp')}
          checked={data.noMailForOwnAction}
          onChange={(event) => save(data, { events: [], noMailForOwnAction: event.currentTarget.checked })}
        />
      </section>
    </>
  );
}

function EventRow({ event, onChange }: { event: Event; onChange: (changed: Event) => void }) {
  const { t, locale } = useTexts();
  const { data: templates } = useQuery(templatesQuery);
  const about = useId();
  const name = say(locale, `autoMail.${event.event}`);
  const fitting = (templates?.rows ?? []).filter(({ kind }) => kind === event.kind);
  return (
    <li className={classes.event} data-off={!event.active || undefined}>
      <div className={classes.eventWords}>
        <Switch
          label={name}
          aria-describedby={about}
          checked={event.active}
          onChange={({ currentTarget }) => onChange({ ...event, active: currentTarget.checked })}
        />
        <p id={about} className={classes.eventAbout}>
          {t(`autoMails.event.${event.event}`)}
        </p>
      </div>
      <div className={classes.eventTemplate}>
        <Select
          aria-label={t('autoMails.templateOf', { event: name })}
          allowDeselect={false}
          searchable={fitting.length > 8}
          value={String(event.templateId)}
          onChange={(value) => value !== null && onChange({ ...event, templateId: Number(value) })}
          data={fitting.map((template) => ({ value: String(template.id), label: template.name }))}
        />
        <LinkText size="sm" to="/admin/templates/$id" params={{ id: String(event.templateId) }}>
          {t('autoMails.editTemplate')}
        </LinkText>
      </div>
    </li>
  );
}

type Change = { events: Event[]; noMailForOwnAction: boolean };

/** Saves a change at once and offers to take it back. */
function useSave(): (before: AutoMails, change: Change) => void {
  const { t } = useTexts();
  const client = useQueryClient();
  const put = useMutation({
    mutationFn: ({ events, noMailForOwnAction }: Change) =>
      call('PUT /api/auto-mails', {
        body: {
          events: events.map(({ event, active, templateId }) => ({ event, active, templateId })),
          noMailForOwnAction,
        },
      }),
    onMutate: (change) => {
      client.setQueryData(keys.autoMails, (known: AutoMails | undefined) => known && merged(known, change));
    },
    onSuccess: (saved) => client.setQueryData(keys.autoMails, saved),
    onError: (error) => {
      notifyError(error);
      void client.invalidateQueries({ queryKey: keys.autoMails });
    },
  });
  return (before, change) =>
    put.mutate(change, {
      onSuccess: () => {
        notifyWithUndo(t('common.saved'), () => put.mutate(before), 'auto-mails-saved');
      },
    });
}

function merged(known: AutoMails, change: Change): AutoMails {
  const changed = new Map(change.events.map((event) => [event.event, event]));
  return {
    events: known.events.map((event) => changed.get(event.event) ?? event),
    noMailForOwnAction: change.noMailForOwnAction,
  };
}
