import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import type { Template } from '../../../../src/api/contract/auto-mails.ts';
import { ApiError, call } from '../../api.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useLeaveGuard } from '../../forms/use-leave-guard.tsx';
import { useTexts } from '../../i18n/index.ts';
import type { Locale } from '../../i18n/locale.ts';
import { errorText } from '../../parts/error-text.ts';
import { notifyDone } from '../../parts/notify.ts';
import { keys } from '../../queries.ts';
import { type Draft, emptyText } from './draft.ts';
import { LanguageTabs } from './language-tabs.tsx';
import { TemplatePreview } from './template-preview.tsx';
import { TemplateTexts, type TextsHandle } from './template-texts.tsx';
import classes from './templates.module.css';
import { usePreview } from './use-preview.ts';
import { VocabularyList } from './vocabulary-list.tsx';

/** Edits a template beside what it makes of a real ticket; `template` is the stored one, if there is one. */
export function TemplateEditor({ template, start }: { template: Template | undefined; start: Draft }) {
  const { t, locale } = useTexts();
  const [draft, setDraft] = useState(start);
  const [language, setLanguage] = useState<Locale>(() => (start.texts[locale] || !start.texts.de ? locale : 'de'));
  const [ticketId, setTicketId] = useState<number>();
  const [saved, setSaved] = useState(start);
  const [tried, setTried] = useState(false);
  const texts = useRef<TextsHandle>(null);
  const form = useRef<HTMLFormElement>(null);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const guard = useLeaveGuard(dirty);
  const text = draft.texts[language];
  const [shown] = useDebouncedValue({ kind: draft.kind, locale: language, text: text ?? emptyText }, 300);
  const preview = usePreview(shown, text !== undefined, ticketId);
  const save = useSave(template, setSaved, guard.release);
  useHotkeys([['mod+S', () => form.current?.requestSubmit()]], []);
  const nameMissing = tried && !draft.name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim()) save.mutate(draft);
  };
  return (
    <div className={classes.editor}>
      <form ref={form} className={classes.form} onSubmit={submit} noValidate>
        <div className={classes.row}>
          <TextInput
            className={classes.grow}
            label={t('templates.name')}
            description={template?.builtIn ? t('templates.builtInName') : undefined}
            withAsterisk={!template?.builtIn}
            disabled={Boolean(template?.builtIn)}
            maxLength={100}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            error={nameMissing ? fieldProblem(locale, { problem: 'required' }) : nameProblem(save.error, locale)}
          />
          {!template && (
            <div>
              <div className={classes.caption}>{t('templates.kind')}</div>
              <SegmentedControl
                size="sm"
                aria-label={t('templates.kind')}
                value={draft.kind}
                onChange={(kind) => setDraft({ ...draft, kind })}
                data={(['ticket', 'mailbox', 'answer'] as const).map((kind) => ({
                  value: kind,
                  label: t(`templates.kinds.${kind}`),
                }))}
              />
            </div>
          )}
        </div>
        <LanguageTabs
          texts={draft.texts}
          language={language}
          onLanguage={setLanguage}
          onTexts={(next) => setDraft({ ...draft, texts: next })}
        />
        {text && (
          <TemplateTexts
            key={language}
            handle={texts}
            value={text}
            problems={preview.data?.problems ?? []}
            onChange={(next) => setDraft({ ...draft, texts: { ...draft.texts, [language]: next } })}
          />
        )}
        {save.error && (
          <p className={classes.refused} role="alert">
            {errorText(t, save.error)}
          </p>
        )}
        <div className={classes.foot}>
          <Button type="submit" size="sm" loading={save.isPending} disabled={template !== undefined && !dirty}>
            {t(template ? 'common.save' : 'common.create')}
          </Button>
          {dirty && <span className={classes.unsaved}>{t('mailboxes.form.unsaved')}</span>}
        </div>
      </form>
      <div className={classes.side}>
        <TemplatePreview
          kind={draft.kind}
          preview={preview}
          exists={text !== undefined}
          ticketId={ticketId}
          onTicket={setTicketId}
        />
        <VocabularyList kind={draft.kind} language={language} onInsert={(word) => texts.current?.insert(word)} />
      </div>
      {guard.question}
    </div>
  );
}

function nameProblem(error: Error | null, locale: Locale): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return fieldProblem(
    locale,
    error.problems.find(({ field }) => field === 'name'),
  );
}

function useSave(template: Template | undefined, onSaved: (draft: Draft) => void, release: () => void) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (draft: Draft) => {
      const name = draft.name.trim();
      if (template) return call('PUT /api/templates/:id', { id: template.id, body: { name, texts: draft.texts } });
      return call('POST /api/templates', { body: { name, kind: draft.kind, texts: draft.texts } });
    },
    onSuccess: async (stored, draft) => {
      notifyDone(t('common.saved'));
      onSaved(draft);
      // A new one gets a page of its own; this one goes on asking before it is left.
      if (!template) release();
      await client.invalidateQueries({ queryKey: keys.templates });
      if (!template) await navigate({ to: '/admin/templates/$id', params: { id: String(stored.id) }, search: {} });
    },
  });
}
