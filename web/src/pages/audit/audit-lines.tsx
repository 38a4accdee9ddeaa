import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { AuditChange, AuditLine } from '../../../../src/api/contract/audit.ts';
import { masterKindNames } from '../../../../src/settings/master-data.ts';
import { useTexts } from '../../i18n/index.ts';
import { LinkText } from '../../parts/links.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import classes from './audit.module.css';

const AHEAD = 20;

type Props = { lines: readonly AuditLine[]; complete: boolean; loadingMore: boolean; onEnd: () => void };

/** The lines, of which only those in sight are drawn. What comes in above does not move what is being read. */
export function AuditLines({ lines, complete, loadingMore, onEnd }: Props) {
  const { t } = useTexts();
  const scroll = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 60,
    overscan: 8,
    getItemKey: (index) => lines[index]?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (!complete && last >= lines.length - AHEAD) onEnd();
  }, [last, lines.length, complete, onEnd]);
  const first = useRef(lines[0]?.id);
  useLayoutEffect(() => {
    const at = lines.findIndex(({ id }) => id === first.current);
    first.current = lines[0]?.id;
    if (at > 0 && scroll.current && scroll.current.scrollTop > 0)
      scroll.current.scrollTop += virtualizer.measurementsCache[at]?.start ?? 0;
  }, [lines, virtualizer]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <section ref={scroll} className={classes.scroll} tabIndex={0} aria-label={t('audit.title')}>
      <ul className={classes.lines} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={classes.item}
              style={{ transform: `translateY(${start}px)` }}
              aria-posinset={index + 1}
              aria-setsize={complete ? lines.length : -1}
            >
              <Line line={line} />
            </li>
          );
        })}
      </ul>
      <div className={classes.end} role="status">
        {loadingMore ? t('common.loading') : complete && t('audit.end')}
      </div>
    </section>
  );
}

function Line({ line }: { line: AuditLine }) {
  return (
    <div className={classes.line}>
      <span className={classes.time}>
        <RelativeTime at={line.at} />
      </span>
      <span className={classes.who}>
        {line.who}
        {line.address !== null && <span className={classes.address}>{line.address}</span>}
      </span>
      <div className={classes.what}>
        <span className={classes.kind}>{line.kindText}</span> <Subject line={line} /> {line.actText}
        {line.changes.length > 0 && (
          <ul className={classes.changes}>
            {line.changes.map((change) => (
              <li key={change.field}>
                <Change change={change} created={line.act === 'created'} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** The name of the thing, as a link to where it is as long as it can be. */
function Subject({ line }: { line: AuditLine }) {
  const { t } = useTexts();
  const { kind, subject, subjectId, act } = line;
  if (subject === '') return null;
  const name = t('audit.named', { name: subject });
  if (act === 'deleted' || subjectId === null) return <strong>{name}</strong>;
  if (kind === 'mailbox')
    return (
      <LinkText to="/admin/mailboxes/$id" params={{ id: String(subjectId) }} size="sm" underline="always">
        {name}
      </LinkText>
    );
  if (kind === 'template')
    return (
      <LinkText to="/admin/templates/$id" params={{ id: String(subjectId) }} size="sm" underline="always">
        {name}
      </LinkText>
    );
  if (kind === 'agent')
    return (
      <LinkText to="/admin/agents" size="sm" underline="always">
        {name}
      </LinkText>
    );
  if (kind === 'contacts' || kind === 'customers')
    return (
      <LinkText to={kind === 'contacts' ? '/contacts' : '/customers'} size="sm" underline="always">
        {name}
      </LinkText>
    );
  const master = masterKindNames.find((each) => each === kind);
  if (master)
    return (
      <LinkText to="/admin/data/$kind" params={{ kind: master }} size="sm" underline="always">
        {name}
      </LinkText>
    );
  return <strong>{name}</strong>;
}

/** Of what is new there is nothing before. */
function Change({ change, created }: { change: AuditChange; created: boolean }) {
  const { t } = useTexts();
  const { label, from, to, secret, count } = change;
  if (secret) return <span className={classes.value}>{t('audit.changed', { field: label })}</span>;
  return (
    <>
      <span className={classes.kind}>{label}:</span>
      {count === null ? (
        <>
          {from !== null && <del className={classes.value}>{from}</del>}
          {(from !== null || !created) && <span aria-hidden>→</span>}
          <ins className={classes.value}>{to ?? '–'}</ins>
        </>
      ) : (
        <span>{count}</span>
      )}
    </>
  );
}
