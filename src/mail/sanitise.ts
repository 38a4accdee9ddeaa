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

/**
 * The last word has a library that others have attacked for years. It finds links, pictures and styles as our list wrote them. Only the elements that the
 * list wrote (`used`) are allowed: a stricter policy, and one that the library, which reads it anew for every mail, is through with sooner.
 */
function policyFor(used: Iterable<string>): sanitize.IOptions {
  const names = [...used];
  return {
    ...POLICY,
    allowedTags: names,
    allowedAttributes: Object.fromEntries(names.map((name) => [name, [...(allowedElements.get(name) ?? [])]])),
  };
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

/** What `foldQuotes` writes by itself. */
const FOLD_ELEMENTS = ['details', 'summary'];

/**
 * The HTML body of a mail, safe to show inside a sandboxed frame: no script, form, frame, style sheet, drawing or external load; styles
 * by a short list; links only http, https, mailto and tel, with their target as title; images from the mail by `options.cid`, remote ones
 * waiting in `data-remote-src`; quotes folded (`foldQuotes`). Bounded work; never throws.
 */
export function sanitiseHtml(html: string, options: SanitiseOptions): SanitisedHtml {
  const tooMuch = textIfTooMuch(html);
  if (tooMuch !== null) return { html: tooMuch, remoteImages: 0 };
  const { startTag, remoteImages } = safeTags(options.cid);
  const used = new Set(FOLD_ELEMENTS);
  const listed = foldQuotes(html, {
    label: options.quoteLabel ?? FOLD_HANDLE,
    subject: options.subject,
    startTag: (name, attributes) => {
      const tag = startTag(name, attributes);
      if (tag !== '') used.add(name);
      return tag;
    },
  });
  return { html: sanitize(listed, policyFor(used)), remoteImages: remoteImages() };
}

/** The result of `sanitiseHtml` after the reader has allowed remote images. */
export function showRemoteImages(html: string): string {
  return html.replace(/<img [^<>]*>/gu, (tag) => tag.replace(/ data-remote-src="/u, ' src="'));
}
