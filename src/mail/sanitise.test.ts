import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanHtml } from './html-scan.ts';
import { sanitiseHtml, showRemoteImages } from './sanitise.ts';
import { ATTACKS } from './sanitise.vectors.ts';

const clean = (html: string) => sanitiseHtml(html, { cid: (id) => (id === 'x' ? '/own/x' : null) });

const ELEMENTS = new Set(
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'align alt bgcolor border cellpadding cellspacing class color colspan data-remote-src datetime dir face height href hspace lang nowrap referrerpolicy rel rowspan scope size span src start style target title type valign value vspace width'.split(
    ' ',
  ),
);

/** Everything in the HTML that our policy does not allow, read by a scanner that knows nothing of the sanitiser. */
function offences(html: string): string[] {
  const found: string[] = [];
  scanHtml(html, {
    open(name, attributes) {
      if (!ELEMENTS.has(name)) found.push(`<${name}>`);
      for (const [key, value] of attributes) {
        if (!ATTRIBUTES.has(key)) found.push(`${name} ${key}`);
        if (key === 'href' && !/^(?:https?:\/\/|mailto:|tel:)/u.test(value)) found.push(`href ${value}`);
        if (key === 'src' && value !== '/own/x' && !value.startsWith('data:image/png;base64,'))
          found.push(`src ${value}`);
        if (key === 'data-remote-src' && !/^https?:\/\//u.test(value)) found.push(`remote ${value}`);
        if (key === 'style' && /[\\@&<>{}]|url|expression|position|z-index|transform|:-|\/\*|var\(/iu.test(value))
          found.push(`style ${value}`);
        if (key === 'class' && value !== 'quoted') found.push(`class ${value}`);
      }
      if (attributes.has('href') && attributes.get('target') !== '_blank') found.push('link opens here');
    },
    close() {},
    text() {},
  });
  return found;
}

test.each(ATTACKS)('%s', (_name, html) => {
  const safe = clean(html).html;
  expect(offences(safe)).toEqual([]);
  expect(offences(showRemoteImages(safe)).filter((each) => !/^src https?:\/\//u.test(each))).toEqual([]);
  expect(clean(showRemoteImages(safe).replaceAll('/own/x', 'cid:x')).html).toBe(safe);
});

test('property: nothing gets past the policy in a soup of tags that are shown', () => {
  const names = fc.constantFrom(
    ...ELEMENTS,
    'script',
    'style',
    'svg',
    'form',
    'textarea',
    'select',
    'option',
    'o:p',
    'x"y',
  );
  const attribute = fc.constantFrom(
    'class=quoted',
    'class="a quoted"',
    'style="color:red"',
    'style=position:fixed',
    'href="https://a.example/?x&y"',
    'href=javascript:x',
    'src=cid:x',
    'src=//r.example/i',
    `title="<b>'&amp;"`,
    'onclick=x',
    'a"b=c',
    'border',
    'alt',
  );
  const piece = fc.oneof(
    fc.tuple(names, fc.array(attribute, { maxLength: 3 })).map(([name, given]) => `<${[name, ...given].join(' ')}>`),
    names.map((name) => `</${name}>`),
    fc.constantFrom('Text', ' & &lt;b> ', '<', '"', '<!-- ', '-->', 'Von: Erika', '-----Original Message-----'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const { html } = clean(pieces.join(''));
      expect(offences(html)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('there are attacks enough, and the check sees them', () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(60);
  expect(ATTACKS.filter(([, html]) => offences(html).length > 0).length).toBeGreaterThanOrEqual(50);
});

test.each([
  [
    'a plain mail',
    '<p>Guten Tag,<br>die <b>Heizung</b> tropft.</p>',
    '<p>Guten Tag,<br />die <b>Heizung</b> tropft.</p>',
  ],
  [
    'a link shows its target and opens elsewhere',
    '<a href="https://müller.example/a?b=1&amp;c=2" title="Bank">Bank</a>',
    '<a href="https://xn--mller-kva.example/a?b=1&amp;c=2" title="https://xn--mller-kva.example/a?b=1&amp;c=2" target="_blank" rel="noopener nofollow noreferrer">Bank</a>',
  ],
  [
    'a user name does not pose as a host',
    '<a href="https://bank.example@evil.example/">x</a>',
    '<a href="https://evil.example/" title="https://evil.example/" target="_blank" rel="noopener nofollow noreferrer">x</a>',
  ],
  [
    'a picture of the mail',
    '<img src="cid:x" alt="Plan" width=10>',
    '<img alt="Plan" width="10" referrerpolicy="no-referrer" src="/own/x" />',
  ],
  ['a picture that the mail lacks', '<img src="cid:y" alt="Plan">', '<img alt="Plan" referrerpolicy="no-referrer" />'],
  [
    'a picture written into the page',
    '<img src="data:image/png;base64,AAAA">',
    '<img referrerpolicy="no-referrer" src="data:image/png;base64,AAAA" />',
  ],
  [
    'styles by a short list',
    '<p style="color:#333; FONT-SIZE: 12pt !important; position:absolute; mso-x:y">a</p>',
    '<p style="color:#333;font-size:12pt">a</p>',
  ],
  [
    'Outlook paragraphs keep their missing margin',
    '<p class=MsoNormal style="color:red">a</p>',
    '<p style="margin:0;color:red">a</p>',
  ],
  ['colours of the body stay', '<body bgcolor="#fff" style="color:navy">a</body>', '<div style="color:navy">a</div>'],
  ['text is not read as markup', '<p>1 &lt; 2 &amp;lt; &quot;</p>', '<p>1 &lt; 2 &amp;lt; "</p>'],
])('%s', (_name, html, expected) => {
  expect(clean(html).html).toBe(expected);
});

test('remote images wait for the reader', () => {
  const { html, remoteImages } = clean(
    '<img src="https://a.example/1.png?x=1&amp;y=2"><img src="//b.example/2.png"><img src="cid:x"><img src="HTTP://c.example/3">',
  );
  expect(remoteImages).toBe(3);
  expect(html).not.toMatch(/ src="(?!\/own)/u);
  const shown = showRemoteImages(html);
  expect([...shown.matchAll(/ src="([^"]*)"/gu)].map((found) => found[1])).toEqual([
    'https://a.example/1.png?x=1&amp;y=2',
    'https://b.example/2.png',
    '/own/x',
    'http://c.example/3',
  ]);
});

test('only pictures are shown on consent, not text that looks like one', () => {
  const text = '<p title=\' data-remote-src="https://x.example"\'>&lt;img data-remote-src="https://x.example"></p>';
  const { html } = clean(text);
  expect(showRemoteImages(html)).toBe(html);
});

test.each([
  ['nested elements', '<div>'.repeat(300_000)],
  ['nested quotes', '<blockquote type=cite>x'.repeat(100_000)],
  ['end tags of nothing', `${'<b>'.repeat(90_000)}${'</i>'.repeat(90_000)}`],
  ['end tags that do not reach', `<i><td>${'<b>'.repeat(250)}${'</i>'.repeat(150_000)}`],
  ['angle brackets', '<'.repeat(1_000_000)],
  ['attributes', `<p ${Array.from({ length: 100_000 }, (_, at) => `a${at}=1`).join(' ')}>`],
  ['one style', `<p style="${'margin: '.repeat(300_000)}">x`],
  ['many styles', `<p style="${'margin:1px;'.repeat(400)}">`.repeat(500)],
  ['spaces', `<p${' '.repeat(1_000_000)}>`],
  ['entities', '&amp'.repeat(500_000)],
  ['open comment', `<!--${'-'.repeat(1_000_000)}`],
  ['an embedded picture of megabytes', `<img src="data:image/png;base64,${'A'.repeat(5_000_000)}">`],
  ['a body beyond all measure', `<p>Text</p>${'<p>x</p>'.repeat(150_000)}`],
])('bounded output and depth: %s', (_name, html) => {
  const { html: safe } = clean(html);
  let depth = 0;
  let deepest = 0;
  scanHtml(safe, {
    open() {
      deepest = Math.max(deepest, ++depth);
    },
    close() {
      depth--;
    },
    text() {},
  });
  expect(deepest).toBeLessThanOrEqual(300);
  expect(safe.length).toBeLessThanOrEqual(html.length * 8 + 1000);
  expect(offences(safe)).toEqual([]);
});

test('a body beyond measure is shown as its text, uncut', () => {
  const { html } = clean(`<p>Anfang</p>${'<i></i>'.repeat(110_000)}<p>1 &lt; 2 Ende</p>`);
  expect(html).toBe('<pre style="white-space:pre-wrap">Anfang\n\n1 &lt; 2 Ende</pre>');
});

const fragment = fc.oneof(
  fc.constantFrom(...ATTACKS.map(([, html]) => html)),
  fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '<a ',
    '</',
    '<!--',
    '-->',
    '<p title="',
    '=',
    '&',
    '&#',
    '<svg>',
    '</p>',
    '<style>',
    '<img src=',
    'javascript:',
    ' onclick=x ',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const soup = fc
  .array(
    fc.tuple(fragment, fc.nat(40)).map(([text, cut]) => text.slice(cut % 7 === 0 ? cut : 0)),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('property: no markup whatever gets past the policy', () => {
  fc.assert(
    fc.property(soup, (html) => {
      const safe = clean(html).html;
      expect(offences(safe)).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});
