import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { use } from 'react';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import { defaultValues, type FormValues } from '../../../../src/settings/field.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { connectionsQuery, keys, mailboxesQuery } from '../../queries.ts';
import { CarriedOver } from './carried-over.ts';
import { askFirstImport, beginWithNewOnes, type FirstImport } from './first-import.tsx';
import { groupOf } from './group-of.ts';
import { MailboxForm } from './mailbox-form.tsx';
import classes from './mailboxes.module.css';
import { copyOf } from './copy-of.ts';
import { protocolsFor } from './oauth-offer.tsx';
import { outgoingFrom } from './outgoing-from.ts';
import { ToList } from './to-list.tsx';
import { LinkText } from '../../parts/links.tsx';

type Direction = Mailbox['direction'];

/**
 * The form of a mailbox that does not exist yet. `both` goes on to the outgoing one; `from` is the incoming mailbox that this one answers for, `copy` one that
 * it is a duplicate of.
 */
export function NewMailboxForm(props: { direction: Direction; both: boolean; from?: number; copy?: Mailbox }) {
  const { direction, both, from, copy } = props;
  const { t } = useTexts();
  const { data: mailboxes } = useQuery(mailboxesQuery);
  const incoming = mailboxes?.rows.find(({ id }) => id === from);
  const carried = use(CarriedOver);
  const { data: connections } = useQuery(connectionsQuery);
  const firstOutgoing = !mailboxes?.rows.some((each) => each.direction === 'outgoing' && each.protocol !== 'folder');
  const sending = (connections?.rows ?? []).filter((row) => protocolsFor(row, 'outgoing').length > 0);
  const start = { ...defaultValues(groupOf[direction]) };
  if (direction === 'outgoing') {
    if (incoming)
      Object.assign(
        start,
        outgoingFrom(incoming, carried.current, t('mailboxes.form.outgoingCopy', { name: incoming.name }), sending),
      );
    start.isDefault = firstOutgoing;
  }
  if (copy) Object.assign(start, copyOf(copy, t('mailboxes.form.copyOf', { name: copy.name })));
  const create = useCreate(direction, both, incoming);
  return (
    <>
      <div className={classes.head}>
        <div className={classes.words}>
          <ToList />
          <h2 className={classes.title}>
            {t(direction === 'incoming' ? 'mailboxes.form.newIncoming' : 'mailboxes.form.newOutgoing')}
          </h2>
          {copy && <div className={classes.sub}>{t('mailboxes.form.copied', { name: copy.name })}</div>}
          {(both || incoming) && <div className={classes.sub}>{t('mailboxes.form.step', { step: both ? 1 : 2 })}</div>}
        </div>
        {incoming && (
          <LinkText to="/admin/mailboxes/$id" params={{ id: String(incoming.id) }} size="sm">
            {t('mailboxes.form.skipOutgoing')}
          </LinkText>
        )}
      </div>
      <MailboxForm
        direction={direction}
        stored={start}
        submit={both ? t('mailboxes.form.createAndGoOn') : t('mailboxes.create')}
        onSubmit={async (values) => {
          const asked = direction === 'incoming' && values.active === true;
          // Nothing can be asked of its server before a person has connected it; until then it stands still.
          const isLater = asked && values.auth === 'oauth';
          const first = isLater ? 'later' : asked ? await askFirstImport(values) : 'all';
          return first ? create.mutateAsync({ values, first }) : 'back';
        }}
      />
    </>
  );
}

function useCreate(direction: Direction, both: boolean, incoming: Mailbox | undefined) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const carried = use(CarriedOver);
  return useMutation({
    mutationFn: async ({ values, first }: { values: FormValues; first: FirstImport }) => {
      const begun = first === 'all' ? values : { ...values, active: false };
      const created = await call('POST /api/mailboxes', { body: { direction, values: begun } });
      // The mailbox is there from now on, paused if this fails.
      if (first === 'new') await beginWithNewOnes(created.id).catch(notifyError);
      // An outgoing mailbox made for an incoming one is also what answers for it. An empty password keeps the stored one.
      if (incoming) {
        const answering = { ...incoming.values, replyVia: created.id };
        await call('PUT /api/mailboxes/:id', { id: incoming.id, body: { values: answering } });
      }
      carried.current = both ? values : {};
      return created;
    },
    onSuccess: async (created) => {
      notifyDone(t('mailboxes.form.created', { name: created.name }));
      await client.invalidateQueries({ queryKey: keys.mailboxes });
      void client.invalidateQueries({ queryKey: keys.masterData });
      void client.invalidateQueries({ queryKey: keys.health });
      if (both) await navigate({ to: '/admin/mailboxes/new', search: { direction: 'outgoing', from: created.id } });
      else {
        const next = incoming ?? created;
        const search = next.values.auth === 'oauth' ? ({ connect: 'ask' } as const) : {};
        await navigate({ to: '/admin/mailboxes/$id', params: { id: String(next.id) }, search });
      }
    },
  });
}
