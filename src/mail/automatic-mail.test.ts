import { expect, test } from 'vitest';
import { type Answered, automaticMail, mayAnswerAutomatically } from './automatic-mail.ts';
import { autoSubmitted, isAutomaticMail } from './auto-submitted.ts';
import { composeMessage, isExtraField } from './compose.ts';
import { parseMessage } from './parse.ts';

test.each(['auto-replied', 'auto-generated', 'auto-notified'] as const)(
  '%s is marked, and read as such by ourselves',
  (kind) => {
    const { mailFrom, extra } = automaticMail(kind);
    expect(mailFrom).toBe('');
    expect(Object.keys(extra).every(isExtraField)).toBe(true);
    const { raw } = composeMessage({
      from: { name: '', addr: 'hilfe@beispiel.de' },
      to: [{ name: '', addr: 'max@kunde.example' }],
      cc: [],
      subject: 'Eingang',
      text: 'Wir haben Ihre Nachricht.',
      messageId: '<a@beispiel.de>',
      date: new Date(0),
      attachments: [],
      extra,
    });
    const { header, isAutomatic } = parseMessage(raw);
    expect(isAutomatic).toBe(true);
    expect(autoSubmitted(header)).toBe(kind);
    expect(isAutomaticMail(header, null, [], '')).toBe(true);
  },
);

const person: Answered = {
  isAutomatic: false,
  isBounce: false,
  isList: false,
  returnPath: 'max@kunde.example',
  to: 'max@kunde.example',
};

test.each<[string, Partial<Answered>, boolean]>([
  ['a person', {}, true],
  ['a person whose reverse-path is not known', { returnPath: null }, true],
  ['a machine', { isAutomatic: true }, false],
  ['a bounce', { isBounce: true }, false],
  ['a list', { isList: true }, false],
  ['the null reverse-path', { returnPath: '' }, false],
  ['nobody', { to: '' }, false],
  ['an address without local part', { to: '@x.example' }, false],
  ['a server', { to: 'MAILER-DAEMON@x.example' }, false],
  ['a postmaster', { to: 'postmaster@x.example' }, false],
  ['an address that is not read', { to: 'no-reply+7@x.example' }, false],
  ['one with another spelling', { to: 'do_not_reply@x.example' }, false],
  ['one of many of a shop', { to: 'news-noreply2@x.example' }, false],
  ['a German one', { to: 'nicht-antworten@x.example' }, false],
  ['the owner of a list', { to: 'chor-owner@x.example' }, false],
  ['an older form of it', { to: 'owner-chor@x.example' }, false],
  ['a person whose name only sounds so', { to: 'bouncer.max@x.example' }, true],
])('an automatic answer to %s', (_name, more, allowed) => {
  expect(mayAnswerAutomatically({ ...person, ...more })).toBe(allowed);
});

test.each([
  'Automatische Antwort: Drucker',
  'Réponse automatique : Imprimante',
  'Automatyczna odpowiedź: Drukarka',
  'Automatická odpověď: Tiskárna',
  'Automatikus válasz: Nyomtató',
  'Автоматический ответ: Принтер',
  'Αυτόματη απάντηση: Εκτυπωτής',
  'תשובה אוטומטית: מדפסת',
  'رد تلقائي: طابعة',
  '自动答复: 打印机',
  '自動応答: プリンター',
  '자동 회신: 프린터',
])('by its subject an absence note: %s', (subject) => {
  expect(isAutomaticMail([], null, [], subject)).toBe(true);
  expect(isAutomaticMail([], null, [], `Re: ${subject}`)).toBe(false);
  expect(isAutomaticMail([], null, [], subject.replace(/ ?:/u, ''))).toBe(false);
});
