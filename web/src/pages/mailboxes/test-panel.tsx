import { Button, TextInput } from '@mantine/core';
import { IconPlugConnected, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CheckStep, Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import type { SettingsForm } from '../../forms/use-settings-form.ts';
import { useTexts } from '../../i18n/index.ts';
import { HelpLink } from '../../parts/help-link.tsx';
import { errorText } from '../../parts/error-text.ts';
import { sessionQuery } from '../../queries.ts';
import { failureText } from './failure-text.ts';
import { TestStep } from './test-step.tsx';
import classes from './test-panel.module.css';
import { type CheckEnd, useCheck } from './use-check.ts';

/** Tests what stands in the form, step by step as it happens; `onRefused` is called when the form itself is not right yet. */
export function TestPanel(props: {
  direction: Mailbox['direction'];
  form: SettingsForm;
  id: number | undefined;
  onRefused: () => void;
}) {
  const { t } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const outgoing = props.direction === 'outgoing';
  const [recipient, setRecipient] = useState<string>();
  const to = recipient ?? session?.agent?.email ?? '';
  const [wrong, setWrong] = useState(false);
  const check = useCheck();
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a low screen the steps fill the panel, and how it ended would lie below its edge.
    if (check.end || check.stopped) outcome.current?.scrollIntoView({ block: 'nearest' });
  }, [check.end, check.stopped]);

  const start = () => {
    const badRecipient = outgoing && !/^\S+@\S+$/.test(to.trim());
    setWrong(badRecipient);
    if (badRecipient) return;
    // Unchecked: the desk says which values a test needs. What becomes of mail may still be open.
    const { values } = props.form;
    check.start(
      { direction: props.direction, id: props.id, values, recipient: outgoing ? to.trim() : undefined },
      (problems) => {
        props.form.refuse(problems);
        props.onRefused();
      },
    );
  };
  return (
    <div className={classes.panel}>
      <h2 className={classes.title}>{t('mailboxes.test.title')}</h2>
      <p className={classes.about}>{t(outgoing ? 'mailboxes.test.aboutOutgoing' : 'mailboxes.test.about')}</p>
      {outgoing && (
        <TextInput
          type="email"
          mb={12}
          label={t('mailboxes.test.recipient')}
          value={to}
          onChange={(event) => setRecipient(event.currentTarget.value)}
          error={wrong && t('mailboxes.test.recipientWrong')}
        />
      )}
      {check.running ? (
        <Button variant="default" leftSection={<IconX size={15} aria-hidden />} onClick={check.cancel}>
          {t('mailboxes.test.cancel')}
        </Button>
      ) : (
        <Button variant="light" leftSection={<IconPlugConnected size={15} aria-hidden />} onClick={start}>
          {check.steps.length > 0 ? t('mailboxes.test.again') : t('mailboxes.test.start')}
        </Button>
      )}
      <ol className={classes.steps} aria-live="polite" aria-busy={check.running}>
        {check.steps.map((step) => (
          <TestStep key={step.step} step={step} isOver={!check.running} form={props.form} />
        ))}
      </ol>
      <div ref={outcome} role="status">
        {check.end && <Result end={check.end} outgoing={outgoing} steps={check.steps} />}
        {check.stopped === 'cancelled' && <p className={classes.about}>{t('mailboxes.test.cancelled')}</p>}
        {check.stopped === 'refused' && <p className={classes.bad}>{t('mailboxes.test.fixForm')}</p>}
        {check.stopped === 'broken' && (
          <p className={classes.bad}>{check.error ? errorText(t, check.error) : t('mailboxes.test.broken')}</p>
        )}
      </div>
    </div>
  );
}

function Result({ end, outgoing, steps }: { end: CheckEnd; outgoing: boolean; steps: CheckStep[] }) {
  const { t, locale } = useTexts();
  // A test that could not even begin has no step that could say so.
  if (end.failure && !end.problems)
    return (
      <p className={classes.bad}>
        {failureText(locale, end.failure)} <HelpLink code={end.failure.code} />
      </p>
    );
  if (!end.ok || steps.length === 0) return null;
  const oldest = steps.findLast(({ step }) => step === 'count')?.found?.oldestDays;
  const count = [
    end.total !== undefined && t('mailboxes.test.total', { count: end.total }),
    end.wouldImport !== undefined && t('mailboxes.test.wouldImport', { count: end.wouldImport }),
    ...(['older', 'read', 'tooLarge'] as const).map((why) => {
      const number = end[why] ?? 0;
      return number > 0 && t(`mailboxes.firstImport.${why}`, { count: number, number: number.toLocaleString(locale) });
    }),
    typeof oldest === 'number' && t('mailboxes.test.oldest', { count: oldest }),
  ].filter(Boolean);
  return (
    <p className={classes.good}>
      <b>{t('mailboxes.test.success')}</b>{' '}
      {outgoing ? t('mailboxes.test.successSent') : count.length > 0 && `${count.join(', ')}.`}
    </p>
  );
}
