import { Anchor, Loader } from '@mantine/core';
import { IconBulb, IconCircleCheckFilled, IconCircleMinus, IconCircleXFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckStep } from '../../../../src/api/contract/mailboxes.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import type { SettingsForm } from '../../forms/use-settings-form.ts';
import { useTexts } from '../../i18n/index.ts';
import type { Locale } from '../../i18n/locale.ts';
import { HelpLink } from '../../parts/help-link.tsx';
import { ServerReply } from '../../parts/server-reply.tsx';
import { failureText } from './failure-text.ts';
import { hintText } from './hint-text.ts';
import classes from './test-panel.module.css';

/**
 * One step of a test: what was tried, how long it took, what was found; on failure our words, the server's words, and what usually helps. `isOver` says
 * that the test has ended, so that a step which was under way did not come to its end.
 */
export function TestStep({ step, isOver, form }: { step: CheckStep; isOver: boolean; form: SettingsForm }) {
  const { t, locale } = useTexts();
  const isCutOff = step.state === 'running' && isOver;
  const hint = step.hint ? hintText(locale, step.hint) : undefined;
  const fingerprint = step.state === 'failed' ? step.found?.fingerprint : undefined;
  return (
    <li className={classes.step} data-state={step.state}>
      <span className={classes.sign}>
        {step.state === 'running' && !isOver && <Loader size={14} />}
        {isCutOff && <IconCircleMinus size={16} aria-hidden />}
        {step.state === 'ok' && <IconCircleCheckFilled size={16} aria-hidden />}
        {step.state === 'failed' && <IconCircleXFilled size={16} aria-hidden />}
      </span>
      <div className={classes.words}>
        <div className={classes.line}>
          <span className={classes.name}>
            {say(locale, `check.${step.step}`)}
            <span className="sr-only">: {t(`mailboxes.test.${isCutOff ? 'cancelled' : step.state}`)}</span>
          </span>
          {step.ms !== undefined && <span className={classes.ms}>{step.ms.toLocaleString(locale)} ms</span>}
        </div>
        {step.failure && (
          <p className={classes.failure}>
            {failureText(locale, step.failure)} <HelpLink code={step.failure.code} />
          </p>
        )}
        {step.found && <Found found={step.found} />}
        {step.serverReply !== undefined && <ServerReply reply={step.serverReply} />}
        {hint && (
          <p className={classes.hint}>
            <IconBulb size={15} aria-hidden />
            <span>
              <b>{t('mailboxes.test.hint')}:</b> {hint}
            </span>
          </p>
        )}
        {typeof fingerprint === 'string' && <Pin fingerprint={fingerprint} form={form} />}
      </div>
    </li>
  );
}

function Found({ found }: { found: NonNullable<CheckStep['found']> }) {
  const { t, locale } = useTexts();
  const names: Record<string, string> = t('mailboxes.test.found', { returnObjects: true });
  const shown = Object.entries(found).filter(
    ([, value]) => value !== null && value !== '' && typeof value !== 'boolean',
  );
  if (shown.length === 0) return null;
  return (
    <dl className={classes.found}>
      {shown.map(([name, value]) => (
        <div key={name} data-long={['fingerprint', 'list', 'reply'].includes(name) || undefined}>
          <dt>{names[name] ?? name}</dt>
          <dd>{/^valid(From|To)$/.test(name) ? dateText(String(value), locale) : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function dateText(value: string, locale: Locale): string {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date.toLocaleDateString(locale, { dateStyle: 'medium' });
}

function Pin({ fingerprint, form }: { fingerprint: string; form: SettingsForm }) {
  const { t } = useTexts();
  const [pinned, setPinned] = useState(false);
  if (pinned) return <p className={classes.hint}>{t('mailboxes.test.pinned')}</p>;
  const pin = () => {
    form.set('pinnedFingerprint', fingerprint);
    setPinned(true);
  };
  return (
    <Anchor component="button" type="button" size="sm" onClick={pin}>
      {t('mailboxes.test.pin')}
    </Anchor>
  );
}
