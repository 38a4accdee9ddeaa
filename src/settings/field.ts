import type { z } from 'zod';

/** A value as it stands in a form: also unfinished or wrong. */
export type FormValues = Readonly<Record<string, unknown>>;

/** The ways a field can be drawn. Pickers of master data store ids. */
export type Widget =
  | 'text'
  | 'number'
  | 'password'
  | 'day'
  | 'choice'
  | 'switch'
  | 'email'
  | 'emailList'
  | 'multiline'
  | 'richText'
  | 'folder'
  | 'team'
  | 'category'
  | 'priority'
  | 'status'
  | 'labels'
  | 'contact'
  | 'customer'
  | 'label'
  | 'agents'
  | 'domainList'
  | 'colour'
  | 'template'
  | 'outgoingMailbox'
  | 'connection';

/**
 * One setting: its zod schema (type, default, check) and how the form shows it. Texts are not here: title, help and choice names stand in
 * settings/texts under `<group>.<field>.title`, `.help`, `.more` (optional), `.choice.<value>`, `.grey.<reason>`.
 */
export type SettingField = {
  schema: z.ZodType;
  section: string;
  widget: Widget;
  /** Marked as required in the form; the schema enforces it. */
  required?: boolean;
  /** The same, depending on the other values: nothing chosen is then the problem `required`. */
  requiredWhen?: (values: FormValues) => boolean;
  /** Sealed before it is stored, never given out; '' on edit means unchanged. */
  secret?: boolean;
  /** The values of a `choice`, in order. */
  choices?: readonly string[];
  /** Those of the choices that the other values leave open; all of them unless told. */
  choicesWhen?: (values: FormValues) => readonly string[];
  /** Shown but disabled, value kept: the reason's key, or undefined if it is open. */
  greyWhen?: (values: FormValues) => string | undefined;
  /** Needed by few: the form folds it away for as long as it is empty or as it is by default. */
  rare?: boolean;
  /** Not shown at all; its value is kept and not required. */
  hiddenWhen?: (values: FormValues) => boolean;
  /** Not drawn with the others: the page offers it where it can be used. */
  apart?: boolean;
  /** A value to offer for as long as the user has not typed one. */
  suggest?: (values: FormValues) => string | number | undefined;
};

/** A group of settings that is stored, checked, drawn and documented as one. */
export type SettingGroup<F extends Record<string, SettingField> = Record<string, SettingField>> = {
  name: string;
  sections: readonly string[];
  fields: F;
};

/** Keeps the exact field types of a group literal. */
export function defineSettings<const F extends Record<string, SettingField>>(group: SettingGroup<F>): SettingGroup<F> {
  return group;
}

/** The checked values of a group. */
export type SettingValues<G extends SettingGroup> = { [K in keyof G['fields']]: z.output<G['fields'][K]['schema']> };

/** One thing wrong with a field; `problem` is a key `problem.<name>` of settings/texts with its values. */
export type FieldProblem = { field: string; problem: string; params?: Record<string, string | number> };

/**
 * Checks form values against a group. Hidden fields are checked leniently: a bad or missing value falls back to the default, so they never block
 * saving. Gives the clean values or every problem, in the order of the fields.
 */
export function checkSettings<G extends SettingGroup>(
  group: G,
  values: FormValues,
): { values: SettingValues<G> } | { problems: FieldProblem[] } {
  const clean: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const [field, definition] of Object.entries(group.fields)) {
    const checked = definition.schema.safeParse(values[field]);
    const isMissing = definition.requiredWhen?.(values) === true && isEmpty(checked.data);
    if (checked.success && !isMissing && isOpenChoice(definition, checked.data, values)) {
      clean[field] = checked.data;
      continue;
    }
    if (definition.hiddenWhen?.(values)) {
      clean[field] = emptyValue(definition);
      continue;
    }
    if (checked.success) {
      problems.push({ field, problem: isMissing ? 'required' : 'choice-closed' });
      continue;
    }
    problems.push({ field, ...describeIssue(checked.error.issues[0], values[field]) });
  }
  return problems.length > 0 ? { problems } : { values: clean as SettingValues<G> };
}

function isOpenChoice(definition: SettingField, value: unknown, values: FormValues): boolean {
  return definition.choicesWhen?.(values).includes(String(value)) ?? true;
}

/** The values of a new form: every schema's default, '' or null where there is none. */
export function defaultValues(group: SettingGroup): Record<string, unknown> {
  return Object.fromEntries(Object.entries(group.fields).map(([field, definition]) => [field, emptyValue(definition)]));
}

function emptyValue(definition: SettingField): unknown {
  const parsed = definition.schema.safeParse(undefined);
  if (parsed.success) return parsed.data;
  return definition.widget === 'number' ? null : '';
}

/** What a zod issue about `value` means for a person, as a key of the texts. */
export function describeIssue(issue: z.core.$ZodIssue | undefined, value: unknown): Omit<FieldProblem, 'field'> {
  if (!issue) return { problem: 'invalid' };
  if (isEmpty(value)) return { problem: 'required' };
  if (issue.code === 'too_big')
    return { problem: issue.origin === 'string' ? 'too-long' : 'too-big', params: { limit: Number(issue.maximum) } };
  if (issue.code === 'too_small')
    return { problem: issue.origin === 'string' ? 'too-short' : 'too-small', params: { limit: Number(issue.minimum) } };
  if (issue.code === 'custom') return { problem: issue.message };
  return { problem: 'invalid' };
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
