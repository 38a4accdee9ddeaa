import { randomBytes } from 'node:crypto';
import { Failure } from '../lib/failure.ts';
import type { Draftable } from '../mail/compose-part.ts';
import { htmlToText } from '../mail/html-text.ts';
import { type Quote, quoteAnswered, quoteForwarded, type QuotedMail } from '../mail/quoted-mail.ts';
import { sanitiseHtml } from '../mail/sanitise.ts';
import { sanitiseOutgoing } from '../mail/sanitise-outgoing.ts';
import { entryQuoted, type NewAttachment, ticketAttachments } from '../store/entries.ts';
import type { Db } from '../store/schema.ts';
import { findUploads } from '../store/uploads.ts';
import type { Desk } from './desk.ts';
import type { Signature } from './signature.ts';
import { attachmentSlot } from './understand.ts';

/** What an agent wrote. With `html` its pictures are `<img src="/api/uploads/<id>">`, and `text` is made from it unless given. */
export type Written = {
  text?: string | undefined;
  html?: string | null | undefined;
  /** A mail of the ticket that goes below. */
  quote?: { entryId: number; as: 'reply' | 'forward' } | null | undefined;
};

/** A file within the text, its bytes in the blob store. */
type Picture = Omit<NewAttachment, 'inline' | 'contentId'> & { src: string; contentId: string };

/** The body of a mail: as it leaves, as the history shows it (pictures as `attachmentSlot`), and the words of the writer alone. */
export type Content = {
  text: string;
  own: string;
  html: string | null;
  shown: { html: string; remoteImages: number } | null;
  pictures: Picture[];
};

export type ContentOf = {
  db: Db;
  agentId: number;
  /** Null while the ticket is not there yet: then there is nothing to quote. */
  ticketId: number | null;
  locale: 'de' | 'en';
  /** For Content-IDs. */
  domain: string;
  signature: Signature | null;
};

/** What others' programs show inline, and no document that could run something. */
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const OWN_PICTURE = /\bsrc\s*=\s*["']?(\/api\/(?:uploads\/[\w-]{1,100}|attachments\/\d{1,15}(?:\?inline=1)?))/giu;
/** So many bytes of pictures a quote brings along; without it every answer to a mail full of photographs would carry them all again. */
const MAX_QUOTED = 2_000_000;
const MAX_PICTURES = 50;

/**
 * Puts together what was written, the signature and the quote, as text and — if something was written in HTML — as HTML too, sanitised. Throws Failure
 * `invalid` at `text` if nothing was written, at `html` for a picture that is gone or none, at `quote` for a mail that is not this ticket's.
 */
export async function writtenContent(of: ContentOf, written: Written): Promise<Content> {
  const quoted = await mailToQuote(of, written);
  const pictures = await picturesIn(of, written, quoted);
  const cid = (src: string) => {
    const found = pictures.find((picture) => picture.src === src.replaceAll('&amp;', '&'));
    return found ? `cid:${found.contentId}` : null;
  };
  const quote = quoted && quoteFor(written, quoted, of.locale, cid);
  const body = typeof written.html === 'string' ? sanitiseOutgoing(written.html, cid) : null;
  const own = ((written.text ?? '').trim() === '' ? (body === null ? '' : htmlToText(body)) : written.text!).trimEnd();
  if (own.trim() === '' && !body?.includes('<img ') && written.quote?.as !== 'forward') throw wrong('text', 'required');
  const { signature } = of;
  const text = [own, signature ? `-- \n${signature.text}` : '', quote?.text ?? ''].filter((part) => part !== '');
  if (body === null) return { text: text.join('\n\n'), own, html: null, shown: null, pictures: [] };
  const signed = signature ? `<br>\n<div>${sanitiseOutgoing(signature.html, () => null)}</div>\n` : '';
  const html = `${body}\n${signed}${quote ? `<br>\n${quote.html}` : ''}`;
  const shown = sanitiseHtml(html, { cid: (id) => slotOf(pictures, id) });
  return { text: text.join('\n\n'), own, html, shown, pictures };
}

/** The pictures of a body for the mail itself, read from the blob store. */
export function withContent({ store }: Desk, pictures: readonly Picture[]): Promise<Draftable[]> {
  return Promise.all(
    pictures.map(async ({ name, type, blob, contentId }) => ({
      name,
      type,
      contentId,
      inline: true,
      content: await store.blobs.get(blob),
    })),
  );
}

async function mailToQuote({ db, ticketId }: ContentOf, { quote }: Written) {
  if (!quote) return null;
  const found = ticketId === null ? null : await entryQuoted(db, ticketId, quote.entryId);
  if (!found) throw wrong('quote', 'gone');
  return found;
}

function quoteFor(
  { html, quote }: Written,
  mail: QuotedMail,
  locale: 'de' | 'en',
  cid: (src: string) => string | null,
): Quote {
  // A mail in plain text has no use for the HTML of its quote.
  const quoted = typeof html === 'string' ? mail : { ...mail, html: '' };
  return quote?.as === 'forward' ? quoteForwarded(quoted, locale, cid) : quoteAnswered(quoted, locale, cid);
}

/** Every picture that the writer's words name, and those of the quote as far as they are not too much. */
async function picturesIn(
  of: ContentOf,
  { html }: Written,
  quoted: { html: string | null } | null,
): Promise<Picture[]> {
  if (typeof html !== 'string') return [];
  const named = namesIn(html);
  const own = await stored(of, named);
  const missing = named.find((src) => !own.some((picture) => picture.src === src));
  if (missing !== undefined || named.length > MAX_PICTURES) throw wrong('html', 'picture-gone');
  if (own.some(({ type }) => !PICTURES.has(type))) throw wrong('html', 'no-picture');
  const more = await stored(
    of,
    namesIn(quoted?.html ?? '').filter((src) => !named.includes(src)),
  );
  let size = 0;
  const brought = more.filter((picture) => PICTURES.has(picture.type) && (size += picture.size) <= MAX_QUOTED);
  return [...own, ...brought.slice(0, MAX_PICTURES)];
}

/** Our own picture addresses in an HTML text, each once. */
function namesIn(html: string): string[] {
  return [...new Set([...html.matchAll(OWN_PICTURE)].map((found) => found[1]!))];
}

/** The agent's own uploads and the ticket's own attachments among the addresses; what is neither is missing. */
async function stored({ db, agentId, ticketId, domain }: ContentOf, names: readonly string[]): Promise<Picture[]> {
  const idIn = (src: string) => src.split(/[/?]/u)[3] ?? '';
  const uploads = names.filter((src) => src.startsWith('/api/uploads/'));
  const attachments = names.filter((src) => src.startsWith('/api/attachments/'));
  const uploaded = await findUploads(db, agentId, uploads.map(idIn));
  const filed =
    ticketId === null
      ? []
      : await ticketAttachments(
          db,
          ticketId,
          attachments.map((src) => Number(idIn(src))),
        );
  const rows = new Map([...uploaded, ...filed].map((row) => [String(row.id), row]));
  return [...uploads, ...attachments].flatMap((src) => {
    const row = rows.get(idIn(src));
    if (!row) return [];
    const { name, type, size, blob } = row;
    return [
      {
        src,
        name,
        type: type.toLowerCase(),
        size,
        blob,
        contentId: `${randomBytes(9).toString('hex')}@${plainDomain(domain)}`,
      },
    ];
  });
}

function slotOf(pictures: readonly Picture[], contentId: string): string | null {
  const index = pictures.findIndex((picture) => picture.contentId === contentId);
  return index < 0 ? null : attachmentSlot(index);
}

/** RFC 2392 §2: the HTML and the part must name it alike, whatever letters the domain is written in. */
const plainDomain = (domain: string) => domain.replace(/[^a-z0-9.-]/giu, '') || 'desk';

const wrong = (field: string, problem: string) => new Failure('invalid', { field, problems: [{ field, problem }] });
