import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldQuotes } from './html-quotes.ts';
import { MAX_HTML_DEPTH, scanHtml } from './html-scan.ts';

const startTag = (name: string) => `<${name}>`;

/** The text outside and inside of folds, one space between pieces. */
function sides(html: string, subject = ''): { shown: string; folded: string; folds: number } {
  const shown: string[] = [];
  const folded: string[] = [];
  let depth = 0;
  let folds = 0;
  let handle = false;
  scanHtml(foldQuotes(html, { label: 'Zitat', subject, startTag }), {
    open(name) {
      if (name === 'details') {
        depth++;
        folds++;
      }
      handle = name === 'summary';
    },
    close(name) {
      if (name === 'details') depth--;
      if (name === 'summary') handle = false;
    },
    text(text) {
      if (!handle && text.trim() !== '') (depth > 0 ? folded : shown).push(text.trim());
    },
  });
  return { shown: shown.join(' '), folded: folded.join(' '), folds };
}

const OUTLOOK_RULE = 'border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm';

test.each([
  [
    'Gmail: introduction and quote in one fold',
    '<div dir="ltr">Ja</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Am Mo. schrieb Erika:<br></div><blockquote class="gmail_quote">Geht das?</blockquote></div>',
    { shown: 'Ja', folded: 'Am Mo. schrieb Erika: Geht das?', folds: 1 },
  ],
  [
    'Gmail: answers between quotes stay visible',
    '<div class="gmail_quote"><div class="gmail_attr">Erika:</div><blockquote class="gmail_quote">eins?</blockquote><div>Ja</div><blockquote class="gmail_quote">zwei?</blockquote><div>Nein</div></div>',
    { shown: 'Ja Nein', folded: 'Erika: eins? zwei?', folds: 2 },
  ],
  [
    'Gmail: forwarded mail is content',
    '<div>bitte</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>Von: Erika</div><p>Inhalt</p></div>',
    { shown: 'bitte ---------- Forwarded message --------- Von: Erika Inhalt', folded: '', folds: 0 },
  ],
  [
    'Thunderbird: answer below',
    '<div class="moz-cite-prefix">Am 05.02.24 schrieb Erika:<br></div><blockquote type="cite" cite="mid:x"><p>Geht das?</p></blockquote><p>Ja</p>',
    { shown: 'Ja', folded: 'Am 05.02.24 schrieb Erika: Geht das?', folds: 1 },
  ],
  [
    'Apple Mail',
    '<div>Ja<div><br><blockquote type="cite"><div>Am 05.02.24 schrieb Erika:</div><br><div>Geht das?</div></blockquote></div></div>',
    { shown: 'Ja', folded: 'Am 05.02.24 schrieb Erika: Geht das?', folds: 1 },
  ],
  [
    'Outlook: from the line above the header block to the end',
    `<div class=WordSection1><p class=MsoNormal>Ja</p><div><div style='${OUTLOOK_RULE}'><p class=MsoNormal><b><span lang=DE>Von:</span></b> Erika<br><b>Gesendet:</b> heute</p></div></div><p class=MsoNormal>Geht das?</p><p>Gruß</p></div>`,
    { shown: 'Ja', folded: 'Von: Erika Gesendet: heute Geht das? Gruß', folds: 1 },
  ],
  [
    'Outlook: forwarded mail is content',
    `<div class=WordSection1><p>Bitte</p><div><div style='${OUTLOOK_RULE}'><p><b>Von:</b> Erika</p></div></div><p>Inhalt</p></div>`,
    { shown: 'Bitte Von: Erika Inhalt', folded: '', folds: 0 },
    'WG: Heizung',
  ],
  [
    'a line above a paragraph that is no header block',
    `<p>eins</p><div style='${OUTLOOK_RULE}'><p>zwei</p></div>`,
    { shown: 'eins zwei', folded: '', folds: 0 },
  ],
  [
    'Outlook on the web',
    '<body><div>Ja</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Von:</b> Erika</div><div>Geht das?</div></body>',
    { shown: 'Ja', folded: 'Von: Erika Geht das?', folds: 1 },
  ],
  [
    'Outlook for Android',
    '<div>Ja</div><div id="ms-outlook-mobile-signature">Outlook für Android</div><div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message"><hr><div id="divRplyFwdMsg">Von: Erika</div>Geht das?</div></div>',
    { shown: 'Ja Outlook für Android', folded: 'Von: Erika Geht das?', folds: 1 },
  ],
  [
    'Yahoo',
    '<div>Ja</div><div id="ydp12yahoo_quoted_1" class="ydp12yahoo_quoted"><div>Am Montag hat Erika geschrieben:</div><div>Geht das?</div></div>',
    { shown: 'Ja', folded: 'Am Montag hat Erika geschrieben: Geht das?', folds: 1 },
  ],
  [
    'GMX and Web.de',
    '<div>Ja</div><div name="quote" style="border-left:2px solid #c3d9e5">Geht das?</div>',
    { shown: 'Ja', folded: 'Geht das?', folds: 1 },
  ],
  [
    'a customer’s praise in an element of the class quote is no quote',
    '<p>Ja</p><div class="quote">Sehr gut!</div>',
    { shown: 'Ja Sehr gut!', folded: '', folds: 0 },
  ],
  [
    'Proton',
    '<div>Ja</div><div class="protonmail_quote">Erika:<blockquote class="protonmail_quote" type="cite">Geht das?</blockquote></div>',
    { shown: 'Ja', folded: 'Erika: Geht das?', folds: 1 },
  ],
  [
    'Zimbra',
    '<div>Ja</div><hr id="zwchr"><div><b>Von: </b>Erika</div><div>Geht das?</div>',
    { shown: 'Ja', folded: 'Von: Erika Geht das?', folds: 1 },
  ],
  [
    'plain text shown as HTML',
    '<p>Ja</p><p>-----Ursprüngliche Nachricht-----</p><p>Geht das?</p>',
    { shown: 'Ja', folded: '-----Ursprüngliche Nachricht----- Geht das?', folds: 1 },
  ],
  [
    'a mail that is one preformatted block',
    '<pre>Ja<br>-----Original Message-----<br>Geht das?</pre>',
    { shown: 'Ja', folded: '-----Original Message----- Geht das?', folds: 1 },
  ],
  [
    'nothing but a quote is not folded',
    '<blockquote type="cite">Geht das?</blockquote>',
    { shown: 'Geht das?', folded: '', folds: 0 },
  ],
  [
    'nothing above the header block is not folded',
    '<div id="divRplyFwdMsg">Von: Erika</div><div>Inhalt</div>',
    { shown: 'Von: Erika Inhalt', folded: '', folds: 0 },
  ],
  [
    'a quotation of the writer’s own is not folded',
    '<p>Goethe:</p><blockquote>Mehr Licht</blockquote>',
    { shown: 'Goethe: Mehr Licht', folded: '', folds: 0 },
  ],
  [
    'a quote within a cell ends with the cell',
    '<table><tr><td><p>Ja</p><div id="divRplyFwdMsg">Von: Erika</div><p>Geht das?</p></td><td>Rand</td></tr></table>',
    { shown: 'Ja Rand', folded: 'Von: Erika Geht das?', folds: 1 },
  ],
  [
    'quotes within quotes are one fold',
    '<p>Ja</p><blockquote type=cite>b<blockquote type=cite>a</blockquote></blockquote>',
    { shown: 'Ja', folded: 'b a', folds: 1 },
  ],
] as const)('%s', (_name, html, expected, subject?: string) => {
  expect(sides(html, subject)).toEqual(expected);
});

test('the label is text, not markup', () => {
  expect(foldQuotes('a<blockquote type=cite>b</blockquote>', { label: '<b>"&', startTag })).toBe(
    'a<details class="quoted"><summary>&lt;b&gt;"&amp;</summary><blockquote>b</blockquote></details>',
  );
});

test('elements that are never shown go with their content', () => {
  const html =
    '<title>t</title><style>s</style>a<script>b</script><svg><text>c</text></svg><template>d</template><textarea>e</textarea>';
  expect(foldQuotes(html, { label: 'x', startTag })).toBe('a<pre>e</pre>');
});

const tag = fc.constantFrom(
  '<div>',
  '</div>',
  '<p>',
  '</p>',
  '<td>',
  '</td>',
  '<table>',
  '</table>',
  '<tr>',
  '<br>',
  '<pre>',
  '</pre>',
  '<li>',
  '</ul>',
  '<b>',
  '</i>',

  '<blockquote type=cite>',
  '</blockquote>',
  '<div id=divRplyFwdMsg>',
  '<hr id=zwchr>',
  '<div class=gmail_attr>',
  '<div name=quote>',

  `<div style="${OUTLOOK_RULE}">`,
  'Von: a',
  '---------- Forwarded message ---------',
  '-----Original Message-----',
  'Text',
  ' ',
  '<script>',
  '</script>',
);

/** What a reader can see: text with its characters in order, whatever elements are around. */
function visible(html: string): string {
  let text = '';
  let hidden = 0;
  scanHtml(html, {
    open(name) {
      if (hidden > 0 || name === 'script' || name === 'summary') hidden++;
    },
    close() {
      if (hidden > 0) hidden--;
    },
    text(value) {
      if (hidden === 0) text += value;
    },
  });
  return text;
}

test('property: folding loses no text, nests properly, and never folds everything', () => {
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 40 }), fc.constantFrom('', 'WG: x'), (tags, subject) => {
      const html = tags.join('');
      const folded = foldQuotes(html, { label: 'x', subject, startTag });
      expect(visible(folded)).toBe(visible(html));
      expect(folded.split('<details').length).toBe(folded.split('</details>').length);
      const { shown, folded: inside } = sides(html, subject);
      expect(shown === '' && inside !== '').toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('work stays in proportion to the input, depth within its bound', () => {
  for (const html of [
    '<div>'.repeat(50_000),
    '</div>'.repeat(50_000),
    '<blockquote type=cite>a'.repeat(20_000),
    '<td><i></b>'.repeat(20_000),
    '<p></p></p>'.repeat(20_000),
  ]) {
    let events = 0;
    let depth = 0;
    let deepest = 0;
    scanHtml(html, {
      open() {
        events++;
        deepest = Math.max(deepest, ++depth);
      },
      close() {
        events++;
        depth--;
      },
      text() {
        events++;
      },
    });
    expect(depth).toBe(0);
    expect(deepest).toBeLessThanOrEqual(MAX_HTML_DEPTH + 1);
    expect(events).toBeLessThanOrEqual(html.split(/[<>]/u).length * 2);
    expect(foldQuotes(html, { label: 'x', startTag }).length).toBeLessThanOrEqual(html.length * 3 + 1000);
  }
});
