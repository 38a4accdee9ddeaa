import { expect, test } from 'vitest';
import { issuerOf, missingScopes, presetServer, type Provider, scopesFor } from './provider.ts';
import { signInPrompt } from './sign-in.ts';

const provider: Provider = {
  kind: 'microsoft',
  tenant: '',
  issuer: '',
  authorizationEndpoint: '',
  tokenEndpoint: '',
  deviceEndpoint: '',
  clientId: 'id',
  clientSecret: '',
  scopes: '',
};

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
  expect(scopesFor({ kind: 'google', scopes: '' }, 'smtp')).toContain('https://mail.google.com/');
  expect(scopesFor({ kind: 'custom', scopes: ' openid  mail ' }, 'imap')).toEqual(['openid', 'mail']);
});

test('what a person did not allow is named, under whichever host the provider writes it', () => {
  const granted = ['https://outlook.office365.com/IMAP.AccessAsUser.All'];
  expect(missingScopes(provider, 'imap', granted)).toEqual([]);
  expect(missingScopes(provider, 'smtp', granted)).toEqual(['https://outlook.office.com/SMTP.Send']);
  expect(missingScopes({ kind: 'google' }, 'imap', ['openid', 'email'])).toEqual(['https://mail.google.com/']);
  expect(missingScopes({ kind: 'custom' }, 'imap', [])).toEqual([]);
});

test('the tenant is part of the issuer and cannot leave its place', () => {
  expect(issuerOf(provider)).toBe('https://login.microsoftonline.com/organizations/v2.0');
  expect(issuerOf({ ...provider, tenant: 'a/../b' })).toBe('https://login.microsoftonline.com/a%2F..%2Fb/v2.0');
  expect(issuerOf({ ...provider, kind: 'google' })).toBe('https://accounts.google.com');
});

test('servers of Microsoft and Google', () => {
  expect(presetServer('microsoft', 'smtp')).toEqual({ host: 'smtp.office365.com', port: 587, encryption: 'starttls' });
  expect(presetServer('google', 'pop3')).toEqual({ host: 'pop.gmail.com', port: 995, encryption: 'tls' });
});

test('the person is let choose the account, and the provider asked for a token that lasts', () => {
  expect(signInPrompt(provider, undefined)).toEqual({ prompt: 'select_account' });
  const google = { prompt: 'consent select_account', access_type: 'offline' };
  expect(signInPrompt({ ...provider, kind: 'google' }, undefined)).toEqual(google);
  const custom: Provider = { ...provider, kind: 'custom', scopes: 'openid offline_access' };
  expect(signInPrompt(custom, undefined)).toEqual({ prompt: 'consent' });
  expect(signInPrompt(custom, ['consent', 'select_account'])).toEqual({ prompt: 'consent select_account' });
  expect(signInPrompt({ ...custom, scopes: 'mail' }, undefined)).toEqual({});
});
