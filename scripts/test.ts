// npm test: sets up the machine, then every check and every test. Goes on after a failure, so that one run tells everything.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { runBounded } from './bounded-run.ts';
import { buildPage } from './build-page.ts';
import { prepareMachine } from './test-machine.ts';
import { countTests, type TestCounts } from './test-counts.ts';

const artefacts = 'tests/artefacts';
const resultFile = `${artefacts}/vitest.json`;
/** Read by .ci/run for its closing line. */
const summaryFile = `${artefacts}/summary.txt`;

/** One check: a command that must end with 0. Its output is shown only if it does not. */
type Check = { name: string; command: readonly string[] };

const checks: readonly Check[] = [
  { name: 'types of server and tests', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the page', command: ['tsc', '-p', 'web/tsconfig.json', '--noEmit'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'format', command: ['biome', 'format'] },
];

const checksOnly = process.argv.includes('--checks-only');
mkdirSync(artefacts, { recursive: true });
for (const file of [resultFile, summaryFile]) rmSync(file, { force: true });
process.exitCode = checksOnly ? await checkOnly() : await checkAndTest();

async function checkOnly(): Promise<number> {
  return (await runChecks()).length === 0 ? 0 : 1;
}

async function checkAndTest(): Promise<number> {
  const lacking = prepareMachine();
  if (lacking) {
    console.error(lacking);
    return report({ passed: 0, failed: 0 }, ['set-up of this machine']);
  }
  const failed = await runChecks();
  if (!(await builds())) failed.push('build of the page');
  const vitest = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`];
  const { code, problem } = await runBounded(vitest, { reportFile: resultFile, graceMs: 60_000, limitMs: 24 * 60_000 });
  if (problem) failed.push(`tests: ${problem}`);
  return report(testResults(problem === undefined && code !== 0), failed);
}

/** Runs the checks two at a time; gives the names of those that failed. */
async function runChecks(): Promise<string[]> {
  const waiting = [...checks];
  const failed: string[] = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      if (!(await passes(check))) failed.push(check.name);
  };
  await Promise.all([lane(), lane()]);
  return failed;
}

async function passes({ name, command }: Check): Promise<boolean> {
  const started = Date.now();
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
    child.on('error', (error) => {
      output += error.message;
      resolve(null);
    });
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

async function builds(): Promise<boolean> {
  try {
    await buildPage();
    return true;
  } catch (thrown) {
    console.log(`FAILED build of the page\n${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return false;
  }
}

/** What vitest counted. A run that failed without a failed test (an error outside of tests, no result at all) counts as one. */
function testResults(endedBadly: boolean): TestCounts {
  let counts: TestCounts = { passed: 0, failed: 0 };
  try {
    counts = countTests(JSON.parse(readFileSync(resultFile, 'utf8')));
  } catch {
    console.log('FAILED the tests left no result.');
  }
  return endedBadly && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Writes the closing figures, a failed check counting like a failed test; gives the exit code. */
function report(tests: TestCounts, failedChecks: readonly string[]): number {
  const failed = tests.failed + failedChecks.length;
  if (failedChecks.length > 0) console.log(`Checks that failed: ${failedChecks.join(', ')}`);
  writeFileSync(summaryFile, `${tests.passed} passed, ${failed} failed\n`);
  return failed === 0 && tests.passed > 0 ? 0 : 1;
}
