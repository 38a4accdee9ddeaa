import { useTexts } from '../../i18n/index.ts';
import classes from './mailboxes.module.css';

const width = 70;
const height = 16;

/** Mails per day as small bars, oldest at the left; the numbers are read out and shown on hover. */
export function Sparkline({ values }: { values: number[] }) {
  const { t } = useTexts();
  const most = Math.max(...values, 1);
  if (values.every((value) => value === 0)) return null;
  const step = width / values.length;
  const label = t('mailboxes.perDay', { list: values.join(', ') });
  return (
    <svg className={classes.spark} width={width} height={height} role="img" aria-label={label}>
      <title>{label}</title>
      {values.map((value, day) => {
        const tall = value === 0 ? 1 : Math.max(2, (value / most) * height);
        return (
          <rect
            key={`${day}`}
            x={day * step}
            y={height - tall}
            width={step - 1.5}
            height={tall}
            rx={0.75}
            fill="currentColor"
            opacity={value === 0 ? 0.25 : day === values.length - 1 ? 1 : 0.6}
          />
        );
      })}
    </svg>
  );
}
