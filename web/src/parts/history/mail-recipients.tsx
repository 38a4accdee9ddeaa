import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Entry } from '../../../../src/api/contract/tickets.ts';
import { useTexts } from '../../i18n/index.ts';
import { exactTime } from '../relative-time.tsx';
import classes from './history.module.css';

type Address = Entry['to'][number];
const SHOWN = 2;

/** To whom a mail went, in one line; unfolded the sender, all recipients, subject and date. */
export function MailRecipients({ entry }: { entry: Entry }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  const all = [...entry.to, ...entry.cc, ...entry.bcc];
  const names = all.slice(0, SHOWN).map(short).join('; ');
  const more = all.length - SHOWN;
  const list = more > 0 ? t('tickets.history.toMore', { names, count: more }) : names;
  return (
    <>
      <button
        type="button"
        className={classes.recipients}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        title={open ? t('tickets.history.hideRecipients') : t('tickets.history.showRecipients')}
        onClick={() => setOpen(!open)}
      >
        <span>
          {all.length === 0 ? t('tickets.history.noRecipients') : t('tickets.history.toLine', { names: list })}
        </span>
        <IconChevronDown size={13} aria-hidden data-open={open || undefined} />
      </button>
      {open && <AllFields id={id} entry={entry} />}
    </>
  );
}

function AllFields({ id, entry }: { id: string; entry: Entry }) {
  const { t, locale } = useTexts();
  const rows: [string, string][] = [
    [t('tickets.history.from'), entry.from ? long(entry.from) : ''],
    [t('tickets.history.to'), entry.to.map(long).join(', ')],
    [t('tickets.history.cc'), entry.cc.map(long).join(', ')],
    [t('writing.bcc'), entry.bcc.map(long).join(', ')],
    [t('tickets.history.subject'), entry.subject],
    [t('tickets.history.date'), exactTime(new Date(entry.at), locale)],
  ];
  return (
    <dl id={id} className={classes.fields}>
      {rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function short(address: Address): string {
  return address.name || address.addr;
}

function long(address: Address): string {
  return address.name ? `${address.name} <${address.addr}>` : address.addr;
}
