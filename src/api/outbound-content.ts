import type { z } from 'zod';
import { decodeHeaderText } from '../mail/encoded-words.ts';
import { parseMessage } from '../mail/parse.ts';
import type { outboundContentSchema } from './contract/spools.ts';

/** A finished mail read back, as its recipient's program would. */
export function outboundContent(raw: Uint8Array): z.output<typeof outboundContentSchema> {
  const { from, to, cc, subject, text, header, attachments } = parseMessage(raw);
  return {
    from,
    to,
    cc,
    subject,
    text,
    headers: header.map(({ name, value }) => ({ name, value: decodeHeaderText(value) })),
    attachments: attachments.map(({ name, type, size }) => ({ name, type, size })),
  };
}
