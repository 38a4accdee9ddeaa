import sanitize from 'sanitize-html';
import { FOLD_HANDLE } from './sanitise.ts';
import { textIfTooMuch } from './sanitise-limits.ts';
import { allowedElements, DATA_IMAGE, safeTarget, styler } from './sanitise-tag.ts';

/** A fold keeps nothing of what made it one; how a quote is marked, others want to see. */
const ATTRIBUTES = {
  ...Object.fromEntries(
    [...allowedElements].map(([name, allowed]) => [name, [...allowed].filter((key) => key !== 'class')]),
  ),
  blockquote: [...(allowedElements.get('blockquote') ?? []), 'type'],
};

/**
 * The HTML of a mail that leaves, by the same rules: what an agent wrote or quotes brings no script, form or style sheet to others. Quotes that were folded
 * for reading stand open again, and their remote pictures keep their address. `own` gives the `cid:` URL of one of our own pictures, null for any other.
 */
export function sanitiseOutgoing(html: string, own: (src: string) => string | null): string {
  const tooMuch = textIfTooMuch(html);
  if (tooMuch !== null) return tooMuch;
  const styleOf = styler();
  const styled = (attribs: sanitize.Attributes): sanitize.Attributes => ({
    ...attribs,
    style: styleOf(new Map(Object.entries(attribs))),
  });
  return sanitize(html, {
    allowedTags: [...allowedElements.keys()],
    allowedAttributes: ATTRIBUTES,
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data', 'cid'] },
    allowedSchemesAppliedToAttributes: ['href', 'src'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nestingLimit: 300,
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: styled(attribs) }),
      a: (tagName, attribs) => ({ tagName, attribs: leavingLink(attribs) }),
      img: (tagName, attribs) => ({ tagName, attribs: leavingPicture(attribs, own) }),
      details: 'div',
      summary: 'p',
    },
    exclusiveFilter: ({ tag, text, attribs }) =>
      (tag === 'img' && attribs['src'] === undefined) || (tag === 'summary' && text.trim() === FOLD_HANDLE),
  });
}

function leavingLink(attribs: sanitize.Attributes): sanitize.Attributes {
  const { href, target: _target, rel: _rel, title: _title, ...rest } = attribs;
  const safe = safeTarget(href ?? '');
  return safe === null ? rest : { ...rest, href: safe };
}

function leavingPicture(attribs: sanitize.Attributes, own: (src: string) => string | null): sanitize.Attributes {
  const { src = '', 'data-remote-src': remote, srcset: _srcset, referrerpolicy: _policy, ...rest } = attribs;
  const url = own(src) ?? remotePicture(remote ?? src);
  return url === null ? rest : { ...rest, src: url };
}

/** A picture of the web or written into the mail itself; no other address is one that others can open. */
function remotePicture(src: string): string | null {
  const plain = src.replace(/[\u0000-\u0020\u007f]/gu, '');
  if (DATA_IMAGE.test(plain)) return plain;
  const url = URL.parse(plain.startsWith('//') ? `https:${plain}` : plain);
  return url && /^https?:$/u.test(url.protocol) ? url.href : null;
}
