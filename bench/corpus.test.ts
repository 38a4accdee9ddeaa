import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { defaultCorpus, generateCorpus } from './corpus.ts';

test('the standard corpus stays the same to the byte, so that figures of different days can be compared', () => {
  const hash = createHash('sha256');
  const { figures, mails } = generateCorpus(defaultCorpus, (_file, raw) => hash.update(raw));
  expect(figures).toEqual({ mails: 500, originals: 351, replies: 149, attachments: 99, bytes: 18_239_854 });
  expect(hash.digest('hex')).toBe('e1242b4f92176c82a0c1e43f9924ecbba8080485b3b7703786e06d2aad07db91');
  expect(mails).toHaveLength(500);
});

test('every reply belongs to the ticket of the mail that it answers', () => {
  const { mails } = generateCorpus({ ...defaultCorpus, seed: 3, 'ticket-base': 100 }, () => undefined);
  const tickets = new Map(mails.map((mail) => [mail.id, mail.ticket]));
  const replies = mails.filter((mail) => mail.reply !== null);
  expect(replies.length).toBeGreaterThan(100);
  for (const reply of replies) expect(reply.ticket).toBe(tickets.get(reply.reply ?? ''));
  expect(Math.min(...tickets.values())).toBe(101);
});
