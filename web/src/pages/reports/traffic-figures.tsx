import type { Sums, Traffic } from '../../../../src/api/contract/reports.ts';
import { useTexts } from '../../i18n/index.ts';
import { MailsChart, OpenChart, TicketsChart } from './charts.tsx';
import { BigNumber, Figure, type Sheet } from './figure.tsx';
import { changeText, pieceText } from './report-words.ts';

type Look = { mark: 'bar' | 'line' | 'dashes'; tone: 'accent' | 'ok' | 'quiet' };

/** Mails in and out. */
export function MailsFigure({ traffic }: { traffic: Traffic }) {
  const { t } = useTexts();
  const sheet = useSheet(traffic, [
    [t('reports.mails.mailsIn'), ({ mailsIn }) => mailsIn],
    [t('reports.mails.answers'), ({ answers }) => answers],
    [t('reports.mails.automatic'), ({ automatic }) => automatic],
  ]);
  return (
    <Figure
      title={t('reports.mails.title')}
      about={t('reports.mails.about')}
      sheet={sheet}
      chart={<MailsChart traffic={traffic} />}
      numbers={
        <>
          <Compared traffic={traffic} of="mailsIn" name={t('reports.mails.mailsIn')} mark="bar" tone="accent" />
          <Compared traffic={traffic} of="answers" name={t('reports.mails.answers')} mark="line" tone="ok" />
          <Compared traffic={traffic} of="automatic" name={t('reports.mails.automatic')} mark="dashes" tone="quiet" />
        </>
      }
    />
  );
}

/** New and done tickets. */
export function TicketsFigure({ traffic }: { traffic: Traffic }) {
  const { t } = useTexts();
  const sheet = useSheet(traffic, [
    [t('reports.tickets.created'), ({ created }) => created],
    [t('reports.tickets.done'), ({ done }) => done],
  ]);
  return (
    <Figure
      title={t('reports.tickets.title')}
      about={t('reports.tickets.about')}
      sheet={sheet}
      chart={<TicketsChart traffic={traffic} />}
      numbers={
        <>
          <Compared traffic={traffic} of="created" name={t('reports.tickets.created')} mark="bar" tone="accent" />
          <Compared traffic={traffic} of="done" name={t('reports.tickets.done')} mark="line" tone="ok" />
        </>
      }
    />
  );
}

/** How many tickets were open at the end of each piece. */
export function OpenFigure({ traffic }: { traffic: Traffic }) {
  const { t, locale } = useTexts();
  const begun = traffic.points.filter(({ open }) => open !== null);
  const last = begun.at(-1)?.open ?? 0;
  // What was open when the period began: what is open at the end, less what was added.
  const first = last - traffic.totals.created + traffic.totals.done;
  return (
    <Figure
      title={t('reports.open.title')}
      about={t('reports.open.about')}
      sheet={useSheet({ ...traffic, points: begun }, [[t('reports.open.open'), ({ open }) => open ?? 0]])}
      chart={<OpenChart traffic={traffic} />}
      numbers={
        <BigNumber
          name={t('reports.open.open')}
          value={new Intl.NumberFormat(locale).format(last)}
          before={t('reports.before', { value: new Intl.NumberFormat(locale).format(first) })}
          change={changeText(last, first, locale)}
        />
      }
    />
  );
}

function Compared({ traffic, of, name, ...look }: { traffic: Traffic; of: keyof Sums; name: string } & Look) {
  const { t, locale } = useTexts();
  const written = new Intl.NumberFormat(locale);
  const [now, before] = [traffic.totals[of], traffic.before[of]];
  return (
    <BigNumber
      {...look}
      name={name}
      value={written.format(now)}
      before={before === 0 ? t('reports.beforeNone') : t('reports.before', { value: written.format(before) })}
      change={changeText(now, before, locale)}
    />
  );
}

function useSheet(
  { period, points }: Traffic,
  columns: [string, (point: Traffic['points'][number]) => number][],
): Sheet {
  const { t, locale } = useTexts();
  return {
    columns: [t(`reports.piece.${period.unit}`), ...columns.map(([name]) => name)],
    rows: points.map((point) => [pieceText(period, point.at, locale), ...columns.map(([, valueOf]) => valueOf(point))]),
  };
}
