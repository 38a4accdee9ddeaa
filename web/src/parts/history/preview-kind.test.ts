import { expect, test } from 'vitest';
import { previewKind, readableText } from './preview-kind.ts';

test('pictures, PDF and texts are shown, everything else is saved', () => {
  const kind = (type: string, name = 'a') => previewKind({ type, name });
  expect(kind('image/png')).toBe('image');
  expect(kind('image/svg+xml')).toBeNull();
  expect(kind('application/pdf')).toBe('pdf');
  expect(kind('text/csv')).toBe('text');
  expect(kind('text/html')).toBe('text');
  expect(kind('application/octet-stream', 'Liste.CSV')).toBe('text');
  expect(kind('application/octet-stream', 'setup.exe')).toBeNull();
  expect(kind('application/zip', 'a.txt')).toBeNull();
});

test('a text is read in the letters it was written in', () => {
  expect(readableText(new TextEncoder().encode('Überspannung'))).toBe('Überspannung');
  expect(readableText(Uint8Array.of(0xdc, 0x62, 0x65, 0x72))).toBe('Über');
  expect(readableText(new TextEncoder().encode('Rü').slice(0, 2))).toBe('R');
});
