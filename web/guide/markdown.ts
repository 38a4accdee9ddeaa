import { marked, type Token, type Tokens } from 'marked';
import type { Block, GuidePage, Inline } from '../src/pages/guide/tree.ts';

/** Width and height in pixels of a picture, by its address as the page names it; throws if there is none. */
export type SizeOf = (address: string) => { width: number; height: number };

/** A page of the guide as a tree. Throws, naming the place, for what the guide does not know: raw HTML, headings without anchor, other forms of Markdown. */
export function guidePage(markdown: string, sizeOf: SizeOf): GuidePage {
  const [title, about, ...rest] = marked.lexer(markdown).filter(({ type }) => type !== 'space');
  if (title?.type !== 'heading' || title['depth'] !== 1) throw new Error('A page begins with its title: # Title');
  if (about?.type !== 'paragraph') throw new Error('Below the title stands one sentence on what the page is about');
  return {
    title: String(title['text']),
    about: String(about['text']),
    blocks: rest.map((token) => block(token, sizeOf)),
  };
}

function block(token: Token, sizeOf: SizeOf): Block {
  const blocks = (tokens: Token[] = []) =>
    tokens.filter(({ type }) => type !== 'space').map((each) => block(each, sizeOf));
  if (token.type === 'heading') return heading(token as Tokens.Heading);
  if (token.type === 'paragraph') return paragraph(token as Tokens.Paragraph, sizeOf);
  // The words of a list item that is not set apart by empty lines.
  if (token.type === 'text') return { kind: 'paragraph', children: inlines(token.tokens) };
  if (token.type === 'blockquote') return { kind: 'quote', children: blocks(token.tokens) };
  if (token.type === 'code') return { kind: 'code', text: String(token['text']) };
  if (token.type === 'list') {
    const { ordered, items } = token as Tokens.List;
    return { kind: 'list', ordered, items: items.map(({ tokens }) => blocks(tokens)) };
  }
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    const cells = (row: Tokens.TableCell[]) => row.map(({ tokens }) => inlines(tokens));
    return { kind: 'table', head: cells(header), rows: rows.map(cells) };
  }
  throw unknown(token);
}

function heading({ depth, text }: Tokens.Heading): Block {
  const found = /^(.*\S)\s*\{#([a-zA-Z][\w-]*)\}$/.exec(text);
  if (!found || (depth !== 2 && depth !== 3)) throw new Error(`A heading is ## or ### and has an anchor: ${text}`);
  const [, words = '', id = ''] = found;
  return { kind: 'heading', level: depth, id, children: inlines(marked.Lexer.lexInline(words)) };
}

function paragraph({ tokens }: Tokens.Paragraph, sizeOf: SizeOf): Block {
  const [first] = tokens;
  if (first?.type !== 'image' || tokens.length > 1) return { kind: 'paragraph', children: inlines(tokens) };
  const { href, text: alt } = first as Tokens.Image;
  const name = /([\w-]+)\.png$/.exec(href)?.[1];
  if (!name || !alt) throw new Error(`A picture is a .png and has words for those who do not see it: ${first.raw}`);
  return { kind: 'image', name, alt, ...sizeOf(href) };
}

function inlines(tokens: Token[] = []): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    if (token.type === 'strong' || token.type === 'em') return [{ kind: token.type, children: inlines(token.tokens) }];
    if (token.type === 'codespan') return [{ kind: 'code', text: String(token['text']) }];
    // Addresses in examples are not written as links, though Markdown makes them so.
    if (token.type === 'link' && !token.raw.startsWith('[')) return [String(token['text'])];
    if (token.type === 'link') return [{ kind: 'link', href: String(token['href']), children: inlines(token.tokens) }];
    if (token.type === 'escape' || (token.type === 'text' && !token.tokens)) return [String(token['text'])];
    if (token.type === 'text') return inlines(token.tokens);
    throw unknown(token);
  });
}

const unknown = ({ type, raw }: Token) => new Error(`The guide knows no ${type}: ${raw.slice(0, 80)}`);
