import type { Traffic } from '../../../../src/api/contract/reports.ts';
import { useTexts } from '../../i18n/index.ts';
import { Figure } from './figure.tsx';
import { weekdays } from './report-words.ts';
import classes from './reports.module.css';

const hourNames = Array.from({ length: 24 }, (_, hour) => String(hour));

/** When people write: weekday by hour, the darker the more, with the numbers in the cells. */
export function HoursFigure({ hours }: { hours: Traffic['hours'] }) {
  const { t, locale } = useTexts();
  const names = weekdays(locale);
  const most = Math.max(...hours.flat());
  const place = hours.flatMap((day, weekday) => day.map((count, hour) => ({ count, weekday, hour })));
  const top = place.find(({ count }) => count === most);
  return (
    <Figure
      title={t('reports.hours.title')}
      about={t('reports.hours.about')}
      sheet={{
        columns: [t('reports.hours.weekday'), ...hourNames],
        rows: hours.map((day, weekday) => [names[weekday] ?? '', ...day]),
      }}
    >
      {most > 0 && top && (
        <p className={classes.counted}>
          {t('reports.hours.busiest', {
            weekday: names[top.weekday] ?? '',
            from: top.hour,
            to: top.hour + 1,
            count: top.count,
          })}
        </p>
      )}
      <div className={classes.scroll} tabIndex={0}>
        <table className={classes.heat} aria-label={t('reports.hours.title')}>
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">{t('reports.hours.weekday')}</span>
              </th>
              {hourNames.map((hour) => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hours.map((day, weekday) => (
              <tr key={names[weekday]}>
                <th scope="row">{names[weekday]}</th>
                {day.map((count, hour) => (
                  <td key={hourNames[hour]} data-level={levelOf(count, most)}>
                    {count > 0 ? count : ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Figure>
  );
}

const levelOf = (count: number, most: number) => (count === 0 ? 0 : Math.max(1, Math.ceil((count / most) * 4)));
