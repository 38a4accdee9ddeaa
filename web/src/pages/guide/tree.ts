/** Words within a line: plain, or one of these. */
export type Inline =
  | string
  | { kind: 'strong' | 'em'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; children: Inline[] };

/** What stands below one another on a page of the guide. A picture's size is that of its file in pixels. */
export type Block =
  | { kind: 'heading'; level: 2 | 3; id: string; children: Inline[] }
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Block[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'image'; name: string; alt: string; width: number; height: number };

/** One page of the guide: title, the one sentence below it, and the rest. */
export type GuidePage = { title: string; about: string; blocks: Block[] };

/** The words of a line without their form. */
export function plainText(children: readonly Inline[]): string {
  return children
    .map((each) => (typeof each === 'string' ? each : each.kind === 'code' ? each.text : plainText(each.children)))
    .join('');
}

/** The words of a block without their form, its parts separated by blanks. */
export function blockText(block: Block): string {
  if (block.kind === 'code') return block.text;
  if (block.kind === 'image') return block.alt;
  if (block.kind === 'list') return block.items.flat().map(blockText).join(' ');
  if (block.kind === 'quote') return block.children.map(blockText).join(' ');
  if (block.kind === 'table') return [block.head, ...block.rows].flat().map(plainText).join(' ');
  return plainText(block.children);
}
