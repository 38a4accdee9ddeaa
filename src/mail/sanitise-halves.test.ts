import sanitize from 'sanitize-html';
import { expect, test, vi } from 'vitest';
import { listHtml, sanitiseHtml, showListed } from './sanitise.ts';

vi.mock('sanitize-html', async (original) => ({
  default: vi.fn((await original<{ default: typeof sanitize }>()).default),
}));

const passes = () => vi.mocked(sanitize).mock.calls.length;
const own = { cid: (id: string) => `/own/${id}` };
const body = (characters: number) =>
  `<p style="color:red">Grüße <img src="cid:x"><script>x</script></p>${'<b>wort</b> '.repeat(characters / 12)}`;

test.each([
  ['short', 1_000, 0, 1],
  ['long', 60_000, 1, 1],
  ['very long', 150_000, 1, 0],
])('a %s body passes the library when it is read or when it is shown', (_, characters, read, shown) => {
  const before = passes();
  const listed = listHtml(body(characters), own);
  expect(passes() - before).toBe(read);
  const safe = showListed(listed.html);
  expect(passes() - before).toBe(read + shown);
  expect(safe).toBe(sanitiseHtml(body(characters), own).html);
});

test('a body whose pictures get longer addresses before it is shown is not missed', () => {
  const pictures = '<img src="cid:x" />'.repeat(900);
  const listed = listHtml(pictures, own).html;
  expect(listed.length).toBeLessThan(50_000);
  const filled = listed.replaceAll('/own/x', `/own/${'x'.repeat(15)}`);
  expect(filled.length).toBeGreaterThan(50_000);
  const before = passes();
  showListed(filled);
  expect(passes() - before).toBe(1);
});

test('what our list let through by mistake the library does not', () => {
  expect(showListed('<p onclick="x()">a<script>b</script><a href="javascript:c">d</a></p>')).toBe('<p>a<a>d</a></p>');
});
