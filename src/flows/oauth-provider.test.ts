import { expect, test } from 'vitest';
import { defaultValues } from '../settings/field.ts';
import { oauthConnection, type OAuthConnectionValues } from '../settings/oauth-connection.ts';
import { providerFrom, serverOf } from './oauth-provider.ts';

const values = { ...defaultValues(oauthConnection), name: 'Firma', clientId: 'id' } as OAuthConnectionValues;
const server = (more: Partial<OAuthConnectionValues>, purpose: 'imap' | 'pop3' | 'smtp') =>
  serverOf({ name: 'Firma', values: { ...values, ...more } }, purpose);

test('the servers of Microsoft and Google are known, and can be others', () => {
  expect(server({}, 'smtp')).toEqual({ host: 'smtp.office365.com', port: 587, encryption: 'starttls' });
  expect(server({ provider: 'google' }, 'pop3')).toEqual({ host: 'pop.gmail.com', port: 995, encryption: 'tls' });
  const cloud = { imapServer: 'outlook.office365.us' };
  expect(server(cloud, 'imap')).toEqual({ host: 'outlook.office365.us', port: 993, encryption: 'tls' });
});

test('another provider has the servers that are entered, and no others', () => {
  const custom = { provider: 'custom', imapServer: '[::1]:143', smtpServer: 'mail.firma.example:587' } as const;
  expect(server(custom, 'imap')).toEqual({ host: '[::1]', port: 143, encryption: 'starttls' });
  expect(server(custom, 'smtp')).toEqual({ host: 'mail.firma.example', port: 587, encryption: 'starttls' });
  expect(() => server(custom, 'pop3')).toThrow(expect.objectContaining({ code: 'oauth-no-server' }) as Error);
});

test('scopes go along by purpose', () => {
  const { purposeScopes } = providerFrom({ ...values, imapScopes: 'a', pop3Scopes: 'b', smtpScopes: 'c' });
  expect(purposeScopes).toEqual({ imap: 'a', pop3: 'b', smtp: 'c' });
});
