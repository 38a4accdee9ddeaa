import { defineConfig } from 'vitest/config';

/**
 * The kinds of tests (CONTRIBUTING.md "Tests"). The quick ones share the cores; those that start servers or a browser run after them and one
 * file at a time, so that their time limits mean something on a small machine.
 */
const quick = { sequence: { groupOrder: 0 }, testTimeout: 20_000, hookTimeout: 60_000 };
const heavy = { fileParallelism: false, testTimeout: 120_000, hookTimeout: 180_000 };

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
          ...heavy,
          globalSetup: ['tests/support/shared-postgres.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'scenarios',
          include: ['tests/scenarios/**/*.test.ts'],
          ...heavy,
          globalSetup: ['tests/support/shared-postgres.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: { name: 'servers', include: ['tests/servers/**/*.test.ts'], ...heavy, sequence: { groupOrder: 3 } },
      },
      {
        extends: true,
        test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], ...heavy, sequence: { groupOrder: 4 } },
      },
    ],
  },
});
