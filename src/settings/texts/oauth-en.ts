/** Settings of OAuth in English. */
export const authFieldsEn = {
  auth: {
    title: 'Authentication',
    help: 'How the mailbox signs in at the server.',
    more: 'With OAuth a person signs in at the provider once and allows access; no password is stored here. If you switch back, what you had entered is there again.',
    choice: { password: 'Password', oauth: 'OAuth' },
  },
  oauthConnection: {
    title: 'OAuth connection',
    help: 'It replaces server address, port, encryption and password. The user name stays and names the mailbox to open.',
  },
};

const scopesOnly = 'Added for mailboxes with this protocol.';
const server =
  'Host name, with a port if need be. Empty: as is usual for the provider, else the protocol is not offered.';

export const oauthConnectionEn = {
  name: { title: 'Name', help: 'The name under which mailboxes offer the connection.' },
  provider: {
    title: 'Provider',
    help: 'For Microsoft 365 and Google, addresses and permissions are known.',
    choice: { microsoft: 'Microsoft 365', google: 'Google', custom: 'Other (OpenID Connect)' },
  },
  tenant: { title: 'Tenant', help: 'Directory ID or domain of your tenant. Empty: any work account.' },
  issuer: {
    title: 'Issuer',
    help: 'The address at which the provider publishes its settings (OpenID Discovery).',
  },
  clientId: { title: 'Client ID', help: 'The identifier of the application that you registered at the provider.' },
  clientSecret: {
    title: 'Client secret',
    help: 'Stored encrypted and never shown again. It can be replaced without connecting mailboxes anew.',
  },
  secretExpiresOn: {
    title: 'Secret expires on',
    help: 'As the provider says. 30, 14 and 3 days before, the administrators are warned.',
  },
  authorizationEndpoint: {
    title: 'Authorization endpoint',
    help: 'Only if the provider does not know OpenID Discovery.',
  },
  tokenEndpoint: { title: 'Token endpoint', help: 'Only if the provider does not know OpenID Discovery.' },
  deviceEndpoint: {
    title: 'Device authorization endpoint',
    help: 'Only if the provider does not know OpenID Discovery.',
  },
  revocationEndpoint: {
    title: 'Revocation endpoint',
    help: 'Only if the provider does not know OpenID Discovery (RFC 7009).',
    more: 'Tokens are revoked there when a mailbox is deleted. Empty: nothing is revoked.',
  },
  scopes: {
    title: 'On every sign-in',
    help: 'Separated by blanks. “offline_access” allows the token to be renewed without a person.',
    more: 'Empty: as is usual for the provider. Google does not know “offline_access”; there lasting access is asked for differently.',
  },
  imapScopes: { title: 'For IMAP', help: scopesOnly },
  pop3Scopes: { title: 'For POP3', help: scopesOnly },
  smtpScopes: { title: 'For SMTP', help: scopesOnly },
  imapServer: {
    title: 'Server for IMAP',
    help: server,
    more: 'With port 143 it is encrypted by STARTTLS, else from the first byte.',
  },
  pop3Server: {
    title: 'Server for POP3',
    help: server,
    more: 'With port 110 it is encrypted by STARTTLS, else from the first byte.',
  },
  smtpServer: {
    title: 'Server for SMTP',
    help: server,
    more: 'With port 25 or 587 it is encrypted by STARTTLS, else from the first byte.',
  },
};
