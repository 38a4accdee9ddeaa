import { expect, test } from 'vitest';
import { createLog, type LogLevel } from './log.ts';

function collect(format: 'json' | 'text', level: LogLevel = 'debug') {
  const lines: string[] = [];
  return { lines, log: createLog({ level, format, write: (line) => lines.push(line) }) };
}

test('a JSON line holds level, time, message, the fields and those of its parents', () => {
  const { lines, log } = collect('json');
  log.child({ mailbox: 3 }).warn({ password: 'Xq7-planted', host: 'mail.test' }, 'sign-in refused');
  const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  expect(line).toMatchObject({ level: 'warn', mailbox: 3, host: 'mail.test', password: '***', msg: 'sign-in refused' });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  expect(lines[0]).toMatch(/\n$/);
});

test('fields of a child log are masked too', () => {
  const { lines, log } = collect('json');
  log.child({ account: { password: 'Xq7-planted' } }).info({}, 'hello');
  expect(lines.join('')).not.toContain('planted');
});

test('lines below the level are not written', () => {
  const { lines, log } = collect('json', 'warn');
  log.debug({}, 'a');
  log.info({}, 'b');
  log.error({}, 'c');
  expect(lines).toHaveLength(1);
  const silent = collect('json', 'silent');
  silent.log.error({}, 'd');
  expect(silent.lines).toEqual([]);
});

test('text is one line of time, level, message and name=value', () => {
  const { lines, log } = collect('text');
  log.info({ mailbox: 'Support Nord', found: 3 }, 'run finished');
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d INFO {2}run finished {2}mailbox="Support Nord" {2}found=3\n$/);
});

test('text shows the stack of an error below its line and lets nothing steer the terminal', () => {
  const { lines, log } = collect('text');
  log.error({ error: new Error('bad') }, 'said \u001b[2Jboo\u009b');
  const [head = '', ...stack] = (lines[0] ?? '').split('\n');
  expect(head).toContain('"message":"bad"');
  expect(stack.some((line) => line.includes('log.test.ts'))).toBe(true);
  expect(head).not.toMatch(/[\u001b\u009b]/);
});
