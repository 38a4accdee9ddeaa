/** One line of docs/standards.tsv. `where` are the files that answer for it. */
export type Standard = { rfc: string; title: string; status: string; where: string[] };

/** `done`: all that concerns us. `partly`: what is left out is said in the title. `read`: background that decided something. */
export const standardStatuses = ['done', 'partly', 'read'];

/** The lines of docs/standards.tsv: a heading line, then RFC number, title, status and files (separated by blanks), between tabs. */
export function readStandards(tsv: string): Standard[] {
  return tsv
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => {
      const [rfc = '', title = '', status = '', where = ''] = line.split('\t');
      return { rfc, title, status, where: where.split(' ').filter(Boolean) };
    });
}

/**
 * What is wrong between the list and the code (path → source), one sentence each: an RFC that the code names and the list lacks, a file of the
 * list that is gone or does not name its RFC, a line twice, out of order or with an unknown status.
 */
export function standardsProblems(standards: readonly Standard[], code: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  const listed = new Set(standards.map(({ rfc }) => rfc));
  for (const [path, source] of code)
    for (const rfc of namedStandards(source))
      if (!listed.has(rfc)) problems.push(`${path} names RFC ${rfc}, which docs/standards.tsv lacks`);
  for (const [index, { rfc, title, status, where }] of standards.entries()) {
    const previous = standards[index - 1]?.rfc;
    if (previous !== undefined && Number(previous) >= Number(rfc))
      problems.push(`RFC ${rfc} is twice or not in the order of numbers`);
    if (!/^\d+$/.test(rfc) || title === '') problems.push(`line “${rfc} ${title}” lacks a number or a title`);
    if (!standardStatuses.includes(status))
      problems.push(`RFC ${rfc} has the status “${status}”, not one of ${standardStatuses.join(', ')}`);
    if (where.length === 0) problems.push(`RFC ${rfc} names no file`);
    for (const path of where) {
      const source = code.get(path);
      if (source === undefined) problems.push(`RFC ${rfc} names ${path}, which does not exist`);
      else if (!namedStandards(source).has(rfc)) problems.push(`RFC ${rfc} names ${path}, which does not mention it`);
    }
  }
  return problems;
}

/** The numbers of all RFCs that a source names, also in lists like "RFC 2369/2919" and ranges like "RFC 2045–2049" (their ends). */
export function namedStandards(source: string): Set<string> {
  const numbers = new Set<string>();
  for (const [, first = '', more = ''] of source.matchAll(/\bRFC[ -](\d{3,5})((?:\s*[/,–-]\s*\d{4}\b)*)/g)) {
    numbers.add(first);
    for (const [number] of more.matchAll(/\d{4}/g)) numbers.add(number);
  }
  return numbers;
}
