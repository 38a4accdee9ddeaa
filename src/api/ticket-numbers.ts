/**
 * The ticket numbers that somebody may mean by a search text: `500`, `#500`, `500OOJ`, `[TicketID 500OOJ]`, `## TicketID 500OOJ ##`, `TicketID 500oo` (unfinished).
 * Letters must begin the ticket's reference as `referenceOf` gives it.
 */
export function numbersIn(query: string, referenceOf: (id: number) => string): number[] {
  const match =
    /^[^\p{L}\p{N}]{0,20}(?:[\p{L}\p{N}_-]{1,30}[\s:]{1,3})?#?(\d{1,12})([a-z]{0,3})[^\p{L}\p{N}]{0,20}$/iu.exec(
      query.trim(),
    );
  if (!match) return [];
  const [, digits = '', letters = ''] = match;
  const id = Number(digits);
  if (id === 0 || !referenceOf(id).startsWith(`${id}${letters.toUpperCase()}`)) return [];
  return [id];
}
