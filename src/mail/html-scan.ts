/** One linear pass over HTML of any quality: the tokenizer of htmlparser2 below, a bounded stack of our own above. */
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

/** Attribute names in lower case, values with entities decoded; the first of two equal names counts (HTML §13.2.5.33). */
export type HtmlAttributes = ReadonlyMap<string, string>;

export type HtmlHandler = {
  /** Every `open` is followed by exactly one `close` of the same name, properly nested; void elements at once. */
  open(name: string, attributes: HtmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
};

/**
 * Deeper elements are not reported, their text is. Browsers stop at 512; real mails, long chains of answers included, stay
 * far below, and what works on our events may be quadratic in the depth.
 */
export const MAX_HTML_DEPTH = 256;

/** Elements without content and without end tag (HTML §13.1.2), and their forgotten ancestors. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  'area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
);

/** Opening the key ends an open element of the value, if that is the innermost one (HTML §13.1.2.4, optional tags). */
const ENDS = new Map<string, ReadonlySet<string>>([
  ['li', new Set(['li', 'p'])],
  ['td', new Set(['td', 'th', 'p'])],
  ['th', new Set(['td', 'th', 'p'])],
  ['tr', new Set(['td', 'th', 'tr', 'p'])],
  ['thead', new Set(['td', 'th', 'tr', 'tbody', 'tfoot', 'colgroup'])],
  ['tbody', new Set(['td', 'th', 'tr', 'tbody', 'thead', 'colgroup'])],
  ['tfoot', new Set(['td', 'th', 'tr', 'tbody', 'thead'])],
  ['dt', new Set(['dt', 'dd', 'p'])],
  ['dd', new Set(['dt', 'dd', 'p'])],
  ['option', new Set(['option'])],
  ['a', new Set(['a'])],
  ['body', new Set(['head', 'title', 'style'])],
]);
for (const block of [
  ...'p div table ul ol dl pre blockquote hr h1 h2 h3 h4 h5 h6 form center'.split(' '),
  ...'address article aside section header footer main nav figure fieldset details'.split(' '),
]) {
  ENDS.set(block, new Set(['p']));
}

/** An end tag inside one of these does not reach out of it (HTML §13.2.4.2, scopes) … */
const SCOPES: ReadonlySet<string> = new Set(['td', 'th', 'table', 'caption']);
/** … unless it belongs to the table itself or to the document. */
const REACHES_OUT: ReadonlySet<string> = new Set([
  'td',
  'th',
  'tr',
  'tbody',
  'thead',
  'tfoot',
  'table',
  'body',
  'html',
]);

const NO_ATTRIBUTES: HtmlAttributes = new Map();

/** Reports elements and text of `html` in order, repaired to proper nesting; never throws by itself, time linear in the length. */
export function scanHtml(html: string, handler: HtmlHandler): void {
  const stack: string[] = [];
  /** Where in the stack the open elements of a name are, and where those that end a scope are. */
  const places = new Map<string, number[]>();
  const scopes: number[] = [];
  const tooDeep = new Map<string, number>();
  let name = '';
  let attributes: Map<string, string> | undefined;
  let attribute = '';
  let value = '';

  function pop(): void {
    const top = stack.pop()!;
    places.get(top)!.pop();
    if (SCOPES.has(top)) scopes.pop();
    handler.close(top);
  }

  function finishOpen(): void {
    const given = attributes ?? NO_ATTRIBUTES;
    attributes = undefined;
    const ends = ENDS.get(name);
    if (ends) while (stack.length > 0 && ends.has(stack.at(-1)!)) pop();
    if (VOID_ELEMENTS.has(name)) {
      handler.open(name, given);
      handler.close(name);
    } else if (stack.length >= MAX_HTML_DEPTH) {
      tooDeep.set(name, (tooDeep.get(name) ?? 0) + 1);
    } else {
      const named = places.get(name);
      if (named) named.push(stack.length);
      else places.set(name, [stack.length]);
      if (SCOPES.has(name)) scopes.push(stack.length);
      stack.push(name);
      handler.open(name, given);
    }
  }

  function finishClose(closed: string): void {
    const unreported = tooDeep.get(closed) ?? 0;
    const place = places.get(closed)?.at(-1);
    if (unreported > 0) {
      tooDeep.set(closed, unreported - 1);
    } else if (place === undefined) {
      if (closed === 'br' || closed === 'p') emptyElement(closed);
    } else if (REACHES_OUT.has(closed) || place >= (scopes.at(-1) ?? 0)) {
      while (stack.length > place) pop();
    }
  }

  /** HTML §13.2.6.4.7: a lone `</br>` or `</p>` stands for an empty element. */
  function emptyElement(lone: string): void {
    handler.open(lone, NO_ATTRIBUTES);
    handler.close(lone);
  }

  const callbacks: TokenizerCallbacks = {
    onopentagname(start, end) {
      name = html.slice(start, end).toLowerCase();
    },
    onattribname(start, end) {
      attribute = html.slice(start, end).toLowerCase();
      value = '';
    },
    onattribdata(start, end) {
      value += html.slice(start, end);
    },
    onattribentity(codePoint) {
      value += String.fromCodePoint(codePoint);
    },
    onattribend() {
      attributes ??= new Map();
      if (!attributes.has(attribute)) attributes.set(attribute, value);
    },
    onopentagend: finishOpen,
    onselfclosingtag: finishOpen,
    onclosetag(start, end) {
      finishClose(html.slice(start, end).toLowerCase());
    },
    ontext(start, end) {
      handler.text(html.slice(start, end));
    },
    ontextentity(codePoint) {
      handler.text(String.fromCodePoint(codePoint));
    },
    oncdata() {},
    oncomment() {},
    ondeclaration() {},
    onprocessinginstruction() {},
    onend() {},
  };
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, callbacks);
  tokenizer.write(html);
  tokenizer.end();
  while (stack.length > 0) pop();
}
