import { expect, test } from 'vitest';
import { disposition } from './file-answer.ts';

test.each<[string, string]>([
  ['Rechnung.pdf', `attachment; filename="Rechnung.pdf"; filename*=UTF-8''Rechnung.pdf`],
  ['Größe (1).pdf', `attachment; filename="Groe (1).pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29.pdf`],
  ['../../etc/passwd', `attachment; filename="_.._etc_passwd"; filename*=UTF-8''_.._etc_passwd`],
  ['a"\r\nset-cookie: x', `attachment; filename="a_set-cookie_ x"; filename*=UTF-8''a_set-cookie_%20x`],
  ['gpj.\u202eexe', `attachment; filename="gpj.exe"; filename*=UTF-8''gpj.exe`],
  ['', `attachment; filename="file"; filename*=UTF-8''file`],
  ['日本', `attachment; filename="file"; filename*=UTF-8''%E6%97%A5%E6%9C%AC`],
])('%j', (name, expected) => {
  expect(disposition('attachment', name)).toBe(expected);
});
