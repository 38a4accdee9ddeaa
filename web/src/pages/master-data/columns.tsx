import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ContactRow } from '../../../../src/api/contract/master-data.ts';
import { say } from '../../../../src/desk/texts/index.ts';
import type { MasterKind } from '../../../../src/settings/master-data.ts';
import type { masterData as german } from '../../i18n/de/master-data.ts';
import { useTexts } from '../../i18n/index.ts';
import { Chip, StatusChip } from '../../parts/chip.tsx';
import { LabelDot } from '../../parts/label-chip.tsx';
import { masterDataQuery } from '../../queries.ts';
import { list, number, text } from './kinds.ts';
import classes from './master-data.module.css';
import type { Shown } from './use-entries.ts';

/** A column of the table; the first one names the entry. */
export type Column = { name: string; title: keyof typeof german.column; cell: (entry: Shown) => ReactNode };

const name: Column = { name: 'name', title: 'name', cell: (entry) => entry.path };
const treeName: Column = { ...name, cell: (entry) => (entry.depth > 0 ? entry.name : entry.path) };
const english: Column = {
  name: 'other',
  title: 'other',
  cell: (entry) => <OtherName entry={entry} />,
};

const columns: Readonly<Record<MasterKind, Column[]>> = {
  contacts: [
    { ...name, cell: (entry) => <Person entry={entry} /> },
    { name: 'addresses', title: 'addresses', cell: (entry) => <Addresses entry={entry} /> },
    { name: 'customer', title: 'customer', cell: (entry) => text(entry.customerName) },
  ],
  customers: [
    name,
    { name: 'domains', title: 'domains', cell: (entry) => some(list<string>(entry.domains)) },
    {
      name: 'priority',
      title: 'priority',
      cell: (entry) => <Priority id={number(entry.priorityId)} />,
    },
  ],
  teams: [
    treeName,
    {
      name: 'members',
      title: 'members',
      cell: (entry) => <Agents ids={list<number>(entry.memberIds)} />,
    },
    {
      name: 'readers',
      title: 'readers',
      cell: (entry) => <Agents ids={list<number>(entry.readerIds)} />,
    },
  ],
  categories: [treeName, { name: 'team', title: 'team', cell: (entry) => <Team id={number(entry.teamId)} /> }],
  priorities: [
    name,
    english,
    {
      name: 'default',
      title: 'default',
      cell: (entry) => entry.isDefault === true && <Mark word="isDefault" />,
    },
  ],
  statuses: [
    { ...name, cell: (entry) => <Status entry={entry} /> },
    english,
    {
      name: 'builtIn',
      title: 'builtIn',
      cell: (entry) => entry.builtIn === true && <Mark word="builtIn" />,
    },
  ],
  labels: [{ ...treeName, cell: (entry) => <Label entry={entry} /> }],
};

/** The columns of a kind, the naming one first. */
export const columnsOf = (kind: MasterKind): Column[] => columns[kind];

const shownOfMany = 3;

/** The first few of a list, and how many more there are. */
function some(items: readonly string[]): ReactNode {
  if (items.length <= shownOfMany) return items.join(', ');
  return (
    <span title={items.join(', ')}>
      {items.slice(0, shownOfMany).join(', ')} +{items.length - shownOfMany}
    </span>
  );
}

function Person({ entry }: { entry: Shown }) {
  const full = text(entry.fullName);
  return (
    <>
      {full || entry.name}
      {full && <span className={classes.second}>{entry.name}</span>}
    </>
  );
}

/** The addresses, and in words what is known against one of them. */
function Addresses({ entry }: { entry: Shown }) {
  const { locale } = useTexts();
  const marks = (entry.addressMarks ?? []) as ContactRow['addressMarks'];
  return (
    <>
      {some(list<string>(entry.addresses))}
      {marks.map(({ address, kind }) => (
        <span key={`${address} ${kind}`} className={classes.second} title={address}>
          <Chip tone="warn">{say(locale, `address.${kind}`)}</Chip>
        </span>
      ))}
    </>
  );
}

function OtherName({ entry }: { entry: Shown }) {
  const { locale } = useTexts();
  return text(entry[locale === 'de' ? 'nameEn' : 'nameDe']);
}

function Label({ entry }: { entry: Shown }) {
  return (
    <span className={classes.withDot}>
      <LabelDot colour={text(entry.colour) || 'gray'} />
      {treeName.cell(entry)}
    </span>
  );
}

function Status({ entry }: { entry: Shown }) {
  const { data } = useQuery(masterDataQuery);
  const group = data?.statuses.find(({ id }) => id === entry.id)?.group;
  return group ? <StatusChip group={group} name={entry.name} /> : entry.name;
}

function Mark({ word }: { word: 'isDefault' | 'builtIn' }) {
  const { t } = useTexts();
  return <Chip tone="quiet">{t(`masterData.mark.${word}`)}</Chip>;
}

function Team({ id }: { id: number | null }) {
  const { data } = useQuery(masterDataQuery);
  return data?.teams.find((team) => team.id === id)?.name ?? '';
}

function Priority({ id }: { id: number | null }) {
  const { locale } = useTexts();
  const { data } = useQuery(masterDataQuery);
  return data?.priorities.find((priority) => priority.id === id)?.names[locale] ?? '';
}

function Agents({ ids }: { ids: number[] }) {
  const { data } = useQuery(masterDataQuery);
  return some((data?.agents ?? []).filter(({ id }) => ids.includes(id)).map((agent) => agent.name));
}
