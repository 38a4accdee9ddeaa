import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Ticket, TicketRow } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../../parts/error-text.ts';
import { notifyDone } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import { ticketQuery } from './queries.ts';
import classes from './ties.module.css';

/** Finds another ticket and makes one of both, or links them. The other tickets of the same person are offered first. */
export function JoinTickets({ ticket, as, onClose }: { ticket: Ticket; as: 'merge' | 'link'; onClose: () => void }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<number>();
  const { offers, error } = useOffers(ticket, typed);
  // What is no longer in sight is not joined by a click.
  const other = offers.find(({ id }) => id === chosen);
  const join = useMutation({
    mutationFn: ({ id }: Offer) =>
      as === 'merge'
        ? call('PUT /api/tickets/:id/merger', { id: ticket.id, body: { into: id } })
        : call('PUT /api/tickets/:id/links/:otherId', { id: ticket.id, otherId: id }),
    onSuccess: async (answer, { reference }) => {
      client.setQueryData(ticketQuery(answer.id).queryKey, answer);
      notifyDone(t(as === 'merge' ? 'ties.merged' : 'ties.linked', { reference }));
      onClose();
      if (as === 'merge') await navigate({ to: '/tickets/$id', params: { id: String(answer.id) } });
      await client.invalidateQueries({ queryKey: keys.tickets });
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(as === 'merge' ? 'ties.mergeTitle' : 'ties.linkTitle', { reference: ticket.reference })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t(as === 'merge' ? 'ties.mergeText' : 'ties.linkText')}</Text>
        <TextInput
          data-autofocus
          type="search"
          label={t('ties.search')}
          placeholder={t('ties.searchHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Radio.Group
          aria-label={t('ties.offers')}
          value={other ? String(other.id) : ''}
          onChange={(value) => setChosen(Number(value))}
        >
          <div className={classes.offers}>
            {offers.map((offer) => (
              <Radio.Card key={offer.id} value={String(offer.id)} className={classes.offer}>
                <Radio.Indicator />
                <span className={classes.reference}>{offer.reference}</span>
                <span className={classes.subject}>{offer.subject || t('tickets.list.noSubject')}</span>
                <span className={classes.who}>{offer.contactName}</span>
              </Radio.Card>
            ))}
            {offers.length === 0 && <Text size="sm">{error ? errorText(t, error) : t('forms.nothingFound')}</Text>}
          </div>
        </Radio.Group>
        {join.error && (
          <Text size="sm" c="var(--desk-bad)" role="alert">
            {errorText(t, join.error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button disabled={!other} loading={join.isPending} onClick={() => other && join.mutate(other)}>
            {t(as === 'merge' ? 'ties.mergeAct' : 'ties.linkAct')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type Offer = Pick<TicketRow, 'id' | 'reference' | 'subject' | 'contactName'>;

/** The tickets that fit what is typed; before that the other ones of the same person. */
function useOffers(ticket: Ticket, typed: string): { offers: Offer[]; error: Error | null } {
  const [q] = useDebouncedValue(typed.trim(), 250);
  const { data, error } = useQuery({
    queryKey: [...keys.tickets, 'offers', q],
    queryFn: ({ signal }) => call('GET /api/tickets', { query: { q, limit: 10 } }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const own = ticket.contact.tickets.map((other) => ({ ...other, contactName: ticket.contact.name }));
  const found: Offer[] = q === '' ? own : (data?.rows ?? []);
  return { offers: found.filter(({ id }) => id !== ticket.id), error };
}
