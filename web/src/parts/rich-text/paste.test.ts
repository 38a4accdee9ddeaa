import { expect, test } from 'vitest';
import { cleanPasted, partedFiles, pastedFiles } from './paste.ts';

const item = (mark: string, text: string) =>
  `<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`;

test('lists of Word become lists, also numbered ones and several after another', () => {
  const bullets = `<p>Vorher</p>\n${item('·', 'Eins')}\n${item('·', '<b>Zwei</b>')}\n<p>Nachher</p>`;
  expect(cleanPasted(bullets)).toBe(
    '<p>Vorher</p>\n<ul><li><p>Eins</p></li><li><p><b>Zwei</b></p></li></ul>\n<p>Nachher</p>',
  );
  const both = `${item('1.', 'Erstens')}${item('2.', 'Zweitens')}${item('o', 'Punkt')}`;
  expect(cleanPasted(both)).toBe(
    '<ol><li><p>Erstens</p></li><li><p>Zweitens</p></li></ol><ul><li><p>Punkt</p></li></ul>',
  );
});

test('style sheets, office elements and comments go, the words stay', () => {
  const html =
    '<html><head><style>p { color: red }</style></head><body><!--StartFragment--><xml><w:x>no</w:x></xml><p>Guten <o:p>Tag</o:p></p><!--EndFragment--></body></html>';
  expect(cleanPasted(html)).toBe('<html><body><p>Guten Tag</p></body></html>');
});

test('handlers go, words that look like one stay', () => {
  expect(cleanPasted(`<p onclick="x('>')" class="a">onclick="x" on = y</p><b ONLOAD=x()>z</b>`)).not.toMatch(
    /<[^>]*onclick|<[^>]*onload/iu,
  );
  expect(cleanPasted('<p>onclick="x" on = y</p>')).toBe('<p>onclick="x" on = y</p>');
});

test('pictures that lie elsewhere are not taken over; our own are', () => {
  const own = '<img src="/api/uploads/abc" alt="Plan">';
  expect(cleanPasted(`<p>${own}<img src="https://tracker.example/x.gif"><img src=file:///C:/x.png></p>`)).toBe(
    `<p>${own}</p>`,
  );
});

test('what is beyond measure is not pasted as HTML; what is left open stays', () => {
  expect(cleanPasted('x'.repeat(500_001))).toBe('');
  expect(cleanPasted('<p>Offen<!-- kein Ende')).toBe('<p>Offen<!-- kein Ende');
  expect(cleanPasted('<p style="mso-list:l0">Offen')).toBe('<p style="mso-list:l0">Offen');
});

test('copied cells and words are text, although a picture of them comes along; copied files are files', () => {
  const file = new File(['x'], 'x.png', { type: 'image/png' });
  const data = (text: string) => ({ files: [file] as unknown as FileList, getData: () => text });
  expect(pastedFiles(data('A\tB'))).toEqual([]);
  expect(pastedFiles(data(''))).toEqual([file]);
  const drawing = new File(['x'], 'x.svg', { type: 'image/svg+xml' });
  expect(partedFiles([drawing, file])).toEqual({ pictures: [file], others: [drawing] });
});
