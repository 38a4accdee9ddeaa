import { Alert, Button, Select } from '@mantine/core';
import { IconSend, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { MasterData } from '../../../../src/api/contract/tickets.ts';
import type { FilledTemplate } from '../../../../src/api/contract/writing.ts';
import { call } from '../../api.ts';
import { useTexts } from '../../i18n/index.ts';
import { AttachButton } from '../../parts/composer/attached-files.tsx';
import composer from '../../parts/composer/composer.module.css';
import { tellDiscarded } from '../../parts/composer/discarded.tsx';
import { type Answer, type Draft, handOverKey, isBegun } from '../../parts/composer/draft.ts';
import { DraftState } from '../../parts/composer/draft-state.tsx';
import { MailFields } from '../../parts/composer/mail-fields.tsx';
import { pageStorage } from '../../parts/composer/memory-storage.ts';
import { OtherDraft } from '../../parts/composer/other-draft.tsx';
import { usePlainText } from '../../parts/composer/plain-text.ts';
import { type Problems, problemsIn, problemsOf } from '../../parts/composer/problems.ts';
import { keepSent } from '../../parts/composer/sent-drafts.ts';
import { TemplatePicker } from '../../parts/composer/template-picker.tsx';
import { useDraft } from '../../parts/composer/use-draft.ts';
import { mailBody, newestDelivery, showUndo } from '../../parts/composer/use-send.tsx';
import { useWriting } from '../../parts/composer/use-writing.ts';
import { errorText } from '../../parts/error-text.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { QueryView } from '../../parts/query-view.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { keys, masterDataQuery, sessionQuery } from '../../queries.ts';
import classes from './new-mail.module.css';

/** A first mail to somebody: it makes a ticket, in which the answer arrives. */
export function NewMailPage() {
  const { t } = useTexts();
  const masterData = useQuery(masterDataQuery);
  return (
    <div className={classes.page}>
      <PageHeader title={t('tickets.newMail')} about={t('writing.newMailAbout')} />
      <QueryView query={masterData}>
        {(data) => {
          const first = data.outgoing.find(({ isDefault }) => isDefault) ?? data.outgoing[0];
          if (!first) return <EmptyState title={t('writing.noOutgoing')} />;
          return <NewMailForm masterData={data} outgoingId={first.id} />;
        }}
      </QueryView>
    </div>
  );
}

function NewMailForm({ masterData, outgoingId }: { masterData: MasterData; outgoingId: number }) {
  const { t, locale } = useTexts();
  const nothing = useMemo(() => nothingPrepared(outgoingId), [outgoingId]);
  const keeping = useDraft(null, nothing, () => undefined);
  const { draft } = keeping;
  const begun = isBegun(null, draft);
  const [problems, setProblems] = useState<Problems>({});
  const [teamMissing, setTeamMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { prefersPlain } = usePlainText();
  const teams = useTeams(masterData);
  const [teamId, setTeamId] = useState<number | null>(teams.first);
  const send = useFirstMail(keeping.restart);
  const change = (part: Partial<Draft>) => {
    setProblems((known) => Object.fromEntries(Object.entries(known).filter(([field]) => !(field in part))));
    keeping.change(part);
  };
  const writing = useWriting(draft, change, true);
  const refuse = (found: Problems) => {
    setProblems(found);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const submit = () => {
    if (send.isPending) return;
    const found = problemsOf(draft, (key, address = '') => t(`tickets.composer.${key}`, { address }));
    if (writing.uploads.uploads.some(({ error }) => error === null)) found.files = t('tickets.composer.stillUploading');
    const noTeam = teamId === null && !teams.mayBeNone;
    setTeamMissing(noTeam);
    if (noTeam || Object.keys(found).length > 0) return refuse(found);
    const onError = (error: unknown) =>
      refuse(problemsIn(error, locale, { filesGone: t('tickets.composer.filesGone') }));
    send.mutate({ draft, teamId, prefersPlain }, { onError });
  };
  const fill = (id: number) => {
    const { to, outgoingId: from, subject } = draft;
    return call('POST /api/templates/:id/first-mail', {
      id,
      body: { to: to[0] ?? null, outgoingId: from, teamId, subject },
    });
  };
  const fillIn = (filled: FilledTemplate) => {
    writing.body.current?.insert(filled);
    if (filled.subject !== '' && draft.subject.trim() === '') change({ subject: filled.subject });
  };
  const discard = () => {
    tellDiscarded(null, draft);
    keeping.discard('answer');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    if (!(event.target instanceof Node) || !form.current?.contains(event.target)) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      ref={form}
      className={classes.form}
      aria-label={t('tickets.newMail')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={onKeyDown}
      {...writing.drop.handlers}
    >
      {writing.drop.over && <div className={composer.dropHint}>{t('tickets.composer.drop')}</div>}
      {keeping.other && <OtherDraft other={keeping.other} onTake={keeping.takeOther} onKeep={keeping.keepOwn} />}
      <Select
        className={classes.team}
        label={t('writing.team')}
        searchable
        clearable={teams.mayBeNone}
        placeholder={teams.mayBeNone ? t('writing.noTeam') : undefined}
        data={teams.offered}
        value={teamId === null ? null : String(teamId)}
        error={teamMissing ? t('writing.teamMissing') : undefined}
        onChange={(value) => {
          setTeamMissing(false);
          setTeamId(value === null ? null : Number(value));
        }}
      />
      <MailFields
        draft={draft}
        problems={problems}
        ticket={null}
        outgoing={masterData.outgoing}
        writing={writing}
        onChange={change}
      />
      {send.error !== null && (
        <Alert color="red" variant="light" role="alert" title={t('tickets.composer.notSent')}>
          {errorText(t, send.error)}
        </Alert>
      )}
      <div className={classes.bottom}>
        <Button type="submit" size="sm" loading={send.isPending} leftSection={<IconSend size={15} aria-hidden />}>
          {t('tickets.composer.send')}
        </Button>
        <AttachButton onFiles={(files) => writing.uploads.add(files)} />
        <TemplatePicker fill={fill} onFilled={fillIn} />
        {begun && (
          <Button
            variant="subtle"
            color="gray"
            size="sm"
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={discard}
          >
            {t('writing.discardNew')}
          </Button>
        )}
        <span className={composer.hint}>
          <DraftState begun={begun} kept={keeping.kept} savedAt={keeping.savedAt} />
        </span>
      </div>
    </form>
  );
}

/** Of a first mail nothing is prepared but who writes it. */
const nothingPrepared = (outgoingId: number): Answer => ({
  entryId: null,
  to: [],
  allTo: [],
  allCc: [],
  subject: '',
  outgoingId,
  quote: '',
});

/** The teams for which one may write; who sees inquiries may leave it open. */
function useTeams(masterData: MasterData) {
  const session = useQuery(sessionQuery);
  const agent = session.data?.agent;
  const mayBeNone = agent?.role !== 'agent';
  const own = masterData.teams.filter(({ id, active }) => active && (mayBeNone || agent?.teamIds.includes(id)));
  const offered = own.map(({ id, name }) => ({ value: String(id), label: name }));
  return { offered, mayBeNone, first: mayBeNone ? null : (own[0]?.id ?? null) };
}

function useFirstMail(onSent: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ draft, teamId, prefersPlain }: { draft: Draft; teamId: number | null; prefersPlain: boolean }) => {
      const body = { ...mailBody(draft, prefersPlain), teamId };
      return call('POST /api/tickets', { body: { ...body, draftKey: handOverKey(draft.key, body) } });
    },
    onSuccess: async (ticket, { draft }) => {
      client.setQueryData([...keys.tickets, ticket.id], ticket);
      onSent();
      const delivery = newestDelivery(ticket);
      if (delivery) {
        keepSent(pageStorage(), delivery.outboundId, { ticketId: ticket.id, draft, sentAt: Date.now() });
        showUndo(delivery.outboundId, ticket.id, delivery.seconds);
      }
      await navigate({ to: '/tickets/$id', params: { id: String(ticket.id) } });
      void client.invalidateQueries({ queryKey: keys.tickets });
    },
  });
}
