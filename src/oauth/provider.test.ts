import { expect, test } from 'vitest';
import { issuerOf, missingScopes, type Provider, scopesFor } from './provider.ts';
import { signInPrompt } from './sign-in.ts';

const provider: Provider = {
  kind: 'microsoft',
  tenant: '',
  issuer: '',
  authorizationEndpoint: '',
  tokenEndpoint: '',
  deviceEndpoint: '',
  revocationEndpoint: '',
  clientId: 'id',
  clientSecret: '',
  scopes: '',
  purposeScopes: { imap: '', pop3: '', smtp: '' },
};
const google: Provider = { ...provider, kind: 'google' };
const custom: Provider = { ...provider, kind: 'custom', scopes: ' openid  mail ' };

test('scopes follow the protocol, and ask for renewal', () => {
  expect(scopesFor(provider, 'imap')).toContain('https://outlook.office.com/IMAP.AccessAsUser.All');
  expect(scopesFor(provider, 'pop3')).toContain('https://outlook.office.com/POP.AccessAsUser.All');
  expect(scopesFor(provider, 'smtp')).toEqual([
    'openid',
    'email',
    'profile',
    'offline_access',
    'https://outlook.office.com/SMTP.Send',
  ]);
  expect(scopesFor(google, 'smtp')).toEqual(['openid', 'email', 'https://mail.google.com/']);
  expect(scopesFor(custom, 'imap')).toEqual(['openid', 'mail']);
  expect(scopesFor({ ...custom, scopes: '' }, 'imap')).toEqual(['openid', 'email', 'offline_access']);
});

test('scopes may be changed, together and for each purpose; what Google refuses is not asked for', () => {
  const purposeScopes = { imap: 'mail.read  mail', pop3: '', smtp: 'mail.send' };
  expect(scopesFor({ ...custom, purposeScopes }, 'imap')).toEqual(['openid', 'mail', 'mail.read']);
  expect(scopesFor({ ...custom, purposeScopes }, 'smtp')).toEqual(['openid', 'mail', 'mail.send']);
  const cloud = 'https://outlook.office365.us/IMAP.AccessAsUser.All';
  const government: Provider = { ...provider, purposeScopes: { ...purposeScopes, imap: cloud } };
  expect(scopesFor(government, 'imap')).toContain(cloud);
  expect(missingScopes(government, 'imap', [cloud])).toEqual([]);
  expect(scopesFor({ ...google, scopes: 'openid offline_access' }, 'imap')).toEqual([
    'openid',
    'https://mail.google.com/',
  ]);
});

test('what a person did not allow is named, under whichever host the provider writes it', () => {
  const granted = ['https://outlook.office365.com/IMAP.AccessAsUser.All'];
  expect(missingScopes(provider, 'imap', granted)).toEqual([]);
  expect(missingScopes(provider, 'smtp', granted)).toEqual(['https://outlook.office.com/SMTP.Send']);
  expect(missingScopes(google, 'imap', ['openid', 'email'])).toEqual(['https://mail.google.com/']);
  expect(missingScopes(custom, 'imap', [])).toEqual([]);
});

test('the tenant is part of the issuer and cannot leave its place', () => {
  expect(issuerOf(provider)).toBe('https://login.microsoftonline.com/organizations/v2.0');
  expect(issuerOf({ ...provider, tenant: 'a/../b' })).toBe('https://login.microsoftonline.com/a%2F..%2Fb/v2.0');
  expect(issuerOf(google)).toBe('https://accounts.google.com');
});

test('the person is let choose the account, and the provider asked for a token that lasts', () => {
  const asked = ['openid', 'offline_access'];
  expect(signInPrompt('microsoft', asked, undefined)).toEqual({ prompt: 'select_account' });
  const offline = { prompt: 'consent select_account', access_type: 'offline' };
  expect(signInPrompt('google', asked, undefined)).toEqual(offline);
  expect(signInPrompt('custom', asked, undefined)).toEqual({ prompt: 'consent' });
  expect(signInPrompt('custom', asked, ['consent', 'select_account'])).toEqual({ prompt: 'consent select_account' });
  expect(signInPrompt('custom', ['mail'], undefined)).toEqual({});
});
