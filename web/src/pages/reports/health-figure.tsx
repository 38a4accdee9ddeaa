import { Table } from '@mantine/core';
import type { MailboxHealth } from '../../../../src/api/contract/reports.ts';
import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';
import { Figure } from './figure.tsx';
import { pieceText } from './report-words.ts';
import classes from './reports.module.css';

type Point = MailboxHealth['rows'][number]['points'][number];

/** How the runs of each mailbox went over the period. */
export function HealthFigure({ health, linked }: { health: MailboxHealth; linked: boolean }) {
  const { t, locale } = useTexts();
  const { rows, starts, period } = health;
  const sum = (points: Point[], what: keyof Point) => points.reduce((total, point) => total + point[what], 0);
  const piece = t(`reports.piece.${period.unit}`);
  return (
    <Figure
      title={t('reports.health.title')}
      about={t('reports.health.about')}
      sheet={{
        columns: [
          t('reports.health.mailbox'),
          piece,
          t('reports.health.ok'),
          t('reports.health.failed'),
          t('reports.health.imported'),
        ],
        rows: rows.flatMap(({ name, points }) =>
          points.map((point, at) => [
            name,
            pieceText(period, starts[at] ?? '', locale),
            point.ok,
            point.failed,
            point.imported,
          ]),
        ),
      }}
    >
      {rows.length === 0 ? (
        <p className={classes.none}>{t('reports.health.nothing')}</p>
      ) : (
        <div className={classes.scroll} tabIndex={0}>
          <Table verticalSpacing={6} aria-label={t('reports.health.title')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('reports.health.mailbox')}</Table.Th>
                <Table.Th aria-hidden className={classes.stripCell} />
                <Table.Th scope="col" className={classes.right}>
                  {t('reports.health.share')}
                </Table.Th>
                <Table.Th scope="col" className={classes.right}>
                  {t('reports.health.failed')}
                </Table.Th>
                <Table.Th scope="col" className={classes.right}>
                  {t('reports.health.imported')}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ id, name, points }) => (
                <Table.Tr key={id}>
                  <Table.Th scope="row" fw={400}>
                    {linked ? (
                      <LinkText to="/admin/mailboxes/$id" params={{ id: String(id) }}>
                        {name}
                      </LinkText>
                    ) : (
                      name
                    )}
                  </Table.Th>
                  <Table.Td aria-hidden className={classes.stripCell}>
                    <Strip health={health} points={points} />
                  </Table.Td>
                  <Table.Td className={classes.right}>
                    <Share ok={sum(points, 'ok')} failed={sum(points, 'failed')} />
                  </Table.Td>
                  <Table.Td className={classes.right}>{sum(points, 'failed')}</Table.Td>
                  <Table.Td className={classes.right}>{sum(points, 'imported')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Figure>
  );
}

/** One bar per piece of the period; errors make it taller and red. */
function Strip({ health: { period, starts }, points }: { health: MailboxHealth; points: Point[] }) {
  const { t, locale } = useTexts();
  return (
    <span className={classes.strip}>
      {points.map((point, at) => (
        <span
          key={starts[at]}
          title={t('reports.health.point', { when: pieceText(period, starts[at] ?? '', locale), ...point })}
          data-state={point.failed > 0 ? 'bad' : point.ok > 0 ? 'ok' : 'none'}
        />
      ))}
    </span>
  );
}

function Share({ ok, failed }: { ok: number; failed: number }) {
  const { t, locale } = useTexts();
  if (ok + failed === 0) return t('reports.health.none');
  // Rounded down: a hundred is said only if nothing failed.
  const share = Math.floor((ok / (ok + failed)) * 1000) / 1000;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}
