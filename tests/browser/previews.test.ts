import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TicketRow } from '../../src/api/contract/tickets.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import { draftOf } from '../support/desk.ts';
import { type RunningDesk, startDesk } from '../support/running.ts';
import { fillSandbox, locales } from './settings.ts';
import { holds, type Story, storyTeller } from './story.ts';

const tell = storyTeller();
const subject = 'Fotos vom Schaden';
const mail = composeMessage(
  draftOf(
    {
      from: { name: 'Nora Nordlicht', addr: 'nora@nordlicht.example' },
      subject,
      attachments: [
        { name: 'vorn.png', type: 'image/png', content: picture(400, 300) },
        { name: 'programm.exe', type: 'application/octet-stream', content: Buffer.from('MZ') },
        { name: 'Lieferschein.pdf', type: 'application/pdf', content: pdf('Lieferschein 4711') },
        { name: 'Liste.csv', type: 'text/csv', content: Buffer.from('Artikel;Menge\r\nÜberspannungsschutz;2\r\n') },
      ],
    },
    new Date(),
  ),
).raw;

describe.each(locales)('previews of files (%s)', (locale) => {
  let desk: RunningDesk;
  beforeAll(async () => {
    desk = await startDesk({ locale });
    await fillSandbox(desk, locale, [mail]);
  });
  afterAll(() => desk?.stop());

  test('a picture is zoomed, the arrows lead to the PDF and the text, the focus comes back', { timeout: 300_000 }, () =>
    tell({ name: 'previews', locale, desk }, async (story) => {
      const { rows } = await desk.call<{ rows: TicketRow[] }>('GET', '/api/tickets');
      const id = rows.find((row) => row.subject === subject)?.id;
      await story.page.goto(`${desk.url}/tickets/${id}`);
      await gallery(story);
      expect(story.outside).toEqual([]);
    }),
  );
});

async function gallery(story: Story): Promise<void> {
  const { button, dialog, look, page, t } = story;
  const tile = (name: string) =>
    page.getByRole('list', { name: t('tickets.files.label') }).getByRole('button', { name: new RegExp(`^${name}`) });
  await tile('vorn.png').click();
  const shown = dialog('vorn.png');
  await shown.getByText(t('lists.preview.position', { at: 1, count: 3 })).waitFor();
  const width = "document.querySelector('[role=dialog] img').getBoundingClientRect().width";
  await holds(page, `${width} === 400`);
  await look('picture', { narrow: true });
  await page.keyboard.press('+');
  await holds(page, `${width} > 1000`);
  await page.keyboard.press('0');
  await holds(page, `${width} === 400`);

  await page.keyboard.press('ArrowRight');
  const frame = dialog('Lieferschein.pdf').getByTitle(t('lists.preview.pdf', { name: 'Lieferschein.pdf' }));
  await frame.waitFor();
  expect(await frame.getAttribute('src')).toMatch(/^\/api\/attachments\/\d+\?inline=1$/);

  await button(t('lists.preview.next')).click();
  await dialog('Liste.csv').getByText('Überspannungsschutz;2').waitFor();
  await look('text');
  await page.keyboard.press('Escape');
  await dialog('Liste.csv').waitFor({ state: 'detached' });
  await holds(page, "document.activeElement?.textContent?.startsWith('Liste.csv')");
}

/** A picture of one colour (PNG). */
function picture(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([70, 130, 180]))]);
  const lines = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([mark, chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))]);
}

/** A page with one line of text (PDF). */
function pdf(words: string): Buffer {
  const draw = `BT /F1 24 Tf 72 700 Td (${words}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return Buffer.from(
    `${text}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`,
    'latin1',
  );
}
