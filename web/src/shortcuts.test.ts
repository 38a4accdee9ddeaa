import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goTo } from './frame/use-go-keys.ts';
import { shortcuts } from './shortcuts.ts';

/** The keys that a page listens to: those it gives to useKeys, with what its parts give. */
const listened = (...files: string[]) => {
  const source = files.map((file) => readFileSync(join(import.meta.dirname, 'pages/tickets', file), 'utf8')).join('\n');
  const objects = [...source.matchAll(/useKeys\(\{([\s\S]*?)\n? *\}\)|return \{( j:[\s\S]*?)\};/g)].map(
    ([, one, other]) => one ?? other ?? '',
  );
  return objects.flatMap((object) =>
    [...object.matchAll(/(?:^|[\s,{])(?:'(.)'|(\w+)): (?!')/g)].map(([, sign, word]) => sign ?? word ?? ''),
  );
};
const told = (where: string) =>
  shortcuts.filter((group) => group.where === where).flatMap(({ keys }) => keys.flatMap((each) => [...each.keys]));

test('the keys of the list are those that are told', () => {
  const keys = listened('list.tsx', 'ticket-list.tsx', 'new-mail-button.tsx');
  // A link is opened by the browser itself.
  expect(new Set([...keys, 'Enter'])).toEqual(new Set<string>(told('tickets.keys.list')));
});

test('the keys of a ticket are those that are told', () => {
  expect(new Set(listened('ticket.tsx', 'use-ticket-keys.ts'))).toEqual(new Set<string>(told('tickets.keys.ticket')));
});

test('no key is told twice in one place, and each leads to one', () => {
  for (const { where } of shortcuts) expect(told(where), where).toEqual([...new Set(told(where))]);
  const going = told('lists.keys.everywhere').flatMap((key) => (key.startsWith('g ') ? [key.slice(2)] : []));
  expect(going).toEqual(Object.keys(goTo));
});
