import { IconCornerDownRight, IconPoint } from '@tabler/icons-react';
import type { z } from 'zod';
import type { traceLineSchema } from '../../../src/api/contract/common.ts';
import { say } from '../../../src/desk/texts/index.ts';
import { useTexts } from '../i18n/index.ts';
import classes from './trace-list.module.css';

type TraceLine = z.infer<typeof traceLineSchema>;

/** Why a mail went where it went: one sentence per line in the order of judging, the deciding one marked. */
export function TraceList({ trace }: { trace: TraceLine[] }) {
  const { t, locale } = useTexts();
  return (
    <ol className={classes.trace}>
      {trace.map((line, index) => (
        <li key={`${index} ${line.key}`} className={classes.line} data-decided={line.decided || undefined}>
          {line.decided ? (
            <IconCornerDownRight size={14} stroke={2} className={classes.mark} aria-hidden />
          ) : (
            <IconPoint size={14} className={classes.mark} aria-hidden />
          )}
          <span>
            {say(locale, `trace.${line.key}`, line.params)}
            {line.decided && <span className="sr-only"> {t('common.decided')}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
