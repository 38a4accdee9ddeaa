/** One assignment of a configuration file; lines count from 1. */
export type Assignment = { name: string; text: string; line: number };

/**
 * Reads a configuration file: `NAME=value` a line, `#` comments, blank lines; a value may stand in single or double quotes, in which nothing is
 * special. It is what a systemd EnvironmentFile or a Docker env file holds, so one file serves all three. Gives the assignments and every mistake.
 */
export function parseConfigFile(content: string): {
  values: Assignment[];
  problems: { line: number; problem: string }[];
} {
  const values: Assignment[] = [];
  const problems: { line: number; problem: string }[] = [];
  // A byte order mark is what some editors leave at the start of a UTF-8 file.
  for (const [index, raw] of content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    const text = raw.trim();
    if (text === '' || text.startsWith('#')) continue;
    const [, name, value] = /^(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(text) ?? [];
    // The line itself is not repeated: it may hold a password.
    if (name === undefined || value === undefined) problems.push({ line, problem: 'this is not NAME=value.' });
    else if (isHalfQuoted(value))
      problems.push({ line, problem: `the quotes around the value of ${name} do not match.` });
    else if (values.some((earlier) => earlier.name === name)) problems.push({ line, problem: `${name} is set twice.` });
    else values.push({ name, text: unquote(value), line });
  }
  return { values, problems };
}

function isHalfQuoted(value: string): boolean {
  const quote = value[0];
  return (quote === '"' || quote === "'") && (value.length < 2 || !value.endsWith(quote));
}

function unquote(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
