import { expect, test } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';

test('a secret is masked as a word and in base64, not inside other words', () => {
  expect(maskSecrets('bad password "geheim"', ['geheim'])).toBe('bad password "***"');
  expect(maskSecrets('bad password', ['pass'])).toBe('bad password');
  expect(maskSecrets(`got ${Buffer.from('\0me\0geheim').toString('base64')}`, ['\0me\0geheim'])).toBe('got ***');
  expect(maskSecrets('a.*b', ['.*'])).toBe('a.*b');
  expect(maskSecrets('word .*+ end', ['.*+'])).toBe('word *** end');
  const everySign = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
  expect(maskSecrets(`is ${everySign} it`, [everySign])).toBe('is *** it');
  expect(maskSecrets('nothing', [''])).toBe('nothing');
});
