import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconKeyboard, IconLayoutSidebarRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MasterData, Ticket } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { useCopy } from '../../parts/copy-text.ts';
import { notifyDone, notifyError } from '../../parts/notify.ts';
import { Authorise } from './authorise.tsx';
import { PriorityPicker, StatusPicker, TeamPicker } from './field-pickers.tsx';
import { listSearch } from './list-search.ts';
import { type TicketPatch, useChangeTicket } from './queries.ts';
import { SubjectLine } from './subject-line.tsx';
import classes from './ticket.module.css';

type Step = 'history' | 'properties';

/** The head of a ticket: number, subject, and the fields one changes most. On narrow screens a button steps to the properties. */
export function TicketHead(props: {
  ticket: Ticket;
  masterData: MasterData;
  step: Step | null;
  onStep: (step: Step) => void;
  onHelp: () => void;
  /** What one does with the whole ticket. */
  menu: ReactNode;
}) {
  const { ticket, masterData, step } = props;
  const { t } = useTexts();
  const change = useChangeTicket(ticket.id);
  const { copied, copy } = useCopy();
  const patch = (body: TicketPatch) => change.mutate(body, { onError: notifyError });
  const pending = change.isPending ? (change.variables ?? {}) : {};
  const authorise = (teamId: number) =>
    change.mutate(
      { teamId },
      {
        onSuccess: () => {
          const team = masterData.teams.find(({ id }) => id === teamId)?.name ?? '';
          notifyDone(t('tickets.head.authorised', { team }));
        },
        onError: notifyError,
      },
    );
  const readOnly = !ticket.mayWrite || ticket.mergedInto !== null;
  const stepName = step === 'history' ? t('tickets.head.properties') : t('tickets.head.history');
  return (
    <header className={classes.head}>
      <div className={classes.titleRow}>
        <Tooltip label={`${t('tickets.head.back')} (U)`}>
          <ActionIcon
            aria-label={t('tickets.head.back')}
            renderRoot={(rest) => <Link to="/tickets" search={listSearch()} {...rest} />}
          >
            <IconArrowLeft size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={copied ? t('tickets.head.copied') : t('tickets.head.copyTag')}>
          <button
            type="button"
            className={classes.reference}
            aria-label={`${ticket.reference}: ${t('tickets.head.copyTag')}`}
            onClick={() => copy(ticket.tag)}
          >
            {ticket.reference}
          </button>
        </Tooltip>
        <SubjectLine ticket={ticket} readOnly={readOnly} />
        {step !== null && (
          <Button
            variant="default"
            className={classes.step}
            aria-label={stepName}
            onClick={() => props.onStep(step === 'history' ? 'properties' : 'history')}
          >
            <IconLayoutSidebarRight size={16} aria-hidden />
            <span className={classes.stepName}>{stepName}</span>
          </Button>
        )}
        {props.menu}
        <Tooltip label={`${t('tickets.list.shortcuts')} (?)`}>
          <ActionIcon className={classes.wideOnly} aria-label={t('tickets.list.shortcuts')} onClick={props.onHelp}>
            <IconKeyboard size={18} stroke={1.5} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      <fieldset className={classes.fieldRow} disabled={readOnly} aria-busy={change.isPending}>
        {ticket.statusGroup === 'inquiry' && ticket.teamId === null ? (
          <Authorise teams={masterData.teams} busy={pending.teamId !== undefined} onTeam={authorise} />
        ) : (
          <TeamPicker
            teams={masterData.teams}
            value={pending.teamId === undefined ? ticket.teamId : pending.teamId}
            onChange={(teamId) => (ticket.teamId === null && teamId !== null ? authorise(teamId) : patch({ teamId }))}
          />
        )}
        <StatusPicker
          statuses={masterData.statuses}
          hasTeam={ticket.teamId !== null}
          value={pending.statusId ?? ticket.statusId}
          onChange={(statusId) => patch({ statusId })}
        />
        <PriorityPicker
          priorities={masterData.priorities}
          value={pending.priorityId ?? ticket.priorityId}
          onChange={(priorityId) => patch({ priorityId })}
        />
      </fieldset>
    </header>
  );
}
