import { contentHash } from '../mail/content-hash.ts';
import type { Message } from '../mail/message.ts';
import { parseMessage } from '../mail/parse.ts';
import { listHtml } from '../mail/sanitise.ts';
import type { SlicedBlob } from '../store/blobs.ts';

/** A mail read and made safe to show, ready to be judged and filed. */
export type Understood = {
  message: Message;
  contentHash: string;
  /** HTML by our own list, to be shown by `showListed`; images of the mail itself point to `attachmentSlot(index)` until the attachments have ids. */
  html: string | null;
  remoteImages: number;
  /** The bytes of the attachments, in their order. */
  contents: readonly Content[];
};

/** Bytes at hand, or of a large file that is decoded again each time it is asked for. */
export type Content = Uint8Array | SlicedBlob;

/** Stands in the HTML for the n-th attachment until it has an id. */
export const attachmentSlot = (index: number) => `/api/attachments/slot-${index}-?inline=1`;

/** Where a picture of a step is shown. */
export const shownAt = (attachmentId: number) => `/api/attachments/${attachmentId}?inline=1`;

/** The HTML with the address of each attachment in its slot. */
export function fillSlots(html: string, attachmentIds: readonly number[]): string {
  return attachmentIds.reduce((text, id, index) => text.replaceAll(attachmentSlot(index), shownAt(id)), html);
}

/** Reads raw bytes completely: parsed, hashed, HTML made safe to keep. Pure; never throws for broken mail. */
export function understand(raw: Uint8Array): Understood {
  const message = parseMessage(raw);
  const slots = new Map(message.attachments.map(({ contentId }, index) => [contentId, attachmentSlot(index)]));
  const slotOf = (contentId: string) => slots.get(contentId) ?? null;
  const safe = message.html === null ? null : listHtml(message.html, { cid: slotOf, subject: message.subject });
  return {
    message,
    contentHash: contentHash(message),
    html: safe?.html ?? null,
    remoteImages: safe?.remoteImages ?? 0,
    contents: message.attachments.map(({ content }) => content),
  };
}
