/** What is left of an inline style: a list of properties, each with the values it may take. Everything else is dropped. */

const LENGTH = '(?:0|auto|normal|\\+?\\d{0,5}(?:\\.\\d{1,6})?(?:px|pt|em|rem|ex|ch|%|cm|mm|in|pc)?)';
const COLOUR = '(?:#[0-9a-f]{3,8}|[a-z]{3,24}|(?:rgb|hsl)a?\\([\\d\\s,.%/]{3,40}\\))';
const LINE = '(?:none|hidden|dotted|dashed|solid|double|groove|ridge|inset|outset)';

const lengths = whole(`${LENGTH}(?:\\s+${LENGTH}){0,3}`);
const length = whole(LENGTH);
const colour = whole(COLOUR);
const border = whole(`(?:(?:${LINE}|${LENGTH}|thin|medium|thick|${COLOUR})(?:\\s+|$)){1,3}`);
const lines = whole(`${LINE}(?:\\s+${LINE}){0,3}`);
const words = whole('[a-z-]{1,30}(?:\\s+[a-z-]{1,30}){0,3}');

/** No position, no layer, no transform, nothing that loads: the text of a mail stays where it is put and fetches nothing. */
const PROPERTIES = new Map<string, RegExp>([
  ...each(
    'color background-color border-color border-top-color border-right-color border-bottom-color border-left-color text-decoration-color',
    colour,
  ),
  ['background', colour],
  ...each('margin padding border-width border-radius border-spacing', lengths),
  ...each(
    'margin-top margin-right margin-bottom margin-left padding-top padding-right padding-bottom padding-left',
    length,
  ),
  ...each('width min-width max-width height min-height max-height line-height letter-spacing text-indent', length),
  ...each('border-top-width border-right-width border-bottom-width border-left-width', length),
  ...each('border border-top border-right border-bottom border-left', border),
  ...each('border-style border-top-style border-right-style border-bottom-style border-left-style', lines),
  ['font-family', whole(`[\\p{L}\\p{N}\\s,'"._-]{1,200}`)],
  ['font-size', whole(`(?:${LENGTH}|(?:xx?-)?(?:small|large)|medium|smaller|larger)`)],
  ['font-weight', whole('(?:normal|bold|bolder|lighter|[1-9]00)')],
  ...each(
    'font-style font-variant text-align text-transform vertical-align white-space word-break overflow-wrap word-wrap direction',
    words,
  ),
  ...each(
    'text-decoration text-decoration-line text-decoration-style list-style list-style-type border-collapse table-layout',
    words,
  ),
  [
    'display',
    whole(
      '(?:none|block|inline|inline-block|list-item|table|table-(?:row|cell|row-group|header-group|footer-group|caption))',
    ),
  ],
  ['visibility', whole('(?:visible|hidden)')],
  ['overflow', whole('(?:visible|hidden|auto)')],
  ['float', whole('(?:left|right|none)')],
  ['clear', whole('(?:left|right|both|none)')],
]);

/** Longer styles are not looked into; real ones have a few hundred characters. */
const MAX_STYLE = 5000;

/** The allowed declarations of an inline style, written anew; '' if none is left. Linear in the length. */
export function allowedStyle(style: string): string {
  if (style.length > MAX_STYLE) return '';
  const kept: string[] = [];
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const values = PROPERTIES.get(property);
    const value = declaration
      .slice(colon + 1)
      .replace(/(?<!\s)\s*!\s*important\s*$/iu, '')
      .trim();
    if (values && value.length > 0 && value.length <= 200 && values.test(value)) kept.push(`${property}:${value}`);
  }
  return kept.join(';');
}

function each(names: string, values: RegExp): [string, RegExp][] {
  return names.split(' ').map((name) => [name, values]);
}

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, 'iu');
}
