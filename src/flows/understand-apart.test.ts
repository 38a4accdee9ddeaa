import { expect, test } from 'vitest';
import { composeMessage } from '../mail/compose.ts';
import { understand } from './understand.ts';
import { understandApart } from './understand-apart.ts';

const mail = (bytes: number) =>
  composeMessage({
    from: { name: 'Carla', addr: 'carla@kunde.example' },
    to: [{ name: '', addr: 'support@desk.example' }],
    cc: [],
    subject: 'Großer Scan',
    text: 'Anbei der Scan.',
    html: '<p>Anbei der <b>Scan</b>.<img src="cid:bild@kunde"></p>',
    messageId: '<scan@kunde.example>',
    date: new Date('2026-11-02T09:00:00Z'),
    attachments: [
      { name: 'scan.bin', type: 'application/octet-stream', content: Buffer.alloc(bytes, 'scan') },
      {
        name: 'bild.png',
        type: 'image/png',
        content: Buffer.from('89504e470d0a1a0a', 'hex'),
        contentId: 'bild@kunde',
        inline: true,
      },
    ],
  }).raw;

test.each([1000, 3_000_000])(
  'a mail with %d bytes attached is understood alike here and in a thread',
  async (bytes) => {
    const raw = mail(bytes);
    const here = understand(Buffer.from(raw));
    const apart = await understandApart(Buffer.from(raw));
    expect(apart.contentHash).toBe(here.contentHash);
    expect(apart.html).toBe(here.html);
    expect(apart.message.attachments.map(({ name, sha256, size }) => ({ name, sha256, size }))).toEqual(
      here.message.attachments.map(({ name, sha256, size }) => ({ name, sha256, size })),
    );
    expect(
      Buffer.from(apart.message.attachments.find(({ name }) => name === 'scan.bin')?.content ?? []).equals(
        Buffer.alloc(bytes, 'scan'),
      ),
    ).toBe(true);
  },
);

test('reading a large mail does not hold up the process', async () => {
  let turns = 0;
  const counter = setInterval(() => (turns += 1), 1);
  await understandApart(mail(8_000_000));
  clearInterval(counter);
  expect(turns).toBeGreaterThan(5);
});
