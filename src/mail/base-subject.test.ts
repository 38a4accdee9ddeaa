import { expect, test } from 'vitest';
import { baseSubject, isForwardSubject, replyDepth } from './base-subject.ts';

test.each([
  ['Drucker defekt', 'Drucker defekt'],
  ['Re: Drucker defekt', 'Drucker defekt'],
  ['AW: WG: Re: Drucker defekt', 'Drucker defekt'],
  ['Re[2]: Re(3): AW^4: Drucker', 'Drucker'],
  ['RE : Imprimante', 'Imprimante'],
  ['TR: RE: Imprimante en panne', 'Imprimante en panne'],
  ['RV: RES: ENC: Impresora', 'Impresora'],
  ['SV: VS: VB: Skrivare', 'Skrivare'],
  ['Odp: PD: Drukarka', 'Drukarka'],
  ['Antw: Doorst: Printer', 'Printer'],
  ['R: I: Stampante', 'Stampante'],
  ['YNT: İLT: Yazıcı', 'Yazıcı'],
  ['回复：转发: 打印机', '打印机'],
  ['Отв: НА: Принтер', 'Принтер'],
  ['[EXTERN] Re: Drucker', 'Drucker'],
  ['AW: [EXTERN] AW: [EXTERN] Drucker', 'Drucker'],
  ['**EXTERN** Drucker', 'Drucker'],
  ['[liste] Re: [liste] Treffen', 'Treffen'],
  ['[nur-ein-tag]', '[nur-ein-tag]'],
  ['[Fwd: Drucker]', 'Drucker'],
  ['Drucker (fwd)', 'Drucker'],
  ['Re: Re (fwd)', 'Re'],
  ['  Re:\t  ', ''],
  ['Regen: heute', 'Regen: heute'],
  ['Rest: 5 Euro', 'Rest: 5 Euro'],
  ['Awning: broken', 'Awning: broken'],
])('%s → %s', (subject, base) => {
  expect(baseSubject(subject)).toBe(base);
});

test('counts the marks', () => {
  expect(replyDepth('AW: [EXTERN] Re: x')).toBe(2);
  expect(replyDepth('x')).toBe(0);
});

test('stays linear on hostile subjects', () => {
  const started = performance.now();
  baseSubject('Re: '.repeat(100_000));
  baseSubject('['.repeat(100_000));
  baseSubject('(fwd)'.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(1_000);
});

test.each([
  ['WG: Drucker', true],
  ['Fwd: Re: Drucker', true],
  ['[EXTERN] WG: Drucker', true],
  ['*** EXTERN *** FW: Drucker', true],
  ['[Fwd: Drucker]', true],
  ['TR : Imprimante', true],
  ['转发：打印机', true],
  ['転送: プリンター', true],
  ['Пересл: Принтер', true],
  ['إعادة توجيه: طابعة', true],
  ['Re: WG: Drucker', false],
  ['回复: 打印机', false],
  ['Drucker', false],
  ['[WG] Drucker', false],
  ['', false],
])('%s is handed on: %s', (subject, is) => {
  expect(isForwardSubject(subject)).toBe(is);
});
