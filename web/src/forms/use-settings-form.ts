import { useState } from 'react';
import { stillWrong } from './still-wrong.ts';
import { typedAlready, withSuggestions } from './suggestions.ts';
import { checkSettings, type FieldProblem, type FormValues, type SettingGroup } from '../../../src/settings/field.ts';

/** A form over one group of settings: its values, what is wrong with them and what differs from what is stored. */
export type SettingsForm = {
  group: SettingGroup;
  values: FormValues;
  problems: FieldProblem[];
  dirty: boolean;
  /** Takes a value as the user's; suggestions of other fields follow it. */
  set: (field: string, value: unknown) => void;
  /** Takes several values at once as if the user had typed them. */
  setAll: (found: FormValues) => void;
  /** The user left the field: says at once what is wrong with what stands there. */
  leave: (field: string) => void;
  /** Checks all; gives the clean values, or undefined after showing the problems. */
  check: () => Record<string, unknown> | undefined;
  /** Shows problems that the desk found. */
  refuse: (problems: FieldProblem[]) => void;
  /** Takes new stored values: what the user has not touched follows them, what is being edited stays. */
  rebase: (stored: FormValues) => void;
  discard: () => void;
};

/** Holds the form's state; `stored` are the values to start from, complete for all fields of the group. */
export function useSettingsForm(group: SettingGroup, stored: FormValues): SettingsForm {
  const [baseline, setBaseline] = useState(stored);
  const [values, setValues] = useState(() => withSuggestions(group, stored, typedAlready(group, stored)));
  const [typed, setTyped] = useState(() => typedAlready(group, stored));
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const start = withSuggestions(group, baseline, typedAlready(group, baseline));
  const changed = Object.keys(group.fields).filter((field) => !same(values[field], start[field]));

  return {
    group,
    values,
    problems,
    dirty: changed.length > 0,
    set(field, value) {
      // An emptied field is open to suggestions again.
      const nowTyped = new Set(typed);
      if (value === '' || value === null) nowTyped.delete(field);
      else nowTyped.add(field);
      setTyped(nowTyped);
      setValues((before) => withSuggestions(group, { ...before, [field]: value }, nowTyped, field));
      setProblems((before) => stillWrong(group, before, values, { ...values, [field]: value }));
    },
    setAll(found) {
      const nowTyped = new Set([...typed, ...Object.keys(found)]);
      setTyped(nowTyped);
      setValues((before) => withSuggestions(group, { ...before, ...found }, nowTyped));
      setProblems((before) => stillWrong(group, before, values, { ...values, ...found }));
    },
    leave(field) {
      const checked = checkSettings(group, values);
      const found = 'problems' in checked ? checked.problems.find((problem) => problem.field === field) : undefined;
      // What is still empty may be on its way; it is asked for on saving.
      if (!found || found.problem === 'required') return;
      setProblems((before) => inOrder(group, [...before.filter((problem) => problem.field !== field), found]));
    },
    check() {
      const checked = checkSettings(group, values);
      setProblems('problems' in checked ? checked.problems : []);
      return 'values' in checked ? checked.values : undefined;
    },
    refuse: (found) => setProblems(inOrder(group, found)),
    rebase(next) {
      setBaseline(next);
      const nowTyped = new Set([...typedAlready(group, next), ...changed]);
      setValues((before) => {
        const kept = Object.fromEntries(changed.map((field) => [field, before[field]]));
        return withSuggestions(group, { ...next, ...kept }, nowTyped);
      });
    },
    discard() {
      setValues(start);
      setTyped(typedAlready(group, baseline));
      setProblems([]);
    },
  };
}

function inOrder(group: SettingGroup, problems: FieldProblem[]): FieldProblem[] {
  const order = Object.keys(group.fields);
  return problems.toSorted((one, other) => order.indexOf(one.field) - order.indexOf(other.field));
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
