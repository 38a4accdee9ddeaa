import { isForwardSubject } from './base-subject.ts';
import { type HtmlAttributes, scanHtml, VOID_ELEMENTS } from './html-scan.ts';
import { isForwardMarker, isHeaderLabel, isOriginalMarker } from './quotes-headers.ts';

/** Elements that go with all their content: no text for a reader, or foreign syntax that is never shown. */
const DROPPED: ReadonlySet<string> = new Set(
  'script style title template noscript iframe noembed noframes object applet svg math select audio video canvas'.split(
    ' ',
  ),
);
/** Elements whose content the tokenizer reads as raw text; a browser would, too, so they become one it shows as text. */
const RAW: ReadonlySet<string> = new Set(['textarea', 'xmp', 'listing', 'plaintext']);
/** Nothing may be wrapped around these without breaking the table. */
const TABLE_PARTS: ReadonlySet<string> = new Set([
  'td',
  'th',
  'tr',
  'tbody',
  'thead',
  'tfoot',
  'table',
  'body',
  'html',
  'li',
  'ul',
  'ol',
]);

/** Containers whose whole content is quoted, by class or id. */
const CONTAINERS: ReadonlySet<string> = new Set(
  'gmail_attr moz-cite-prefix protonmail_quote tutanota_quote zmail_extra ms-outlook-mobile-reference-message mail-editor-reference-message-container olk_src_body_section front-blockquote missive_quote sh-quoted-content airmail_ext_on'.split(
    ' ',
  ),
);
/** GMX and Web.de, Spark: by the name attribute, for as a class these words are nobody's own. */
const NAMED_CONTAINERS: ReadonlySet<string> = new Set(['quote', 'messagereplysection']);
/** Marks of Outlook, Zimbra and others: they and all that follows is quoted. */
const TO_THE_END = new Set(['appendonsend', 'divrplyfwdmsg', 'outlookmessageheader', 'zwchr', 'replysplit']);

/** Not by RFC: the line that Outlook draws above `Von: …`. */
const OUTLOOK_RULE =
  /border-top\s*:\s*(?:solid\s+#[0-9a-f]{3,6}\s+1(?:\.0)?pt|(?:1(?:\.0)?pt|1px)\s+solid\s+(?:#[0-9a-f]{3,6}|rgb\([\d\s,]+\)))/iu;

type Element = {
  name: string;
  /** Where its start tag stands in the output. */
  at: number;
  /** '' if it is shown without its tags. */
  endTag: string;
  /** True if text of the reader's interest stands in it already. */
  filled: boolean;
  /** End tags to write before its own. */
  wrappers: number;
  /** Set if the element itself is wrapped. */
  wrapped: boolean;
  /** Becomes quoted if its first text is the label of a header block. */
  suspect: boolean;
};

export type FoldOptions = {
  /** Text of the handle that unfolds a quote. */
  label: string;
  /** The subject of the mail: what a forwarded mail carries is its content, not a quote. */
  subject?: string;
  /** Writes the start tag of an element; '' if only its content is shown. What is not written here does not get out. */
  startTag: (name: string, attributes: HtmlAttributes) => string;
};

/**
 * The HTML body, properly nested and without what is never shown, each quote of the usual mail programs within
 * `<details class="quoted"><summary>label</summary>…</details>`. Nothing that a reader sees is lost; a body that is nothing but quote is not folded.
 * As safe to show as the tags that `options.startTag` writes: all else is text, escaped. Linear in the length; never throws.
 */
export function foldQuotes(html: string, options: FoldOptions): string {
  const out: string[] = [];
  const folds: number[] = [];
  const ends: number[] = [];
  const handle = `<details class="quoted"><summary>${escapeText(options.label)}</summary>`;
  const forwarded = isForwardSubject(options.subject ?? '');
  const root: Element = { name: '', at: 0, endTag: '', filled: false, wrappers: 0, wrapped: false, suspect: false };
  const stack: Element[] = [root];
  let dropped = 0;
  let quoted = 0;
  let fresh = false;
  /** The fold that ended last, as long as nothing but line breaks came after it. */
  let ended: { at: number; parent: Element } | null = null;

  function open(name: string, attributes: HtmlAttributes): void {
    if (dropped > 0 || DROPPED.has(name)) {
      dropped++;
      return;
    }
    const shown = shownAs(name);
    const tag = options.startTag(shown, attributes);
    const endTag = tag === '' || VOID_ELEMENTS.has(name) ? '' : `</${shown}>`;
    const element: Element = {
      name,
      at: out.length,
      endTag,
      filled: false,
      wrappers: 0,
      wrapped: false,
      suspect: false,
    };
    const mark = quoted > 0 ? 'none' : markOf(name, attributes);
    if (mark !== 'container' && name !== 'br') ended = null;
    out.push(tag);
    stack.push(element);
    if (mark === 'container') wrap(element);
    else if (mark === 'to-end' && !forwarded) wrapRest(element);
    element.suspect = mark === 'suspect' && !forwarded;
  }

  function close(): void {
    if (dropped > 0) {
      dropped--;
      return;
    }
    const element = stack.pop()!;
    closeWrappers(element);
    out.push(element.endTag);
    if (element.wrapped) ended = { at: endFold(), parent: stack.at(-1)! };
  }

  function text(value: string): void {
    if (dropped > 0) return;
    const seen = value.trim();
    if (seen !== '') meet(seen);
    out.push(escapeText(value));
  }

  /** Looks at a piece of visible text before it is written. */
  function meet(seen: string): void {
    if (quoted > 0 && isForwardMarker(seen)) unwrap();
    else if (quoted === 0 && fresh) {
      const suspect = stack.find((element) => element.suspect && !element.filled);
      if (suspect && isHeaderLabel(seen)) wrapRest(suspect);
      else if (isOriginalMarker(seen) && !forwarded && stack.length > 1) wrapRest(stack.at(-1)!);
    }
    if (quoted === 0) {
      fresh = true;
      ended = null;
    }
    for (let at = stack.length - 1; at >= 0 && !stack[at]!.filled; at--) stack[at]!.filled = true;
  }

  /** An introduction and its quote, each in its own container, share one fold. */
  function wrap(element: Element): void {
    element.wrapped = true;
    if (ended?.parent === stack.at(-2)) {
      out[ended!.at] = '';
      quoted++;
    } else {
      fold(element.at);
    }
  }

  /** From the outermost element that starts here, or from here if it has begun before, to the end of the element around it. */
  function wrapRest(element: Element): void {
    if (!fresh) return;
    if (element.filled) {
      element.wrappers++;
      fold(out.push('') - 1);
      return;
    }
    let at = stack.indexOf(element);
    while (at > 1 && !stack[at - 1]!.filled && !TABLE_PARTS.has(stack[at - 1]!.name)) at--;
    if (at < 1 || TABLE_PARTS.has(stack[at]!.name)) return;
    stack[at - 1]!.wrappers++;
    fold(stack[at]!.at);
  }

  function fold(at: number): void {
    out[at] = handle + out[at]!;
    folds.push(at);
    quoted++;
  }

  /** Takes back the innermost fold, which turned out to hold a forwarded mail. */
  function unwrap(): void {
    const at = folds.at(-1)!;
    const holder = stack.find((element) => element.wrapped && element.at === at);
    const wrapper = stack.findLast((element) => element.wrappers > 0);
    if (holder) holder.wrapped = false;
    else if (wrapper) wrapper.wrappers--;
    else return;
    folds.pop();
    out[at] = out[at]!.slice(handle.length);
    quoted--;
  }

  function closeWrappers(element: Element): void {
    for (; element.wrappers > 0; element.wrappers--) endFold();
  }

  function endFold(): number {
    quoted--;
    const at = out.push('</details>') - 1;
    ends.push(at);
    return at;
  }

  scanHtml(html, { open, close, text });
  closeWrappers(root);
  if (!fresh) {
    for (const at of folds) out[at] = out[at]!.slice(handle.length);
    for (const at of ends) out[at] = '';
  }
  return out.join('');
}

function markOf(name: string, attributes: HtmlAttributes): 'none' | 'container' | 'to-end' | 'suspect' {
  if (attributes.size === 0) return 'none';
  const names = namesOf(attributes);
  if (names.some((each) => TO_THE_END.has(each))) return 'to-end';
  if (names.some((each) => CONTAINERS.has(each) || each.endsWith('yahoo_quoted'))) return 'container';
  if (NAMED_CONTAINERS.has((attributes.get('name') ?? '').toLowerCase())) return 'container';
  if (name === 'blockquote') {
    const cited = (attributes.get('type') ?? '').toLowerCase() === 'cite' || names.includes('gmail_quote');
    return cited ? 'container' : 'none';
  }
  return name === 'div' && OUTLOOK_RULE.test((attributes.get('style') ?? '').slice(0, 1000)) ? 'suspect' : 'none';
}

function namesOf(attributes: HtmlAttributes): string[] {
  const names: string[] = [];
  for (const key of ['class', 'id']) {
    const value = attributes.get(key);
    if (value) names.push(...value.slice(0, 500).toLowerCase().split(/\s+/u));
  }
  return names;
}

function shownAs(name: string): string {
  if (RAW.has(name)) return 'pre';
  if (name === 'body') return 'div';
  return /^[a-z][a-z0-9]*$/u.test(name) ? name : 'span';
}

/** Text as it stands between tags. */
export function escapeText(text: string): string {
  if (!/[&<>]/u.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
