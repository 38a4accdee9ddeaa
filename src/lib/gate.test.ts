import { expect, test } from 'vitest';
import { gate } from './gate.ts';

/** Work that ends when it is told to, and tells that it began. */
function piece() {
  const { promise, resolve } = Promise.withResolvers<void>();
  let begun = false;
  const work = () => {
    begun = true;
    return promise;
  };
  return { work, end: resolve, begun: () => begun };
}
const never = 1_000_000;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('as many as it is wide run, the others wait in order', async () => {
  const inGate = gate(2, never);
  const pieces = [piece(), piece(), piece(), piece()];
  const ended = pieces.map(({ work }) => inGate(work));
  await turn();
  expect(pieces.map(({ begun }) => begun())).toEqual([true, true, false, false]);
  pieces[1]?.end();
  await ended[1];
  await turn();
  expect(pieces.map(({ begun }) => begun())).toEqual([true, true, true, false]);
  for (const { end } of pieces) end();
  await Promise.all(ended);
});

test('what hangs keeps its place only for the time of patience, and gives it back once', async () => {
  const inGate = gate(1, 20);
  const hanging = piece();
  const hung = inGate(hanging.work);
  await inGate(async () => {});
  hanging.end();
  await hung;
  const [first, second] = [piece(), piece()];
  const ended = [first, second].map(({ work }) => inGate(work));
  await turn();
  expect([first.begun(), second.begun()]).toEqual([true, false]);
  first.end();
  second.end();
  await Promise.all(ended);
});

test('work that fails gives its place back', async () => {
  const inGate = gate(1, never);
  await expect(inGate(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await inGate(async () => 'next')).toBe('next');
});

test('who gives up waiting leaves the line', async () => {
  const inGate = gate(1, never);
  const [running, waiting, last] = [piece(), piece(), piece()];
  const first = inGate(running.work);
  const stop = new AbortController();
  const given = inGate(waiting.work, stop.signal);
  const third = inGate(last.work);
  stop.abort(new Error('no longer'));
  await expect(given).rejects.toThrow('no longer');
  running.end();
  last.end();
  await Promise.all([first, third]);
  expect(waiting.begun()).toBe(false);
});
