import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Mailbox } from '../../../../src/api/contract/mailboxes.ts';
import type { FormValues } from '../../../../src/settings/field.ts';
import { ApiError } from '../../api.ts';
import { FolderServer } from '../../forms/folder-field.tsx';
import { ProblemSummary } from '../../forms/problem-summary.tsx';
import { SectionLinks, SettingsFields } from '../../forms/settings-form.tsx';
import { useLeaveGuard } from '../../forms/use-leave-guard.tsx';
import { useSettingsForm } from '../../forms/use-settings-form.ts';
import { useTexts } from '../../i18n/index.ts';
import { notifyError } from '../../parts/notify.ts';
import { masterDataQuery } from '../../queries.ts';
import type { StartConnecting } from './connecting.tsx';
import { DryRunPanel } from './dry-run-panel.tsx';
import { FindSettings } from './find-settings.tsx';
import { groupOf } from './group-of.ts';
import classes from './mailboxes.module.css';
import { useOAuthOffer } from './oauth-offer.tsx';
import { Preview } from './preview.tsx';
import { TestPanel } from './test-panel.tsx';

/** The form of a mailbox with the sentence that says what it will do, and the test beside it. `mailbox` is the stored one, if there is one. */
export function MailboxForm(props: {
  direction: Mailbox['direction'];
  stored: FormValues;
  mailbox?: Mailbox;
  onConnect?: StartConnecting;
  submit: string;
  /** Resolves to `back` if the user thought better of it. */
  onSubmit: (values: FormValues) => Promise<unknown>;
}) {
  const { t } = useTexts();
  // Pickers show names for ids: without their data the form would first show numbers.
  useQuery(masterDataQuery);
  const form = useSettingsForm(groupOf[props.direction], props.stored);
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const guard = useLeaveGuard(form.dirty);
  const element = useRef<HTMLFormElement>(null);
  const storedNow = JSON.stringify(props.stored);
  const isNew = props.mailbox === undefined;
  // Only when what is stored changes, by us or by somebody else.
  useEffect(() => void (isNew || form.rebase(JSON.parse(storedNow) as FormValues)), [storedNow]);
  useHotkeys([['mod+S', () => element.current?.requestSubmit()]], []);

  /** Gives whether what stands in the form is saved now. */
  const save = async (): Promise<boolean> => {
    const values = form.check();
    setTries((before) => before + 1);
    if (!values || busy) return false;
    setBusy(true);
    guard.release();
    try {
      const isBack = (await props.onSubmit(values)) === 'back';
      if (isBack) guard.hold();
      setTries(0);
      return !isBack;
    } catch (error) {
      if (error instanceof ApiError && error.problems.length > 0) form.refuse(error.problems);
      else notifyError(error);
      return false;
    } finally {
      // A saved form stays on the page and may be changed again.
      guard.hold();
      setBusy(false);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const oauth = useOAuthOffer({
    direction: props.direction,
    form,
    mailbox: props.mailbox,
    onConnect: (way) => props.onConnect?.(way, form.dirty ? save : undefined),
  });

  return (
    <div className={classes.sheet}>
      <form ref={element} onSubmit={submit} noValidate>
        {isNew && <FindSettings direction={props.direction} form={form} />}
        <SectionLinks form={form} label={t('mailboxes.form.sections')} />
        <Preview direction={props.direction} values={oauth.shown} />
        <ProblemSummary form={form} tries={tries} />
        <FolderServer value={{ form, id: props.mailbox?.id }}>
          <SettingsFields form={form} secretsSet={props.mailbox?.secretsSet} offer={oauth.offer} />
        </FolderServer>
        <div className={classes.foot}>
          <Button type="submit" size="sm" loading={busy}>
            {props.submit}
          </Button>
          {form.dirty && !isNew && (
            <>
              <Button variant="default" size="sm" onClick={form.discard}>
                {t('mailboxes.form.discard')}
              </Button>
              <span className={classes.unsaved} role="status">
                {t('mailboxes.form.unsaved')}
              </span>
            </>
          )}
        </div>
      </form>
      <aside className={classes.side} aria-label={t('mailboxes.test.title')}>
        <TestPanel
          direction={props.direction}
          form={form}
          id={props.mailbox?.id}
          onRefused={() => setTries((before) => before + 1)}
        />
        {props.direction === 'incoming' && <DryRunPanel form={form} id={props.mailbox?.id} />}
      </aside>
      {guard.question}
    </div>
  );
}
