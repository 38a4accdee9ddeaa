import { checkSettings, type FieldProblem, type FormValues, type SettingGroup } from '../../../src/settings/field.ts';

/**
 * The problems that are left after values have changed: not those of the changed fields, and not those of other fields that the change has settled, as when
 * a field is no longer required. What only the desk can judge stays.
 */
export function stillWrong(
  group: SettingGroup,
  problems: FieldProblem[],
  before: FormValues,
  after: FormValues,
): FieldProblem[] {
  if (problems.length === 0) return problems;
  const [had, has] = [found(group, before), found(group, after)];
  const isSettled = (one: string) => had.includes(one) && !has.includes(one);
  return problems.filter((one) => before[one.field] === after[one.field] && !isSettled(named(one)));
}

function found(group: SettingGroup, values: FormValues): string[] {
  const checked = checkSettings(group, values);
  return 'problems' in checked ? checked.problems.map(named) : [];
}

const named = ({ field, problem }: FieldProblem) => `${field} ${problem}`;
