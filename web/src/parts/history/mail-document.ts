import DOMPurify from 'dompurify';

type MailDocumentOptions = {
  /** Remote images may load; the person asked for them. */
  showRemote: boolean;
  /** Data URLs for the inline images of the mail, by the URL that stands in the HTML. */
  images: ReadonlyMap<string, string>;
  /** Handle of folded quotes. */
  quoteLabel: string;
  /** The page is dark; a mail without colours of its own follows it. */
  dark: boolean;
};

type MailDocument = { html: string; paper: 'light' | 'dark' };

/**
 * A whole HTML document for `srcdoc` from the sanitised HTML of an entry.
 *
 * Three walls stand between a mail and the page, each enough for most attacks: the server sanitises, DOMPurify does it again here with its own parser,
 * and the frame runs no script (sandbox without allow-scripts, and `default-src 'none'` in the policy that comes first in the document). The policy
 * also stops what sanitising may overlook: remote style, fonts, refreshes, forms, frames. Images are data URLs, or https when the person asked for them.
 */
export function mailDocument(html: string, options: MailDocumentOptions): MailDocument {
  const body = cleanBody(html);
  const paper = options.dark && !hasOwnColours(body) ? 'dark' : 'light';
  for (const link of body.querySelectorAll('a')) openOutside(link);
  for (const image of body.querySelectorAll('img')) settleImage(image, options);
  nameFolds(body, options.quoteLabel);
  const head =
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(options.showRemote)}">` +
    '<meta charset="utf-8"><meta name="referrer" content="no-referrer">' +
    `<meta name="color-scheme" content="${paper}"><style>${styleOf(paper, paper === 'light' && options.dark)}</style>`;
  return {
    html: `<!doctype html><html><head>${head}</head><body><div id="${MAIL_ID}">${body.innerHTML}</div></body></html>`,
    paper,
  };
}

/** Id of the element around the mail, whose height the page measures. */
export const MAIL_ID = 'poststelle-mail';

/** The policy of a mail's document: nothing loads but data images, and https images when `showRemote`. */
function contentPolicy(showRemote: boolean): string {
  return `default-src 'none'; img-src data:${showRemote ? ' https:' : ''}; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'`;
}

/** The addresses of the mail's own inline images in its HTML (`/api/attachments/…`), each once. */
export function inlineImageUrls(html: string): string[] {
  const found = html.matchAll(/["'](\/api\/attachments\/\d+\?inline=1)["']/g);
  return [...new Set([...found].map((match) => match[1] as string))];
}

function cleanBody(html: string): HTMLElement {
  return DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['form', 'input', 'button', 'textarea', 'select', 'audio', 'video', 'source', 'picture'],
    FORBID_ATTR: ['srcset', 'background', 'ping'],
    ALLOW_DATA_ATTR: true,
    RETURN_DOM: true,
  }) as unknown as HTMLElement;
}

function hasOwnColours(body: HTMLElement): boolean {
  if (body.querySelector('[bgcolor], [color], [text], style')) return true;
  return [...body.querySelectorAll('[style]')].some((element) =>
    /(?:^|[;\s-])(?:color|background)/i.test(element.getAttribute('style') ?? ''),
  );
}

function openOutside(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href') ?? '';
  if (href.startsWith('#')) return;
  if (!/^(?:https?|mailto|tel):/i.test(href)) {
    link.removeAttribute('href');
    return;
  }
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer nofollow');
  // Where a link really leads must not be hidden by the text that the sender chose.
  link.setAttribute('title', href);
}

function settleImage(image: HTMLImageElement, options: MailDocumentOptions): void {
  const src = image.getAttribute('src');
  const remote = image.getAttribute('data-remote-src');
  if (src !== null && !src.startsWith('data:')) {
    const inline = options.images.get(src);
    if (inline === undefined) image.removeAttribute('src');
    else image.setAttribute('src', inline);
  } else if (remote !== null && options.showRemote) {
    image.setAttribute('src', remote.replace(/^http:/i, 'https:').replace(/^\/\//, 'https://'));
  }
}

/** The desk has folded quoted text into `details`; the page names the handle in the reader's language. */
function nameFolds(body: HTMLElement, label: string): void {
  for (const handle of body.querySelectorAll('details.quoted > summary')) handle.textContent = label;
}

function styleOf(paper: 'light' | 'dark', sheet: boolean): string {
  const [ink, link, line] = paper === 'dark' ? ['#d5d7da', '#8ab4f8', '#4a4f57'] : ['#1d2127', '#1a56a8', '#c9ced6'];
  const background = paper === 'dark' ? 'transparent' : '#fff';
  return `html{height:auto!important;background:${background};overflow-x:hidden;overflow-y:auto}
body{height:auto!important;min-height:0!important;margin:0;padding:0;color:${ink};font:14px/1.5 system-ui,sans-serif}
#${MAIL_ID}{display:flow-root;overflow-x:auto;overflow-wrap:break-word;padding:${sheet ? '12px' : '0'};box-sizing:border-box}
#${MAIL_ID}>:first-child,#${MAIL_ID}>:first-child>:first-child{margin-top:0}#${MAIL_ID}>:last-child,#${MAIL_ID}>:last-child>:last-child{margin-bottom:0}a[href]{color:${link}}img{max-width:100%}img:not([width]){height:auto}
img:not([src]){outline:1px dashed ${line};outline-offset:-1px;min-width:1px}
table{max-width:100%}pre{white-space:pre-wrap}
blockquote{margin:8px 0 8px 4px;padding-left:12px;border-left:2px solid ${line}}
summary{display:inline-block;cursor:pointer;list-style:none;margin:8px 0;padding:2px 8px;border:1px solid ${line};border-radius:6px;font-size:13px}summary::-webkit-details-marker{display:none}summary:focus-visible{outline:2px solid ${link}}`;
}
