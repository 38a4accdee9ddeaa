import { defineConfig } from 'vitest/config';

/**
 * The kinds of tests (CONTRIBUTING.md "Tests"). Most share the cores. Those that play with the time of real servers run one file at a time, so that their
 * limits mean something on a small machine; stories in the browser run two at a time, because they wait for the page more than they compute.
 */
const quick = { sequence: { groupOrder: 0 }, maxWorkers: '100%', testTimeout: 20_000, hookTimeout: 60_000 };
const store = { sequence: { groupOrder: 1 }, maxWorkers: '100%', testTimeout: 120_000, hookTimeout: 180_000 };
const servers = { sequence: { groupOrder: 2 }, fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 };
const browser = { sequence: { groupOrder: 3 }, maxWorkers: 2, testTimeout: 240_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    pool: 'forks',
    // A test file that is missing must not look like a test that passed.
    passWithNoTests: false,
    allowOnly: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'web/src/**/*.test.{ts,tsx}',
            'tests/*.test.ts',
            'bench/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          ...quick,
        },
      },
      { extends: true, test: { name: 'corpus', include: ['tests/corpus/**/*.test.ts'], ...quick } },
      { extends: true, test: { name: 'dialogs', include: ['tests/dialogs/**/*.test.ts'], ...quick } },
      {
        extends: true,
        test: {
          name: 'contracts',
          include: ['tests/contracts/**/*.test.ts'],
          ...store,
          globalSetup: ['tests/support/shared-postgres.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'scenarios',
          include: ['tests/scenarios/**/*.test.ts'],
          ...store,
          globalSetup: ['tests/support/shared-postgres.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'servers', include: ['tests/servers/**/*.test.ts'], ...servers },
      },
      {
        extends: true,
        test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], ...browser },
      },
    ],
  },
});
