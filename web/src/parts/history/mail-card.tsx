import { Button } from '@mantine/core';
import { IconAlertTriangle, IconMail, IconPhotoOff, IconSend } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Entry } from '../../../../src/api/contract/tickets.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip } from '../chip.tsx';
import { RelativeTime } from '../relative-time.tsx';
import { DeliveryLine } from './delivery-line.tsx';
import { FileTiles } from './file-tiles.tsx';
import classes from './history.module.css';
import { HtmlBody } from './html-body.tsx';
import { type BodyView, MailMenu } from './mail-menu.tsx';
import { MailRecipients } from './mail-recipients.tsx';
import { TextBody } from './text-body.tsx';
import { firstWords, writerOf } from './words.ts';

/** A mail of the history, in or out. Folded it is one line; unfolded it shows who, to whom, the body, attachments and, going out, the delivery. */
export const MailCard = memo(function MailCard({ entry, startsOpen }: { entry: Entry; startsOpen: boolean }) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? (startsOpen && entry.delivery?.state !== 'cancelled');
  const who = writerOf(entry, t('tickets.history.desk'));
  const label = t(entry.kind === 'mailIn' ? 'tickets.history.mailIn' : 'tickets.history.mailOut', { who });
  return (
    <article className={classes.card} data-kind={entry.kind} aria-label={label}>
      {open ? (
        <OpenMail entry={entry} who={who} onFold={() => setChosen(false)} />
      ) : (
        <button type="button" className={classes.folded} aria-expanded={false} onClick={() => setChosen(true)}>
          <DirectionIcon entry={entry} />
          <span className={classes.who}>{who}</span>
          {entry.report && <ReportChip report={entry.report} />}
          <span className={classes.glimpse}>{firstWords(entry)}</span>
          <RelativeTime at={entry.at} />
        </button>
      )}
      {entry.delivery && (open || entry.delivery.state !== 'sent') && <DeliveryLine delivery={entry.delivery} />}
    </article>
  );
});

function OpenMail({ entry, who, onFold }: { entry: Entry; who: string; onFold: () => void }) {
  const { t, locale } = useTexts();
  const [view, setView] = useState<BodyView>(entry.html === null ? 'text' : preferredView());
  const [showRemote, setShowRemote] = useState(false);
  const html = view === 'html' ? entry.html : null;
  const choose = (next: BodyView) => {
    rememberView(next);
    setView(next);
  };
  const files = html === null ? entry.attachments : entry.attachments.filter((file) => !isShownInside(file, html));
  return (
    <>
      <header className={classes.head}>
        <DirectionIcon entry={entry} />
        <div className={classes.heading}>
          <button
            type="button"
            className={classes.who}
            aria-expanded
            onClick={onFold}
            title={t('tickets.history.collapse')}
          >
            {who}
          </button>
          {entry.from && <span className={classes.address}>{entry.from.addr}</span>}
          {entry.automatic && !entry.report && <Chip tone="quiet">{t('tickets.history.automatic')}</Chip>}
          {entry.report && <ReportChip report={entry.report} />}
        </div>
        <span className={classes.time}>
          <RelativeTime at={entry.at} />
        </span>
        <MailMenu entry={entry} view={view} onView={choose} />
      </header>
      <MailRecipients entry={entry} />
      {entry.flags.map((flag) => (
        <div key={flag} className={classes.flag} role="note" aria-label={t('tickets.history.flagged')}>
          <IconAlertTriangle size={15} aria-hidden />
          <span>{say(locale, `flag.${flag}`)}</span>
        </div>
      ))}
      {html !== null && entry.remoteImages > 0 && !showRemote && (
        <BlockedImages count={entry.remoteImages} onShow={() => setShowRemote(true)} />
      )}
      <div className={classes.body}>
        {html === null ? (
          <TextBody segments={entry.segments} />
        ) : (
          <HtmlBody html={html} showRemote={showRemote} who={who} />
        )}
        <FileTiles files={files} />
      </div>
    </>
  );
}

/** Pictures that the text shows need no tile; what is marked as inline but never shown does. */
function isShownInside(file: Entry['attachments'][number], html: string): boolean {
  return file.inline && html.includes(`/api/attachments/${file.id}?inline=1`);
}

function BlockedImages({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useTexts();
  return (
    <div className={classes.bar}>
      <IconPhotoOff size={15} aria-hidden />
      <span title={t('tickets.history.imagesWhy')}>{t('tickets.history.imagesBlocked', { count })}</span>
      <Button variant="default" size="compact-xs" onClick={onShow}>
        {t('tickets.history.imagesShow')}
      </Button>
    </div>
  );
}

const graveReports = new Set(['bounce', 'softBounce', 'complaint']);

/** What a mail reports about one that we sent. */
function ReportChip({ report }: { report: NonNullable<Entry['report']> }) {
  const { locale } = useTexts();
  return <Chip tone={graveReports.has(report) ? 'bad' : 'quiet'}>{say(locale, `report.${report}`)}</Chip>;
}

function DirectionIcon({ entry }: { entry: Entry }) {
  const Icon = entry.kind === 'mailIn' ? IconMail : IconSend;
  return <Icon size={16} stroke={1.75} aria-hidden className={classes.direction} />;
}

const memory = 'poststelle-mail-view';

function preferredView(): BodyView {
  try {
    return localStorage.getItem(memory) === 'text' ? 'text' : 'html';
  } catch {
    return 'html';
  }
}

function rememberView(view: BodyView): void {
  try {
    localStorage.setItem(memory, view);
  } catch {
    // Without storage the choice lasts for this card.
  }
}
