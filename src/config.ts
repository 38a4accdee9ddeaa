import { readFileSync } from 'node:fs';
import { type ConfigField, configFields } from './config-fields.ts';
import { parseConfigFile } from './config-file.ts';

type Fields = typeof configFields;
/** The checked settings of the process. `publicUrl` is set even when the environment leaves it open. */
export type Config = { [K in keyof Fields]: Fields[K] extends ConfigField<infer T> ? T : never } & {
  publicUrl: string;
};

/** Where a value came from: `default`, a variable's name, or file and line. */
export type ConfigOrigins = { [K in keyof Fields]: string };

/** The environment: names to values, as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings of the process from the environment and from an optional file of the same names; the environment wins.
 * Gives the settings with their origins, or every mistake at once as sentences that name the variable or the line of the file and never
 * repeat a secret. Pure but for reading the file.
 */
export function loadConfig(
  environment: Environment,
  file?: string,
): { config: Config; origins: ConfigOrigins } | { problems: string[] } {
  const problems: string[] = [];
  const fromFile = file === undefined ? new Map<string, FileValue>() : readFile(file, problems);
  const known = Object.values(configFields).flatMap(variableNames);
  for (const [name, { origin }] of fromFile)
    if (!known.includes(name)) problems.push(`${origin}: ${name} is not a setting.${suggestion(name, known)}`);
  for (const name of Object.keys(environment))
    if (name.startsWith('POSTSTELLE_') && !known.includes(name) && name !== 'POSTSTELLE_CONFIG' && nearest(name, known))
      problems.push(`${name} is not a setting.${suggestion(name, known)}`);

  const values: Record<string, unknown> = {};
  const origins: Record<string, string> = {};
  for (const [key, definition] of Object.entries<ConfigField<unknown>>(configFields)) {
    const found = lookUp(definition, environment, fromFile);
    const read = definition.schema.safeParse(found.text.trim());
    origins[key] = found.origin;
    if (read.success) values[key] = read.data;
    else problems.push(problemSentence(definition, found, read.error.issues[0]?.message ?? 'is not valid'));
  }
  if (problems.length > 0) return { problems };
  values.publicUrl ??= localUrl(String(values.host), Number(values.port));
  return { config: values as Config, origins: origins as ConfigOrigins };
}

/** The address of a listening server for a browser on the same machine. */
export function localUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}

type FileValue = { text: string; origin: string };

function readFile(file: string, problems: string[]): Map<string, FileValue> {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'error';
    problems.push(`The configuration file ${file} cannot be read (${code}).`);
    return new Map();
  }
  const parsed = parseConfigFile(content);
  problems.push(...parsed.problems.map(({ line, problem }) => `${file}, line ${line}: ${problem}`));
  return new Map(parsed.values.map(({ name, text, line }) => [name, { text, origin: `${file}, line ${line}` }]));
}

function variableNames(definition: Pick<ConfigField<unknown>, 'variable' | 'aliases'>): string[] {
  return [definition.variable, ...(definition.aliases ?? [])];
}

/** The text of a setting; an empty variable counts as not set, as in shells and compose files. */
function lookUp(
  definition: ConfigField<unknown>,
  environment: Environment,
  file: ReadonlyMap<string, FileValue>,
): FileValue {
  const names = variableNames(definition);
  for (const name of names) if (environment[name]?.trim()) return { text: environment[name], origin: name };
  for (const name of names) {
    const value = file.get(name);
    if (value?.text.trim()) return value;
  }
  return { text: definition.default, origin: 'default' };
}

function problemSentence(definition: ConfigField<unknown>, found: FileValue, problem: string): string {
  const inFile = found.origin.includes(', line ');
  const place = inFile ? `${found.origin}: ${definition.variable}` : found.origin;
  const shown = definition.secret ? '' : ` (it is “${found.text.slice(0, 80)}”)`;
  return `${place} ${problem}${shown}.`;
}

/** The known name that was probably meant, if one is at most two typing mistakes away. */
function nearest(name: string, known: readonly string[]): string | undefined {
  return known.find((candidate) => distance(name, candidate) <= 2);
}

function suggestion(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant ? ` Did you mean ${meant}?` : '';
}

/** Levenshtein distance: inserted, left out and changed characters between two short names. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
