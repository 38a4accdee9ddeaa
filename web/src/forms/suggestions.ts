import type { FormValues, SettingGroup } from '../../../src/settings/field.ts';

/** Fields whose value is not what would be suggested: somebody typed it once. */
export function typedAlready(group: SettingGroup, values: FormValues): Set<string> {
  const typed = Object.entries(group.fields).filter(([field, { suggest }]) => {
    const value = values[field];
    return suggest && value !== null && value !== undefined && value !== '' && value !== suggest(values);
  });
  return new Set(typed.map(([field]) => field));
}

/** The values with every suggestion put in, but into no field that the user typed and not into the one changed `just` now. */
export function withSuggestions(
  group: SettingGroup,
  values: FormValues,
  typed: ReadonlySet<string>,
  just?: string,
): FormValues {
  const suggested = Object.entries(group.fields).flatMap(([field, { suggest }]) =>
    suggest && field !== just && !typed.has(field) ? [[field, suggest(values) ?? values[field]] as const] : [],
  );
  return { ...values, ...Object.fromEntries(suggested) };
}
