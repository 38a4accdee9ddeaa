import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlToText } from './html-text.ts';

test.each([
  ['paragraphs are set off', '<p>Guten Tag,</p><p>die   Heizung\n tropft.</p>', 'Guten Tag,\n\ndie Heizung tropft.'],
  ['a line break breaks, two leave a blank line', 'eins<br>zwei<br/><br>drei', 'eins\nzwei\n\ndrei'],
  ['lines that are divs stay lines', '<div>a</div><div>b</div><div><br></div><div>c</div>', 'a\nb\n\nc'],
  [
    'Outlook writes each line as a paragraph without margin',
    '<p class="MsoNormal">a</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>b</p><p class=MsoNormal>c</p>',
    'a\n\nb\nc',
  ],
  ['entities and umlauts', '<p>M&uuml;ller &amp; S&#246;hne &euro; 5&nbsp;kg</p>', 'Müller & Söhne € 5 kg'],
  ['a list', '<p>Bitte:</p><ul><li>Schrauben</li><li>D&uuml;bel</li></ul>', 'Bitte:\n\n- Schrauben\n- Dübel'],
  [
    'a numbered list inside a list',
    '<ul><li>Montag<ol start="3"><li>fegen<li>wischen</ol></li><li>Dienstag</li></ul>',
    '- Montag\n  3. fegen\n  4. wischen\n- Dienstag',
  ],
  ['a term and its meaning', '<dl><dt>Dübel</dt><dd>aus Kunststoff</dd></dl>', 'Dübel\n  aus Kunststoff'],
  [
    'a table: one line a row',
    '<table><tr><th>Artikel</th><th>Menge</th></tr><tr><td>Schraube M8</td><td>20</td></tr></table>',
    'Artikel | Menge\nSchraube M8 | 20',
  ],
  [
    'an empty cell of a table with headings holds its column',
    '<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td>1</td><td></td><td>3</td></tr></table>',
    'A | B | C\n1 | | 3',
  ],
  [
    'a table of Outlook, a paragraph in each cell',
    '<table><tr><td><p class=MsoNormal>A</p></td><td><p class=MsoNormal>B</p></td></tr><tr><td><p>1</p></td><td><p>2</p></td></tr></table><p>Ende</p>',
    'A | B\n1 | 2\n\nEnde',
  ],
  [
    'a table that only lays out the page leaves no trace',
    '<table><tr><td width=10></td><td><table><tr><td>Kopf</td></tr><tr><td><p>Text eins</p><p>Text zwei</p></td></tr></table></td><td></td></tr></table>',
    'Kopf\nText eins\n\nText zwei',
  ],
  ['a cell of several lines pushes the next one below', '<table><tr><td>a<br>b</td><td>c</td></tr></table>', 'a\nb\nc'],
  ['a link that shows its target', '<a href="https://www.beispiel.de/">beispiel.de</a>', 'beispiel.de'],
  [
    'a link that does not',
    'Siehe <a href="https://beispiel.de/a?b=1&amp;c=2">hier</a>.',
    'Siehe hier <https://beispiel.de/a?b=1&c=2>.',
  ],
  ['an address', '<a href="mailto:a@beispiel.de">a@beispiel.de</a>', 'a@beispiel.de'],
  ['a telephone number', '<a href="tel:+4930123456">+49 (30) 123-456</a>', '+49 (30) 123-456'],
  [
    'a link into the page or into a script is no target',
    '<a href="#x">oben</a> <a href="javascript:alert(1)">da</a>',
    'oben da',
  ],
  ['a linked picture', '<a href="https://b.de/x"><img src="l.png" alt="Zum Shop"></a>', '[Zum Shop] <https://b.de/x>'],
  [
    'pictures by their alternative text',
    '<img src=a alt="Plan"> <img src=b> <img src=c alt="z" width="1" height=1>',
    '[Plan]',
  ],
  ['a picture of one character is that character', 'Danke <img alt="🙂" src="cid:x">', 'Danke 🙂'],
  ['preformatted text keeps its shape', '<p>so:</p><pre>a  b\n   c\n\nd</pre>', 'so:\n\na  b\n   c\n\nd'],
  ['a style can keep the shape, too', '<div style="white-space: pre-wrap">a  b\nc</div>', 'a  b\nc'],
  [
    'quoted text is marked',
    '<p>ja</p><blockquote type="cite">geht das?<br><br>Gru&szlig;</blockquote>',
    'ja\n\n> geht das?\n>\n> Gruß',
  ],
  ['quotes within quotes', '<blockquote>b<blockquote>a</blockquote></blockquote>c', '> b\n>\n> > a\n\nc'],
  [
    'style, script and title are no text',
    '<title>t</title><style>a{}</style><script>b()</script>x<template>t</template>',
    'x',
  ],
  ['a head that nobody closed', '<html><head><meta charset=utf-8><title>t</title><p>Text', 'Text'],
  ['a head that nobody closed before bare text', '<head><title>t</title>Text', 'Text'],
  ['the hidden preview line of a newsletter', '<div style="display:none;max-height:0">Vorschau</div>Text', 'Text'],
  ['other ways to hide', '<span style="mso-hide:all">a</span><i hidden>b</i><b style="font-size:0px">c</b>d', 'd'],
  ['fill characters behind a preview line', '<div>Neu&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div>Text', 'Neu\u200c\nText'],
  ['comments and conditional comments', 'a<!-- x --><!--[if mso]>y<![endif]--><![if !mso]>b<![endif]>', 'ab'],
  ['a rule', 'a<hr>b', `a\n${'-'.repeat(20)}\nb`],
  ['an end tag does not reach out of a cell', '<div><table><tr><td></div>a</td><td>b</td></tr></table></div>', 'a | b'],
  ['text that looks like a tag', 'a < b und c > d', 'a < b und c > d'],
  ['nothing', '', ''],
  ['an open tag at the end', 'Text <a href="x', 'Text'],
])('%s', (_name, html, text) => {
  expect(htmlToText(html)).toBe(text);
});

/** Output per input may not grow with the size: what is nested or repeated is written once. */
test.each([
  ['nested elements', '<div>', 0],
  ['nested quotes', '<blockquote>x', 24],
  ['nested lists', '<ul><li>x', 4],
  ['nested tables', '<table><tr><td>x', 1],
  ['open cells', '<td>x', 2],
  ['end tags of nothing', '</i></p></td>', 0],
  ['line breaks', '<br>', 0],
  ['spaces', ' ', 0],
  ['hard spaces', '&nbsp;', 0],
  ['angle brackets', '<', 1],
  ['open links', '<a href="https://x.example/">x', 3],
  ['entities', '&auml', 1],
])(
  'hostile HTML: %s',
  (_name, unit, perInput) => {
    for (const count of [1_000, 200_000]) {
      const html = unit.repeat(count);
      expect(htmlToText(html).length).toBeLessThanOrEqual(html.length * perInput + 10);
    }
  },
  10_000,
);

test('property: any markup gives text, and tags alone give none', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<p>',
      '</p>',
      '<td>',
      '<table>',
      '<tr>',
      '<li>',
      '<pre>',
      '</pre>',
      '<a href=x>',
      '<blockquote>',
      '<!--',
      '-->',
      '<',
      '&',
      '<style>',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = htmlToText(pieces.join(''));
      expect(text).toBe(text.trimEnd());
      expect(text).not.toMatch(/\n\n\n\n\n/u);
    }),
    { numRuns: 500 },
  );
  expect(htmlToText('<p></p><table><tr><td></td></tr></table><ul><li></li></ul>')).toBe('');
});
