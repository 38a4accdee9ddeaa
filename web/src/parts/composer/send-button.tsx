import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCircleCheck, IconClockHour4, IconSend } from '@tabler/icons-react';
import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import classes from './composer.module.css';

type Props = {
  isNote: boolean;
  busy: boolean;
  statuses: MasterData['statuses'];
  ticket: Ticket;
  onSend: (statusId?: number) => void;
};

/** Send, with a menu that also sets a status: the done ones, and the waiting ones once a team has the ticket. */
export function SendButton({ isNote, busy, statuses, ticket, onSend }: Props) {
  const { t, locale } = useTexts();
  if (isNote)
    return (
      <Button type="submit" size="sm" loading={busy}>
        {t('tickets.composer.saveNote')}
      </Button>
    );
  const offered = statuses.filter(({ active }) => active).toSorted((a, b) => a.rank - b.rank);
  const closing = offered.filter(({ group }) => group === 'done');
  const waiting = offered.filter(({ group }) => group === 'waiting' && ticket.teamId !== null);
  return (
    <Button.Group>
      <Button type="submit" size="sm" loading={busy} leftSection={<IconSend size={15} aria-hidden />}>
        {t('tickets.composer.send')}
      </Button>
      <Menu position="top-end" disabled={busy}>
        <Menu.Target>
          <Button size="sm" className={classes.sendMore} aria-label={t('tickets.composer.sendMore')} disabled={busy}>
            <IconChevronDown size={15} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {closing.map(({ id, names }, at) => (
            <Menu.Item key={id} leftSection={<IconCircleCheck size={15} aria-hidden />} onClick={() => onSend(id)}>
              {at === 0
                ? t('tickets.composer.sendAndClose')
                : t('tickets.composer.sendAndSet', { status: names[locale] })}
            </Menu.Item>
          ))}
          {waiting.map(({ id, names }) => (
            <Menu.Item key={id} leftSection={<IconClockHour4 size={15} aria-hidden />} onClick={() => onSend(id)}>
              {t('tickets.composer.sendAndSet', { status: names[locale] })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}
