import { expect, test } from 'vitest';
import { textAsHtml } from './text-html.ts';

test('blank lines part paragraphs and line ends stay', () => {
  expect(textAsHtml('Guten Tag,\r\n\r\neins\nzwei\n \n\ndrei\n')).toBe(
    '<p>Guten Tag,</p>\n<p>eins<br>\nzwei</p>\n<p>drei</p>\n',
  );
});

test('markup is text, addresses of the web are links without the full stop behind them', () => {
  expect(textAsHtml('<b> & https://desk.example/t?a=1&b="2".')).toBe(
    '<p>&lt;b&gt; &amp; <a href="https://desk.example/t?a=1&amp;b=">https://desk.example/t?a=1&amp;b=</a>&quot;2&quot;.</p>\n',
  );
});

test('long runs of blanks and of addresses take no time', () => {
  const begun = performance.now();
  textAsHtml(`${' \n'.repeat(50_000)}x`);
  textAsHtml('https://'.repeat(20_000));
  expect(performance.now() - begun).toBeLessThan(2_000);
});
