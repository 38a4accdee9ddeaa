import { expect, test } from 'vitest';
import { fillIn } from './fill-in.ts';

test('placeholders are replaced by their values, as often as they occur', () => {
  expect(fillIn('{{n}} of {{total}}, {{n}}', { n: 2, total: 'ten' })).toBe('2 of ten, 2');
});

test('a placeholder without a value stays visible', () => {
  expect(fillIn('to {{team}}', {})).toBe('to {{team}}');
});

test('a value that looks like a placeholder is not replaced again', () => {
  expect(fillIn('{{a}} {{b}}', { a: '{{b}}', b: 'x' })).toBe('{{b}} x');
});
