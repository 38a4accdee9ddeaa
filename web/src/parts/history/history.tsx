import { IconArrowsDiff, IconNote, IconChevronsDown } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import type { Entry, MasterData } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { RelativeTime } from '../relative-time.tsx';
import classes from './history.module.css';
import { MailCard } from './mail-card.tsx';
import { foldPlan } from './fold-plan.ts';
import { TextBody } from './text-body.tsx';
import { changeKey, changeValues, writerOf } from './words.ts';

/** The history of a ticket in order of time: mails, notes and one-line changes. Long histories start folded; `newIds` are shown up for a moment. */
export function History(props: { entries: readonly Entry[]; newIds: ReadonlySet<number>; masterData: MasterData }) {
  const { entries, newIds, masterData } = props;
  const { t } = useTexts();
  const [showAll, setShowAll] = useState(false);
  // Decided once: what arrives later must not fold what is being read.
  const [plan] = useState(() => foldPlan(entries));
  const hidden = useMemo(() => (showAll ? new Set<number>() : plan.hidden), [showAll, plan]);
  const firstHidden = entries.findIndex(({ id }) => hidden.has(id));
  return (
    <ol className={classes.history} aria-label={t('tickets.history.label')}>
      {entries.map((entry, at) =>
        hidden.has(entry.id) ? (
          at === firstHidden && (
            <li key="older">
              <button type="button" className={classes.older} onClick={() => setShowAll(true)}>
                <IconChevronsDown size={15} aria-hidden />
                {t('tickets.history.older', { count: hidden.size })}
              </button>
            </li>
          )
        ) : (
          <li
            key={entry.id}
            id={`step-${entry.id}`}
            data-new={newIds.has(entry.id) || undefined}
            className={classes.step}
          >
            <Step entry={entry} startsOpen={!plan.folded.has(entry.id)} masterData={masterData} />
          </li>
        ),
      )}
    </ol>
  );
}

type StepProps = { entry: Entry; startsOpen: boolean; masterData: MasterData };

const Step = memo(function Step({ entry, startsOpen, masterData }: StepProps) {
  if (entry.kind === 'change') return <ChangeLine entry={entry} masterData={masterData} />;
  if (entry.kind === 'note') return <NoteCard entry={entry} />;
  return <MailCard entry={entry} startsOpen={startsOpen} />;
});

function NoteCard({ entry }: { entry: Entry }) {
  const { t } = useTexts();
  const who = writerOf(entry, t('tickets.history.desk'));
  return (
    <article className={classes.card} data-kind="note" aria-label={t('tickets.history.note', { who })}>
      <header className={classes.head}>
        <IconNote size={16} stroke={1.75} aria-hidden className={classes.direction} />
        <div className={classes.heading}>
          <span className={classes.who}>{who}</span>
          <span className={classes.address}>{t('tickets.history.noteMark')}</span>
        </div>
        <span className={classes.time}>
          <RelativeTime at={entry.at} />
        </span>
      </header>
      <div className={classes.body}>
        <TextBody segments={entry.segments} />
      </div>
    </article>
  );
}

function ChangeLine({ entry, masterData }: { entry: Entry; masterData: MasterData }) {
  const { t, locale } = useTexts();
  if (!entry.change) return null;
  const who = writerOf(entry, t('tickets.history.desk'));
  const { from, to } = changeValues(entry.change, masterData, locale);
  return (
    <div className={classes.change}>
      <IconArrowsDiff size={14} aria-hidden className={classes.direction} />
      <span>
        {t(`tickets.change.${changeKey(entry.change)}`, { who, from, to })} · <RelativeTime at={entry.at} />
      </span>
    </div>
  );
}
