import { z } from 'zod';

/** The part of vitest's JSON report that we count from. */
const reportSchema = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

export type TestCounts = { passed: number; failed: number };

/**
 * Counts the tests of vitest's JSON report. Everything that did not pass counts as failed: also a skipped or unfinished test, and a file that
 * failed without a failed test in it (it did not load, or its set-up broke).
 */
export function countTests(report: unknown): TestCounts {
  const files = reportSchema.parse(report).testResults;
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    const good = file.assertionResults.filter((result) => result.status === 'passed').length;
    const bad = file.assertionResults.length - good;
    passed += good;
    failed += bad === 0 && file.status !== 'passed' ? 1 : bad;
  }
  return { passed, failed };
}
