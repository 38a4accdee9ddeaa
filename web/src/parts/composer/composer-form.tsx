import { ActionIcon, Alert, Button, SegmentedControl, Textarea, Tooltip } from '@mantine/core';
import { IconChevronDown, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { errorText } from '../error-text.ts';
import { useAnsweredMeanwhile } from './answered-meanwhile.tsx';
import { AttachButton } from './attached-files.tsx';
import classes from './composer.module.css';
import { type Draft, hasOthers, isReplyTouched, isTouched, type ReplyMode } from './draft.ts';
import { DraftState } from './draft-state.tsx';
import { MailFields } from './mail-fields.tsx';
import { OtherDraft } from './other-draft.tsx';
import { usePlainText } from './plain-text.ts';
import { type Problems, problemsIn, problemsOf } from './problems.ts';
import { SendButton } from './send-button.tsx';
import { TemplatePicker } from './template-picker.tsx';
import type { useDraft } from './use-draft.ts';
import { useSend } from './use-send.tsx';
import { useWriting } from './use-writing.ts';

type Props = {
  ticket: Ticket;
  masterData: MasterData;
  draft: Draft;
  keeping: Pick<ReturnType<typeof useDraft>, 'kept' | 'savedAt' | 'other' | 'takeOther' | 'keepOwn'>;
  onChange: (part: Partial<Draft>) => void;
  onMode: (mode: ReplyMode) => void;
  onFold: () => void;
  onSent: (ticket: Ticket, mode: ReplyMode) => void;
  onDiscard: () => void;
};

/** The open composer: mode, envelope, text, quote, files, and how to send. Ctrl+Enter sends, Escape folds; what is typed stays as a draft. */
export function ComposerForm(props: Props) {
  const { ticket, masterData, draft, keeping, onChange } = props;
  const { t, locale } = useTexts();
  const [problems, setProblems] = useState<Problems>({});
  const form = useRef<HTMLFormElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const meanwhile = useAnsweredMeanwhile(ticket, onChange);
  const isNote = draft.mode === 'note';
  const { prefersPlain } = usePlainText();
  const send = useSend(ticket.id, (sent) => props.onSent(sent, draft.mode));
  const busy = send.reply.isPending || send.note.isPending;
  const failure = isNote ? send.note.error : send.reply.error;

  useEffect(() => note.current?.focus({ preventScroll: true }), [draft.mode]);

  const refuse = (found: Problems) => {
    setProblems(found);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const submit = (statusId?: number) => {
    if (busy) return;
    const found = problemsOf(draft, (key, address = '') => t(`tickets.composer.${key}`, { address }));
    if (!isNote && writing.uploads.uploads.some(({ error }) => error === null))
      found.files = t('tickets.composer.stillUploading');
    if (Object.keys(found).length > 0) return refuse(found);
    setProblems({});
    const leave = (sent: Draft) => {
      const onError = (error: unknown) =>
        meanwhile.refused(error, sent, leave) ||
        refuse(problemsIn(error, locale, { filesGone: t('tickets.composer.filesGone') }));
      (isNote ? send.note : send.reply).mutate({ draft: sent, prefersPlain, statusId }, { onError });
    };
    if (meanwhile.mayLeave(draft, leave)) leave(draft);
  };
  const change = (part: Partial<Draft>) => {
    setProblems((known) => Object.fromEntries(Object.entries(known).filter(([field]) => !(field in part))));
    onChange(part);
  };
  const writing = useWriting(draft, change, !isNote);
  const onKeyDown = (event: KeyboardEvent) => {
    // What floats above the form, such as the address of a link, has keys of its own.
    if (!(event.target instanceof Node) || !form.current?.contains(event.target)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && !isListOpen(event.target)) {
      event.preventDefault();
      props.onFold();
    }
  };

  return (
    <>
      {meanwhile.question}
      <form
        ref={form}
        className={classes.open}
        data-note={isNote || undefined}
        aria-label={t('tickets.composer.label')}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={onKeyDown}
        {...writing.drop.handlers}
      >
        {writing.drop.over && !isNote && <div className={classes.dropHint}>{t('tickets.composer.drop')}</div>}
        <div className={classes.top}>
          <ModeSwitch ticket={ticket} mode={draft.mode} onMode={props.onMode} />
          <DraftState begun={isTouched(draft)} kept={keeping.kept} savedAt={keeping.savedAt} />
          {isTouched(draft) && (
            <Tooltip label={t('tickets.composer.discard')}>
              <ActionIcon aria-label={t('tickets.composer.discard')} onClick={props.onDiscard}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
          <Tooltip label={`${t('tickets.composer.collapse')} (Esc)`}>
            <ActionIcon aria-label={t('tickets.composer.collapse')} onClick={props.onFold}>
              <IconChevronDown size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
        {keeping.other && <OtherDraft other={keeping.other} onTake={keeping.takeOther} onKeep={keeping.keepOwn} />}
        <div className={classes.scroll}>
          {!isNote && <NewerMail ticket={ticket} draft={draft} onChange={onChange} />}
          {isNote ? (
            <Textarea
              ref={note}
              variant="unstyled"
              autosize
              minRows={5}
              maxRows={18}
              classNames={{ input: classes.text }}
              aria-label={t('tickets.composer.note')}
              placeholder={t('tickets.composer.noteHint')}
              value={draft.note}
              error={problems.text}
              onChange={(event) => change({ note: event.currentTarget.value })}
            />
          ) : (
            <MailFields
              draft={draft}
              problems={problems}
              ticket={ticket}
              outgoing={masterData.outgoing}
              writing={writing}
              onChange={change}
            />
          )}
        </div>
        {failure !== null && (
          <Alert
            color="red"
            variant="light"
            role="alert"
            className={classes.failure}
            title={t('tickets.composer.notSent')}
          >
            {errorText(t, failure)}
          </Alert>
        )}
        <div className={classes.bottom}>
          <SendButton isNote={isNote} busy={busy} statuses={masterData.statuses} ticket={ticket} onSend={submit} />
          {!isNote && <AttachButton onFiles={(files) => writing.uploads.add(files)} />}
          {!isNote && (
            <TemplatePicker
              fill={(templateId) => call('POST /api/tickets/:id/templates/:templateId', { id: ticket.id, templateId })}
              onFilled={(filled) => writing.body.current?.insert(filled)}
            />
          )}
          <span className={classes.hint}>{t('tickets.keys.ctrl')} + ⏎</span>
        </div>
      </form>
    </>
  );
}

/** Escape first closes an open list of a field. */
function isListOpen(target: EventTarget): boolean {
  return target instanceof Element && target.matches('input[aria-expanded="true"], input[data-expanded="true"]');
}

function ModeSwitch({ ticket, mode, onMode }: { ticket: Ticket; mode: ReplyMode; onMode: (mode: ReplyMode) => void }) {
  const { t } = useTexts();
  const modes = useMemo(() => {
    const all = ticket.answer && (hasOthers(ticket.answer) || mode === 'replyAll');
    const possible: ReplyMode[] = [
      ...(ticket.answer ? (['reply'] as const) : []),
      ...(all ? (['replyAll'] as const) : []),
      ...(ticket.answer?.entryId || mode === 'forward' ? (['forward'] as const) : []),
      'note',
    ];
    return possible.map((value) => ({ value, label: t(`tickets.composer.${value}`) }));
  }, [ticket.answer, mode, t]);
  if (modes.length === 1) return <span className={classes.onlyMode}>{modes[0]?.label}</span>;
  return (
    <SegmentedControl
      size="xs"
      className={classes.modes}
      aria-label={t('tickets.composer.mode')}
      data={modes}
      value={mode}
      onChange={onMode}
    />
  );
}

/** Says that a newer mail came in while an answer to an earlier one is being written. */
function NewerMail({
  ticket,
  draft,
  onChange,
}: {
  ticket: Ticket;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}) {
  const { t } = useTexts();
  const { answer } = ticket;
  // Who forwards has chosen the mail.
  if (!answer || draft.mode === 'forward') return null;
  if (answer.entryId === draft.answersEntryId || !isReplyTouched(draft)) return null;
  return (
    <div className={classes.newer} role="status">
      {t('tickets.composer.newMailSince')}
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => onChange({ answersEntryId: answer.entryId, quote: answer.quote, subject: answer.subject })}
      >
        {t('tickets.composer.answerNewest')}
      </Button>
    </div>
  );
}
