import { Table } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconPlayerPause,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { System } from '../../../../src/api/contract/system.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip, type Tone } from '../../parts/chip.tsx';
import { LinkText } from '../../parts/links.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import classes from './system.module.css';
import { dateLocale } from '../../i18n/locale.ts';

type Row = System['mailboxes'][number];

const looks: Record<Row['state'], { tone: Tone; icon: TablerIcon }> = {
  ok: { tone: 'ok', icon: IconCircleCheck },
  waiting: { tone: 'quiet', icon: IconCircleDashed },
  error: { tone: 'bad', icon: IconAlertTriangle },
  signedOut: { tone: 'bad', icon: IconPlugConnectedX },
  paused: { tone: 'warn', icon: IconPlayerPause },
};

/** Every mailbox with its state, its last run, what waits, and when its certificate or secret ends. */
export function MailboxTable({ mailboxes }: { mailboxes: readonly Row[] }) {
  const { t } = useTexts();
  return (
    <div className={classes.scroller}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('system.mailbox.name')}</Table.Th>
            <Table.Th>{t('system.mailbox.state')}</Table.Th>
            <Table.Th className={classes.wide}>{t('system.mailbox.lastRun')}</Table.Th>
            <Table.Th className={classes.wide} ta="right">
              {t('system.mailbox.backlog')}
            </Table.Th>
            <Table.Th className={classes.wide}>{t('system.mailbox.certificate')}</Table.Th>
            <Table.Th className={classes.wide}>{t('system.mailbox.access')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {mailboxes.map((row) => (
            <MailboxRow key={row.id} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function MailboxRow({ row }: { row: Row }) {
  const { t } = useTexts();
  const { tone, icon } = looks[row.state];
  return (
    <Table.Tr>
      <Table.Td>
        <LinkText to="/admin/mailboxes/$id" params={{ id: String(row.id) }} size="sm" fw={600}>
          {row.name}
        </LinkText>
        <div className={classes.second}>{t(`system.mailbox.${row.direction}`)}</div>
        {row.error !== null && <div className={classes.second}>{row.error}</div>}
        <div className={classes.narrow}>
          <div className={classes.second}>
            {t('system.mailbox.certificate')}: <CertificateEnd row={row} />
          </div>
        </div>
      </Table.Td>
      <Table.Td>
        <Chip tone={tone} icon={icon}>
          {t(`system.state.${row.state}`)}
        </Chip>
      </Table.Td>
      <Table.Td className={classes.wide}>{row.lastRunAt === null ? '–' : <RelativeTime at={row.lastRunAt} />}</Table.Td>
      <Table.Td className={classes.wide} ta="right">
        {row.backlog}
      </Table.Td>
      <Table.Td className={classes.wide}>
        <CertificateEnd row={row} />
        {row.certificate && <div className={classes.second}>{row.certificate.host}</div>}
      </Table.Td>
      <Table.Td className={classes.wide}>
        <Access oauth={row.oauth} />
      </Table.Td>
    </Table.Tr>
  );
}

function CertificateEnd({ row: { certificate } }: { row: Row }) {
  return certificate ? <DaysLeft {...certificate.expires} /> : '–';
}

function Access({ oauth }: { oauth: Row['oauth'] }) {
  const { t } = useTexts();
  if (!oauth) return t('system.mailbox.byPassword');
  return (
    <>
      {oauth.connection}
      {oauth.secretExpires && (
        <div className={classes.second}>
          {t('system.mailbox.secret')}: <DaysLeft {...oauth.secretExpires} />
        </div>
      )}
      {oauth.tokenExpiresAt !== null && (
        <div className={classes.second}>
          {t('system.mailbox.token')}: <RelativeTime at={oauth.tokenExpiresAt} />
        </div>
      )}
    </>
  );
}

function DaysLeft({ at, days }: { at: string; days: number }) {
  const { t, locale } = useTexts();
  const day = new Intl.DateTimeFormat(dateLocale(locale), { dateStyle: 'medium' }).format(new Date(at));
  return (
    <time dateTime={at}>{days < 0 ? t('system.expired', { day }) : t('system.daysLeft', { count: days, day })}</time>
  );
}
