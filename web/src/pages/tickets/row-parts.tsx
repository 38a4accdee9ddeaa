import { useRouter } from '@tanstack/react-router';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import classes from './list.module.css';

/*
 * Box and link of a row, in plain HTML: the library's own take several times as long to draw, and a list that is flung through draws a hundred rows a
 * second (bench/list.ts).
 */

/** Chooses the ticket; with Shift all up to the one chosen before. */
export function RowBox(props: {
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
export function RowLink(props: {
  id: number;
  active: boolean;
  className: string | undefined;
  style?: CSSProperties;
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
