/** HTML of a mail as the history has it, made ready to be edited: folded quotes stand open, without their handles. */
export function unfolded(html: string): string {
  if (!html.includes('<details')) return html;
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const folded of parsed.querySelectorAll('details.quoted')) {
    folded.querySelector(':scope > summary')?.remove();
    folded.replaceWith(...folded.childNodes);
  }
  return parsed.body.innerHTML;
}
