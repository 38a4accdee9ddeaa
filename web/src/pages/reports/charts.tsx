import { AreaChart, BarChart, CompositeChart, type CompositeChartProps } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import type { Backlog, Traffic } from '../../../../src/api/contract/reports.ts';
import { useTexts } from '../../i18n/index.ts';
import { pieceText } from './report-words.ts';

/** Colours of the theme that reach 3:1 on the page in light and dark. Series also differ in kind: bars, lines, broken lines. */
export const tones = {
  accent: 'var(--desk-accent)',
  ok: 'var(--desk-ok)',
  warn: 'var(--desk-warn)',
  bad: 'var(--desk-bad)',
  quiet: 'var(--desk-input-line)',
} as const;

const height = 220;
// The same figures are read from the table beside it; nothing in the picture takes the focus.
const still = { accessibilityLayer: false, margin: { top: 8, right: 8, bottom: 0, left: 0 } } as const;
const calm = { isAnimationActive: false } as const;
// Pale enough for the lines before them.
const paleBars = { ...calm, fillOpacity: 0.45 } as const;
const axes = { tickLine: 'none', gridAxis: 'x', withLegend: false, h: height } as const;
const whole = { allowDecimals: false, width: 44 } as const;
const sparse = { interval: 'equidistantPreserveStart', minTickGap: 16 } as const;

type Points = { at: string }[];

/** Mails of the period: what came in as bars, what went out as lines. */
export function MailsChart({ traffic }: { traffic: Traffic }) {
  const { t } = useTexts();
  return (
    <BarsAndLines
      traffic={traffic}
      series={[
        { name: 'mailsIn', label: t('reports.mails.mailsIn'), color: tones.accent, type: 'bar' },
        { name: 'answers', label: t('reports.mails.answers'), color: tones.ok, type: 'line' },
        {
          name: 'automatic',
          label: t('reports.mails.automatic'),
          color: tones.quiet,
          type: 'line',
          strokeDasharray: '4 3',
        },
      ]}
    />
  );
}

/** New tickets as bars, done ones as a line. */
export function TicketsChart({ traffic }: { traffic: Traffic }) {
  const { t } = useTexts();
  return (
    <BarsAndLines
      traffic={traffic}
      series={[
        { name: 'created', label: t('reports.tickets.created'), color: tones.accent, type: 'bar' },
        { name: 'done', label: t('reports.tickets.done'), color: tones.ok, type: 'line' },
      ]}
    />
  );
}

function BarsAndLines({ traffic, series }: { traffic: Traffic; series: CompositeChartProps['series'] }) {
  return (
    <CompositeChart
      {...axes}
      data={useNamed(traffic, traffic.points)}
      dataKey="name"
      composedChartProps={still}
      barProps={paleBars}
      lineProps={calm}
      maxBarWidth={28}
      withDots={false}
      curveType="linear"
      yAxisProps={whole}
      xAxisProps={sparse}
      series={series}
    />
  );
}

/** How many tickets were open. */
export function OpenChart({ traffic }: { traffic: Traffic }) {
  const { t } = useTexts();
  return (
    <AreaChart
      {...axes}
      data={useNamed(traffic, traffic.points)}
      dataKey="name"
      areaChartProps={still}
      areaProps={calm}
      withDots={false}
      curveType="linear"
      connectNulls={false}
      yAxisProps={whole}
      xAxisProps={sparse}
      series={[{ name: 'open', label: t('reports.open.open'), color: tones.accent }]}
    />
  );
}

/** The groups of a status in the order in which they are stacked. */
export const openGroups = [
  { name: 'inquiry', tone: 'warn' },
  { name: 'open', tone: 'accent' },
  { name: 'working', tone: 'ok' },
  { name: 'waiting', tone: 'quiet' },
] as const;

/** Open tickets by age, stacked by what they wait for. */
export function BacklogChart({ rows }: { rows: Backlog['rows'] }) {
  const { t } = useTexts();
  return (
    <BarChart
      {...axes}
      withLegend
      legendProps={{ verticalAlign: 'bottom', height: 34 }}
      type="stacked"
      data={rows.map((row, at) => ({
        ...row,
        name: row.days === null ? `> ${rows[at - 1]?.days ?? 0}` : `≤ ${row.days}`,
      }))}
      xAxisLabel={t('reports.backlog.ageInDays')}
      xAxisProps={{ interval: 0 }}
      dataKey="name"
      barChartProps={still}
      barProps={calm}
      maxBarWidth={44}
      yAxisProps={whole}
      series={openGroups.map(({ name, tone }) => ({ name, label: t(`reports.backlog.${name}`), color: tones[tone] }))}
    />
  );
}

function useNamed<P extends Points>({ period }: Traffic, points: P): (P[number] & { name: string })[] {
  const { locale } = useTexts();
  return points.map((point) => ({ ...point, name: pieceText(period, point.at, locale) }));
}
