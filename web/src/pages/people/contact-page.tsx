import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ContactActivity, ContactRow } from '../../../../src/api/contract/master-data.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { settingText } from '../../../../src/settings/texts/index.ts';
import { ApiError, call } from '../../api.ts';
import { NothingHere } from '../../frame/not-found.tsx';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../../parts/chip.tsx';
import { Copy } from '../../parts/copy.tsx';
import { LinkText } from '../../parts/links.tsx';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { Fact } from '../../parts/row-list.tsx';
import { ServerReply } from '../../parts/server-reply.tsx';
import { keys } from '../../queries.ts';
import { EntryActs } from './entry-acts.tsx';
import classes from './people.module.css';
import { TicketsOf } from './tickets-of.tsx';

/** A user: addresses and whether mail reaches them, the customer, what was written, the tickets. */
export function ContactPage() {
  const { id } = useParams({ from: '/frame/contacts/$id' });
  const contact = useQuery({
    queryKey: [...keys.masterData, 'contacts', Number(id)],
    queryFn: ({ signal }) => call('GET /api/contacts/:id', { id: Number(id) }, signal),
  });
  if (contact.error instanceof ApiError && contact.error.status === 404) return <NothingHere />;
  return <QueryView query={contact}>{(row) => <Contact key={row.id} contact={row} />}</QueryView>;
}

function Contact({ contact }: { contact: ContactRow }) {
  const { t, locale } = useTexts();
  const activity = useQuery({
    // Below the tickets: what happens there changes it.
    queryKey: [...keys.tickets, 'contact', contact.id],
    queryFn: ({ signal }) => call('GET /api/contacts/:id/activity', { id: contact.id }, signal),
  });
  const field = (name: string) => settingText(locale, `settings.contact.${name}.title`) ?? name;
  return (
    <>
      <PageHeader
        title={contact.fullName || contact.name}
        about={
          <LinkText to="/contacts" size="sm">
            {t('people.toContacts')}
          </LinkText>
        }
        action={
          <div className={classes.acts}>
            <EntryActs kind="contacts" entry={contact} />
          </div>
        }
      />
      <div className={classes.page}>
        <QueryView query={activity}>
          {(done) => (
            <>
              <dl className={classes.facts}>
                <Fact name={field('name')}>
                  {contact.name} {!contact.active && <Chip tone="quiet">{t('masterData.inactive')}</Chip>}
                </Fact>
                <Fact name={field('customerId')}>
                  {contact.customerId === null ? (
                    t('common.none')
                  ) : (
                    <LinkText to="/customers/$id" params={{ id: String(contact.customerId) }}>
                      {contact.customerName}
                    </LinkText>
                  )}
                </Fact>
                <Fact name={field('locale')}>
                  {settingText(locale, `settings.contact.locale.choice.${contact.locale}`)}
                </Fact>
                <Fact name={t('people.received')}>{number(done.mails.received, locale)}</Fact>
                <Fact name={t('people.sent')}>{number(done.mails.sent, locale)}</Fact>
                <Fact name={t('people.lastMail')}>
                  {done.mails.lastAt === null ? t('common.none') : <RelativeTime at={done.mails.lastAt} />}
                </Fact>
              </dl>
              <Addresses contact={contact} marks={done.addressMarks} />
              <TicketsOf whose={{ contact: String(contact.id) }} counts={done.tickets} />
            </>
          )}
        </QueryView>
      </div>
    </>
  );
}

const number = (value: number, locale: string) => new Intl.NumberFormat(locale).format(value);

type Mark = ContactActivity['addressMarks'][number];

function Addresses({ contact, marks }: { contact: ContactRow; marks: Mark[] }) {
  const { t } = useTexts();
  return (
    <section className={classes.part} aria-labelledby="addresses">
      <div className={classes.partHead}>
        <h2 id="addresses">{t('people.addresses')}</h2>
      </div>
      <ul className={classes.addresses}>
        {contact.addresses.map((address) => (
          <li key={address}>
            <a href={`mailto:${address}`}>{address}</a>
            <Copy text={address} label={t('tickets.panel.copyAddress', { address })} />
            {marks
              .filter((mark) => mark.address === address.toLowerCase())
              .map((mark) => (
                <Marked key={mark.kind} mark={mark} />
              ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Why nothing is sent there automatically, in our words and in the server's; whoever knows better takes the mark off. */
function Marked({ mark }: { mark: Mark }) {
  const { t, locale } = useTexts();
  const client = useQueryClient();
  const clear = useMutation({
    mutationFn: () => call('DELETE /api/address-marks/:address', { address: mark.address }),
    onSuccess: async () => {
      notifyDone(t('ties.markCleared', { address: mark.address }));
      await Promise.all([keys.tickets, keys.masterData].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: notifyError,
  });
  return (
    <div className={classes.mark}>
      <div className={classes.markHead}>
        <Chip tone="warn" icon={IconAlertTriangle}>
          {say(locale, `address.${mark.kind}`)}
        </Chip>
        <RelativeTime at={mark.at} />
        <Button variant="default" size="compact-sm" loading={clear.isPending} onClick={() => clear.mutate()}>
          {t('ties.clearMark')}
        </Button>
      </div>
      {mark.text && <ServerReply reply={mark.text} />}
    </div>
  );
}
