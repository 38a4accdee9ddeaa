import { expect, test } from 'vitest';
import { foreignDesk, foreignDeskSigns } from './foreign-desks.ts';

const samples: Record<string, string> = {
  'X-Mailer': 'Mail Service (1.x)',
  'X-Powered-By': 'something',
};

test.each(foreignDeskSigns)('$name is known by $field', ({ name, field, value }) => {
  const written = value ? `${name === 'Mantis' ? 'MantisBT' : name} 6.5.1` : 'anything';
  expect(foreignDesk([{ name: field.toUpperCase(), value: written }])).toBe(name);
});

test('mail programs and scripts are none', () => {
  const header = Object.entries(samples).map(([name, value]) => ({ name, value }));
  expect(foreignDesk([...header, { name: 'X-Mailer', value: 'Microsoft Outlook 16.0' }])).toBeNull();
  expect(foreignDesk([{ name: 'X-Mailer', value: 'A reader of OTRS mail' }])).toBeNull();
  expect(foreignDesk([])).toBeNull();
});
