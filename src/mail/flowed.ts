/**
 * Text of format=flowed (RFC 3676) with its paragraphs joined to single lines; `delSp` (§4.5) drops the space at the joint.
 * Quote marks stay, one `> ` run per line; the signature separator `-- ` (§4.3) is kept as a line of its own. Expects \n line ends.
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { depth: number; text: string } | null = null;
  for (const line of text.split('\n')) {
    const depth = quoteDepth(line);
    let content = line.slice(depth);
    // §4.4: one space after the quote marks, or in front of a line that begins with one, is stuffing.
    if (content.startsWith(' ')) content = content.slice(1);
    const isSeparator = content === '-- ';
    const flows = content.endsWith(' ') && !isSeparator;
    const piece = flows && delSp ? content.slice(0, -1) : content;
    if (open && open.depth === depth && !isSeparator) {
      open.text += piece;
    } else {
      if (open) out.push(quoted(open.depth, open.text));
      open = { depth, text: piece };
    }
    if (!flows) {
      out.push(quoted(open.depth, open.text));
      open = null;
    }
  }
  if (open) out.push(quoted(open.depth, open.text));
  return out.join('\n');
}

function quoteDepth(line: string): number {
  let depth = 0;
  while (line.charCodeAt(depth) === 0x3e) depth++;
  return depth;
}

function quoted(depth: number, text: string): string {
  if (depth === 0) return text;
  return text === '' ? '>'.repeat(depth) : `${'>'.repeat(depth)} ${text}`;
}
