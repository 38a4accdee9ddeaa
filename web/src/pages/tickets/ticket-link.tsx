import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import classes from './side-panel.module.css';

/** Another ticket in one line, as a link; `children` stand at its end. */
export function TicketLink(props: {
  ticket: { id: number; reference: string; subject: string };
  children?: ReactNode;
}) {
  const { t } = useTexts();
  const { id, reference, subject } = props.ticket;
  return (
    <Link to="/tickets/$id" params={{ id: String(id) }} className={classes.ticket}>
      <span className={classes.reference}>{reference}</span>
      <span className={classes.subject}>{subject || t('tickets.list.noSubject')}</span>
      {props.children}
    </Link>
  );
}
