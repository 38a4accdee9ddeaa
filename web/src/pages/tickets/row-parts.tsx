import { useRouter } from '@tanstack/react-router';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import type { TicketRow } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { DraftMark } from './draft-mark.tsx';
import classes from './list.module.css';

/*
 * Box and link of a row, in plain HTML: the library's own take several times as long to draw, and a list that is flung through draws a hundred rows a
 * second (bench/list.ts).
 */

/** What a row of either kind is given. */
export type RowProps = {
  row: TicketRow;
  /** Why it no longer belongs where it stands. */
  gone: 'gone' | 'elsewhere' | null;
  active: boolean;
  chosen: boolean;
  onChoose: (id: number, range: boolean) => void;
};

/** A row of the list: box and mark at the left; all the rest is a link to the ticket, laid out as the class says. */
export function RowFrame(
  props: RowProps & { className: string | undefined; style?: CSSProperties | undefined; children: ReactNode },
) {
  const { row, chosen } = props;
  return (
    <div
      className={classes.row}
      data-unread={row.unread || undefined}
      data-chosen={chosen || undefined}
      data-gone={props.gone !== null || undefined}
    >
      <span className={classes.lead}>
        <RowBox id={row.id} reference={row.reference} chosen={chosen} onChoose={props.onChoose} />
        {row.unread && <span className={classes.dot} aria-hidden />}
      </span>
      <RowLink id={row.id} active={props.active} className={props.className} style={props.style}>
        {props.children}
      </RowLink>
    </div>
  );
}

/** The subject, said with what the eye sees at the row: unread, a draft of one's own. */
export function RowSubject({ row }: Pick<RowProps, 'row'>) {
  const { t } = useTexts();
  return (
    <>
      {row.unread && <span className="sr-only">{t('tickets.list.unread')}: </span>}
      <DraftMark ticketId={row.id} />
      {row.subject || t('tickets.list.noSubject')}
    </>
  );
}

/** Whom it is for; a mail need not say. */
export function RowContact({ row }: Pick<RowProps, 'row'>) {
  const { t } = useTexts();
  return row.contactName || t('tickets.list.noSender');
}

/** Chooses the ticket; with Shift all up to the one chosen before. */
function RowBox(props: {
  id: number;
  reference: string;
  chosen: boolean;
  onChoose: (id: number, range: boolean) => void;
}) {
  const { t } = useTexts();
  return (
    <input
      type="checkbox"
      className={classes.check}
      tabIndex={-1}
      aria-label={t('tickets.list.select', { reference: props.reference })}
      checked={props.chosen}
      onClick={(event) => props.onChoose(props.id, event.shiftKey)}
      readOnly
    />
  );
}

let preloaded = false;

/** Leads to the ticket. */
function RowLink(props: {
  id: number;
  active: boolean;
  className: string | undefined;
  style?: CSSProperties | undefined;
  children: ReactNode;
}) {
  const router = useRouter();
  const to = { to: '/tickets/$id', params: { id: String(props.id) } } as const;
  const open = (event: MouseEvent) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate(to);
  };
  const preload = () => {
    if (preloaded) return;
    preloaded = true;
    void router.preloadRoute(to);
  };
  return (
    <a
      href={`/tickets/${props.id}`}
      className={props.className}
      style={props.style}
      tabIndex={props.active ? 0 : -1}
      onClick={open}
      onPointerEnter={preload}
      onFocus={preload}
    >
      {props.children}
    </a>
  );
}
