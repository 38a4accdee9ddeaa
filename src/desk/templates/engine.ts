import { Liquid, LiquidError, type Template, type Variable } from 'liquidjs';
import { Failure } from '../../lib/failure.ts';
import { templateFilters, templateTags } from './filters.ts';
import {
  type PlaceholderKind,
  type PlaceholderName,
  placeholdersOf,
  sampleValues,
  type TemplateValues,
} from './vocabulary.ts';

/** One language of a template. `html` '' = made from the text. */
export type TemplateText = { subject: string; text: string; html: string };
export type TemplatePart = keyof TemplateText;

/** A template filled in: the subject is one line, `html` null where the template has none. */
export type Filled = { subject: string; text: string; html: string | null };

/** Something wrong in a template: `problem.<problem>` of settings/texts; `params` name line and column, counted from 1. */
export type TemplateProblem = { field: TemplatePart; problem: string; params: Record<string, string | number> };

/** Longest source and longest result of each part, in characters. */
export const templateLimits = {
  subject: { source: 1_000, result: 500 },
  text: { source: 50_000, result: 200_000 },
  html: { source: 200_000, result: 1_000_000 },
} as const satisfies Record<TemplatePart, { source: number; result: number }>;

/** An answer keeps the subject of its mail unless the template names one; a signature is HTML alone. */
const mayBeEmpty: Readonly<Record<PlaceholderKind, Partial<Record<TemplatePart, true>>>> = {
  ticket: { html: true },
  mailbox: { html: true },
  answer: { subject: true, html: true },
  signature: { subject: true, text: true, html: true },
};

/** Every mistake in a template, in the order of subject, text and HTML; none means that it can be filled in whatever the values are. */
export function checkTemplate(kind: PlaceholderKind, template: TemplateText): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  for (const part of ['subject', 'text', 'html'] as const) {
    const source = template[part];
    const missing = mayBeEmpty[kind][part] !== true && source.trim() === '';
    if (missing) problems.push({ field: part, problem: 'required', params: {} });
    else problems.push(...checkPart(kind, part, source));
  }
  return problems;
}

/** Fills in a template. Throws Failure `template-failed` for one that `checkTemplate` would not have passed, or whose result is too long. */
export function fillTemplate(kind: PlaceholderKind, template: TemplateText, values: TemplateValues): Filled {
  const context = contextOf(kind, values);
  const subject = oneLine(render('subject', template.subject, context)).slice(0, templateLimits.subject.result);
  const text = render('text', template.text, context);
  const html = template.html.trim() === '' ? null : render('html', template.html, context);
  return { subject, text, html };
}

/** Values end up in HTML as text, their line ends as breaks. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '').replace(/\r\n?|\n/g, '<br>\n');
}

// Two engines: the same value is written as it is into a text and escaped into HTML.
const engines = { text: makeEngine(false), html: makeEngine(true) };

function makeEngine(html: boolean): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    // Every value is a string, and an empty one is a "no".
    jsTruthy: true,
    parseLimit: 1_000_000,
    memoryLimit: 5_000_000,
    // Milliseconds: generous, because without loops only a busy machine makes it slow.
    renderLimit: 5_000,
    ...(html ? { outputEscape: (value: unknown) => escapeHtml(String(value)) } : {}),
  });
  const tags = new Set(templateTags.flatMap(({ names }) => names));
  for (const name of Object.keys(engine.tags)) if (!tags.has(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) delete engine.filters[name];
  for (const { names, run } of templateFilters) {
    for (const name of names)
      engine.registerFilter(name, (value: unknown, argument: unknown) => run(String(value), argument));
  }
  return engine;
}

const engineOf = (part: TemplatePart) => (part === 'html' ? engines.html : engines.text);

function checkPart(kind: PlaceholderKind, part: TemplatePart, source: string): TemplateProblem[] {
  const limit = templateLimits[part].source;
  if (source.length > limit) return [{ field: part, problem: 'too-long', params: { limit } }];
  try {
    const parsed = engineOf(part).parse(source.normalize('NFC'));
    const unknown = unknownPlaceholders(kind, part, parsed);
    if (unknown.length > 0) return unknown;
    for (const locale of ['de', 'en'] as const) render(part, source, contextOf(kind, sampleValues(locale)));
    // What stands under a condition is looked at as well.
    render(part, source, contextOf(kind, {}));
    return [];
  } catch (thrown) {
    return [{ field: part, ...problemOf(thrown, source) }];
  }
}

/** Placeholders that are not in the vocabulary of the kind, also those in conditions and arguments. */
function unknownPlaceholders(kind: PlaceholderKind, part: TemplatePart, parsed: Template[]): TemplateProblem[] {
  const known = new Set(placeholdersOf(kind).flatMap(({ de, en }) => [de, en]));
  const used: Variable[] = Object.values(engineOf(part).analyzeSync(parsed, { partials: false }).variables).flat();
  return used
    .filter(({ segments }) => !isKnown(known, segments))
    .map((variable) => ({
      field: part,
      problem: 'template-placeholder',
      params: { name: String(variable), line: variable.location.row, column: variable.location.col },
    }))
    .toSorted((a, b) => a.params.line - b.params.line || a.params.column - b.params.column);
}

/** A path of exactly two plain names; `ticket[mail.subject]` would let a mail choose. */
function isKnown(known: ReadonlySet<string>, segments: Variable['segments']): boolean {
  const [root, leaf] = segments;
  if (segments.length !== 2 || typeof root !== 'string' || typeof leaf !== 'string') return false;
  return !root.includes('.') && known.has(`${root}.${leaf}`);
}

function contextOf(kind: PlaceholderKind, values: TemplateValues): Record<string, Record<string, string>> {
  const context: Record<string, Record<string, string>> = {};
  for (const { de, en } of placeholdersOf(kind)) {
    for (const path of [de, en]) {
      const [root = '', leaf = ''] = path.split('.');
      (context[root] ??= {})[leaf] = values[en as PlaceholderName] ?? '';
    }
  }
  return context;
}

function render(part: TemplatePart, source: string, context: object): string {
  let result: string;
  try {
    result = String(engineOf(part).parseAndRenderSync(source.normalize('NFC'), context));
  } catch (thrown) {
    const { problem, params } = problemOf(thrown, source);
    throw new Failure('template-failed', { params: { ...params, part, problem }, cause: thrown });
  }
  const limit = templateLimits[part].result;
  // A subject is cut, a body that grows beyond all measure is a mistake.
  if (part !== 'subject' && result.length > limit)
    throw new Failure('template-failed', { params: { part, problem: 'template-too-large', limit } });
  return result;
}

/** RFC 5322 §2.2: a value with a line end must not begin a new field. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u0020\u007f\u0085\u2028\u2029]+/gu, ' ').trim();
}

type Described = Omit<TemplateProblem, 'field'>;

/** What the engine says, as one of our own problems. */
function problemOf(thrown: unknown, source: string): Described {
  if (thrown instanceof Failure) {
    const { problem, part: _part, ...params } = thrown.params;
    return { problem: String(problem), params };
  }
  if (!LiquidError.is(thrown)) return { problem: 'template-too-large', params: {} };
  const message = thrown.message.replace(/(?:, file:[^,]*)?, line:\d+, col:\d+$/, '');
  const [line = 1, column = 1] = positionOf(thrown);
  const at = { line, column };
  const filter = /^undefined filter: (.*)$/.exec(message)?.[1];
  if (filter !== undefined)
    return { problem: 'template-filter', params: { name: filter, ...filterPosition(source, at, filter) } };
  const tag = /^tag "(.*)" not found$/.exec(message)?.[1];
  if (tag !== undefined) return { problem: 'template-tag', params: { name: tag, ...at } };
  if (message.endsWith('not closed')) return { problem: 'template-open', params: at };
  if (/limit exceeded$|call stack/.test(message)) return { problem: 'template-too-large', params: at };
  return { problem: 'template-syntax', params: at };
}

function positionOf(thrown: LiquidError): number[] {
  const { token } = thrown as unknown as { token?: { getPosition?: () => number[] } };
  return token?.getPosition?.() ?? [];
}

/** The engine names where the placeholder begins; people look for the filter. */
function filterPosition(source: string, at: { line: number; column: number }, name: string) {
  const lines = source.split('\n');
  const start = lines.slice(0, at.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1;
  const found = source.indexOf(name, source.indexOf('|', start));
  if (found < 0) return at;
  const before = source.slice(0, found).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
