import type { HtmlAttributes } from './html-scan.ts';

/** Style values that take an element away from a reader's eyes; newsletters hide their preview line so. */
const HIDDEN_STYLE =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)|opacity\s*:\s*0\s*(?:;|!|$))/iu;
const FLAT = /(?:^|;)\s*max-height\s*:\s*0(?:px)?\s*(?:;|!|$)/iu;
const CLIPPED = /(?:^|;)\s*overflow\s*:\s*hidden/iu;
const KEEPS_SPACES = /(?:^|;)\s*white-space\s*:\s*(?:pre|break-spaces)/iu;

/** A style longer than this is not looked into: real ones are short, and reading must stay linear. */
const MAX_STYLE = 2000;

/** True if a reader does not see the element and what is in it. */
export function isHidden(name: string, attributes: HtmlAttributes): boolean {
  if (attributes.size === 0) return false;
  if (attributes.has('hidden') || attributes.get('aria-hidden') === 'true')
    return name !== 'img' || attributes.has('hidden');
  const style = styleOf(attributes);
  return style !== '' && (HIDDEN_STYLE.test(style) || (FLAT.test(style) && CLIPPED.test(style)));
}

/** True if white space inside the element is to be kept as written. */
export function keepsSpaces(name: string, attributes: HtmlAttributes): boolean {
  if (name === 'pre' || name === 'textarea' || name === 'xmp' || name === 'listing' || name === 'plaintext')
    return true;
  return attributes.size > 0 && KEEPS_SPACES.test(styleOf(attributes));
}

/** True if the paragraph has no margin, so that an empty one is the blank line. Not by RFC: Outlook writes each line so. */
export function isTight(attributes: HtmlAttributes): boolean {
  return /\bmso|\bp1\b/iu.test((attributes.get('class') ?? '').slice(0, 200)) || NO_MARGIN.test(styleOf(attributes));
}

const NO_MARGIN = /(?:^|;)\s*margin(?:-bottom)?\s*:\s*0(?:px|pt|in|cm|em)?\s*(?:;|!|$|0)/iu;

function styleOf(attributes: HtmlAttributes): string {
  return (attributes.get('style') ?? '').slice(0, MAX_STYLE);
}
