import type { CsvResult } from '../../../../src/api/contract/master-data.ts';
import { fieldProblem } from '../../forms/field-problem.ts';
import { useTexts } from '../../i18n/index.ts';
import classes from './master-data.module.css';

type Problem = CsvResult['lines'][number]['problems'][number];

/** What is wrong in a CSV file; problems that know their line name it. */
export function CsvProblems({ problems }: { problems: readonly Problem[] }) {
  const { t, locale } = useTexts();
  if (problems.length === 0) return null;
  return (
    <ul className={classes.uses}>
      {problems.map((problem, index) => {
        const line = problem.params?.line;
        return (
          <li key={`${index} ${problem.field} ${problem.problem}`}>
            {line !== undefined && `${t('masterData.csv.lineNumber', { line })}: `}
            {fieldProblem(locale, problem)}
          </li>
        );
      })}
    </ul>
  );
}
