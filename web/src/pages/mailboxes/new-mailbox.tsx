import { IconArrowDownLeft, IconArrowsLeftRight, IconArrowUpRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { EmptyState } from '../../parts/states.tsx';
import { mailboxesQuery } from '../../queries.ts';
import classes from './mailboxes.module.css';
import { NewMailboxForm } from './new-mailbox-form.tsx';
import { ToList } from './to-list.tsx';

/** Creating a mailbox: first what it is for, then its form. */
export function NewMailboxPage() {
  const { t } = useTexts();
  const { direction, from, copy } = useSearch({ from: '/frame/admin/mailboxes/new' });
  if (copy !== undefined) return <CopiedMailboxForm key={copy} id={copy} />;
  if (direction === 'incoming' || direction === 'both')
    return <NewMailboxForm key="incoming" direction="incoming" both={direction === 'both'} />;
  if (direction === 'outgoing') return <NewMailboxForm key="outgoing" direction="outgoing" both={false} from={from} />;
  return (
    <div className={classes.chooser}>
      <ToList />
      <h2>{t('mailboxes.direction.title')}</h2>
      <p>{t('mailboxes.direction.about')}</p>
      <div className={classes.ways}>
        <Way
          direction="incoming"
          icon={<IconArrowDownLeft size={20} aria-hidden />}
          name={t('mailboxes.incoming')}
          text={t('mailboxes.direction.incomingText')}
        />
        <Way
          direction="outgoing"
          icon={<IconArrowUpRight size={20} aria-hidden />}
          name={t('mailboxes.outgoing')}
          text={t('mailboxes.direction.outgoingText')}
        />
        <Way
          direction="both"
          icon={<IconArrowsLeftRight size={20} aria-hidden />}
          name={t('mailboxes.direction.both')}
          text={t('mailboxes.direction.bothText')}
        />
      </div>
    </div>
  );
}

/** The form of a new mailbox that begins with everything of another one but its secrets. */
function CopiedMailboxForm({ id }: { id: number }) {
  const { t } = useTexts();
  const { data } = useQuery(mailboxesQuery);
  const original = data?.rows.find((each) => each.id === id && each.protocol !== 'folder');
  if (!data) return null;
  if (!original) return <EmptyState title={t('mailboxes.gone')} action={<ToList />} />;
  return <NewMailboxForm direction={original.direction} both={false} copy={original} />;
}

function Way(props: { direction: string; icon: ReactNode; name: string; text: string }) {
  return (
    <Link to="/admin/mailboxes/new" search={{ direction: props.direction }} className={classes.way}>
      {props.icon}
      <span>
        <span className={classes.wayName}>{props.name}</span>
        <br />
        <span className={classes.wayText}>{props.text}</span>
      </span>
    </Link>
  );
}
