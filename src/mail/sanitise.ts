import sanitize from 'sanitize-html';
import { foldQuotes } from './html-quotes.ts';
import { textIfTooMuch } from './sanitise-limits.ts';
import { allowedElements, EMPTY_ELEMENTS, safeTags, type ServedParts } from './sanitise-tag.ts';

export type SanitiseOptions = {
  cid: ServedParts;
  /** Text of the handle that unfolds a quote. */
  quoteLabel?: string;
  /** The subject of the mail: what a forwarded mail carries is not folded. */
  subject?: string;
};
export type SanitisedHtml = {
  html: string;
  /** Images that wait in `data-remote-src` for the reader's consent. */
  remoteImages: number;
};

/** On the handle of a folded quote, unless the caller knows the reader's language. */
export const FOLD_HANDLE = '…';

/** The library takes a millisecond or two for so many characters. Who looks at a ticket should not wait for longer ones. */
const LONG = 50_000;

/**
 * The HTML body of a mail, safe to show inside a sandboxed frame: no script, form, frame, style sheet, drawing or external load; styles
 * by a short list; links only http, https, mailto and tel, with their target as title; images from the mail by `options.cid`, remote ones
 * waiting in `data-remote-src`; quotes folded (`foldQuotes`). Bounded work; never throws.
 */
export function sanitiseHtml(html: string, options: SanitiseOptions): SanitisedHtml {
  const listed = listHtml(html, options);
  return { ...listed, html: showListed(listed.html) };
}

/**
 * The first half of `sanitiseHtml`, for what is stored: by our own list alone, unless it is long. What is stored passes `showListed` each time it is shown,
 * so that a better library or a shorter list is good for the mails of yesterday, too.
 */
export function listHtml(html: string, options: SanitiseOptions): SanitisedHtml {
  const tooMuch = textIfTooMuch(html);
  if (tooMuch !== null) return { html: tooMuch, remoteImages: 0 };
  const { startTag, remoteImages } = safeTags(options.cid);
  const listed = foldQuotes(html, { label: options.quoteLabel ?? FOLD_HANDLE, subject: options.subject, startTag });
  return { html: listed.length > LONG ? byLibrary(listed) : listed, remoteImages: remoteImages() };
}

/** The other half, for what `listHtml` gave: the last word has a library that others have attacked for years. */
export function showListed(listed: string): string {
  // Addresses of pictures have been filled in since, which makes it a little longer or shorter. What passes twice comes out the same.
  return listed.length > 2 * LONG ? listed : byLibrary(listed);
}

/** It finds links, pictures and styles as our list wrote them. */
function byLibrary(listed: string): string {
  // Only what the mail uses is allowed in it: the library reads its policy anew for every mail.
  const used = new Set(Array.from(listed.matchAll(/<([a-z][a-z0-9]*)/gu), ([, name]) => name ?? ''));
  const allowed = [...used].filter((name) => allowedElements.has(name));
  const attributes = allowed.map((name): [string, string[]] => [name, [...(allowedElements.get(name) ?? [])]]);
  return sanitize(listed, { ...POLICY, allowedTags: allowed, allowedAttributes: Object.fromEntries(attributes) });
}

const POLICY: sanitize.IOptions = {
  allowedClasses: { details: ['quoted'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'data'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'data-remote-src'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  selfClosing: [...EMPTY_ELEMENTS],
  nestingLimit: 300,
  // Its way through a CSS parser takes most of the time on a newsletter, and `allowedStyle` has left little to parse.
  parseStyleAttributes: false,
};

/** The result of `sanitiseHtml` after the reader has allowed remote images. */
export function showRemoteImages(html: string): string {
  return html.replace(/<img [^<>]*>/gu, (tag) => tag.replace(/ data-remote-src="/u, ' src="'));
}
