import { expect, test, vi } from 'vitest';
import { showListed } from '../mail/sanitise.ts';
import { shownHtml } from './shown-html.ts';

vi.mock('../mail/sanitise.ts', () => ({ showListed: vi.fn((html: string) => `safe ${html}`) }));

const asked = vi.mocked(showListed).mock.calls;

test('a body shown lately is remembered, the one not shown for longest makes room', () => {
  const large = (letter: string) => letter.repeat(3_000_000);
  expect(shownHtml('a')).toBe('safe a');
  expect(shownHtml('a')).toBe('safe a');
  expect(asked).toEqual([['a']]);
  for (const letter of ['b', 'c']) shownHtml(large(letter));
  shownHtml('a');
  expect(asked).toHaveLength(3);
  // The third one is too much for all: `b` goes, which was shown before `a`.
  shownHtml(large('d'));
  shownHtml('a');
  shownHtml(large('c'));
  expect(asked).toHaveLength(4);
  shownHtml(large('b'));
  expect(asked).toHaveLength(5);
});
