import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type CertificateName, type Certificates, testCertificates } from './certificates.ts';
import { dovecotConf } from './dovecot-conf.ts';
import { appendToMaildir, type MaildirMail, readMaildir } from './maildir.ts';
import {
  freePorts,
  loopback,
  type RunningServer,
  requireProgram,
  run,
  runsAsRoot,
  startServer,
  temporaryFolder,
  waitForGreeting,
} from './processes.ts';

export type TestUser = { name: string; password: string };

/** The people of the tests: two mailboxes of the desk and two customers. */
export const testUsers: readonly TestUser[] = [
  { name: 'support@helpdesk.test', password: 'pass-support' },
  { name: 'sales@helpdesk.test', password: 'pass-sales' },
  { name: 'carol@customer.test', password: 'pass-carol' },
  { name: 'dave@customer.test', password: 'pass-dave' },
];

export type DovecotOptions = {
  users?: readonly TestUser[];
  /** In Dovecot's spelling, e.g. `scram-sha-256`. Password mechanisms that need no helper unless told. */
  mechanisms?: readonly string[];
  /** Offers NTLM too, checked by Samba; this one password holds for every user, signed in as `helpdesk.test\support`. */
  ntlmPassword?: string;
  /** Adds XOAUTH2 and OAUTHBEARER; tokens are checked by a POST to this address (RFC 7662), whose answer names `username` and `active`. */
  introspectionUrl?: string;
  certificate?: CertificateName;
  certificates?: Certificates;
  /** Where the submission service hands mail on: the MX port of an Exim. */
  relayPort?: number;
  /** More configuration text. */
  extra?: string;
};

export type DovecotServer = {
  host: string;
  imapPort: number;
  imapsPort: number;
  pop3Port: number;
  pop3sPort: number;
  lmtpPort: number;
  submissionPort: number;
  submissionsPort: number;
  saslSocket: string;
  certificates: Certificates;
  /** Puts a mail straight into the user's Maildir; much faster than LMTP. `receivedAt` becomes its INTERNALDATE. */
  deliver(
    user: string,
    raw: Buffer | string,
    options?: { receivedAt?: Date; seen?: boolean; folder?: string },
  ): Promise<void>;
  /** What lies in the folder now (INBOX unless told), in order of delivery, read from the Maildir. */
  mails(user: string, folder?: string): Promise<MaildirMail[]>;
  /** Runs doveadm against this server, e.g. `['kick', user]` or `['mailbox', 'create', '-u', user, 'Done']`. */
  admin(args: readonly string[]): Promise<string>;
  log(): Promise<string>;
  /** Ends it as a power cut would; the mail stays. */
  crash(): Promise<void>;
  /** Starts it again after a crash, with the same mail on the same ports. */
  revive(): Promise<void>;
  stop(): Promise<void>;
};

const passwordMechanisms = ['plain', 'login', 'cram-md5', 'scram-sha-1', 'scram-sha-256', 'apop'];

/** Starts a Dovecot of its own on loopback: IMAP and POP3 (with STARTTLS and implicit TLS), LMTP and submission. */
export async function startDovecot(options: DovecotOptions = {}): Promise<DovecotServer> {
  const program = requireProgram('dovecot', 'dovecot-imapd dovecot-pop3d dovecot-lmtpd dovecot-submissiond');
  const place = await temporaryFolder('dv');
  const folder = place.path;
  const users = options.users ?? testUsers;
  const certificates = options.certificates ?? (await testCertificates());
  const ports = await writeConfiguration(folder, users, certificates, options);
  // Its folder outlives a crash: the server process does not remove it.
  const lasting = { path: folder, remove: async () => {} };
  const start = () => startServer(program, ['-F', '-c', join(folder, 'dovecot.conf')], lasting);
  let server = start();
  const log = () => readFile(join(folder, 'dovecot.log'), 'utf8').catch(() => '');
  await waitForDovecot(ports, server, log);
  const maildirOf = (user: string) => {
    const index = users.findIndex(({ name }) => name === user);
    if (index < 0) throw new Error(`This Dovecot has no user ${user}`);
    return join(homeOf(folder, index), 'Maildir');
  };
  return {
    host: loopback,
    ...ports,
    saslSocket: join(folder, 'run', 'sasl-client'),
    certificates,
    deliver: (user, raw, more) => appendToMaildir(maildirOf(user), mailOwner(), raw, more),
    mails: (user, name) => readMaildir(maildirOf(user), name),
    admin: (args) => run(requireProgram('doveadm', 'dovecot-core'), ['-c', join(folder, 'dovecot.conf'), ...args]),
    log,
    crash: () => server.stop(),
    revive: async () => {
      // What the dead process left would make the new one believe that it still runs.
      await rm(join(folder, 'run', 'master.pid'), { force: true });
      server = start();
      await waitForDovecot(ports, server, log);
    },
    stop: async () => {
      await server.stop();
      await place.remove();
    },
  };
}

async function waitForDovecot(
  ports: { imapPort: number; lmtpPort: number },
  server: RunningServer,
  log: () => Promise<string>,
): Promise<void> {
  // A mechanism that Dovecot does not know leaves it listening but mute, hence a greeting and not an open port.
  await waitForGreeting(ports.imapPort, '* OK', server, log);
  await waitForGreeting(ports.lmtpPort, '220', server, log);
}

async function writeConfiguration(
  folder: string,
  users: readonly TestUser[],
  certificates: Certificates,
  options: DovecotOptions,
) {
  const [imap = 0, imaps = 0, pop3 = 0, pop3s = 0, lmtp = 0, submission = 0, submissions = 0] = await freePorts(7);
  const oauth = options.introspectionUrl !== undefined;
  const mechanisms = [...(options.mechanisms ?? passwordMechanisms), ...(oauth ? ['xoauth2', 'oauthbearer'] : [])];
  await writeUsers(folder, users);
  if (options.introspectionUrl !== undefined) await writeOauth(folder, options.introspectionUrl);
  if (options.ntlmPassword !== undefined) await writeNtlmHelper(folder, options.ntlmPassword);
  const conf = dovecotConf({
    folder,
    ports: { imap, imaps, pop3, pop3s, lmtp, submission, submissions },
    certificate: certificates[options.certificate ?? 'server'],
    mechanisms,
    ntlm: options.ntlmPassword !== undefined,
    oauth,
    relayPort: options.relayPort ?? 25,
    extra: options.extra ?? '',
  });
  await writeFile(join(folder, 'dovecot.conf'), conf);
  return {
    imapPort: imap,
    imapsPort: imaps,
    pop3Port: pop3,
    pop3sPort: pop3s,
    lmtpPort: lmtp,
    submissionPort: submission,
    submissionsPort: submissions,
  };
}

// Homes are numbered: a user name may hold characters that a path may not.
const homeOf = (folder: string, index: number) => join(folder, 'mail', String(index));

async function writeUsers(folder: string, users: readonly TestUser[]): Promise<void> {
  const owner = mailOwner();
  for (const name of ['run', 'state', 'mail']) await mkdir(join(folder, name), { recursive: true });
  const lines: string[] = [];
  for (const [index, { name, password }] of users.entries()) {
    const home = homeOf(folder, index);
    await mkdir(home, { recursive: true });
    await chown(home, owner.uid, owner.gid);
    // Base64, because a colon or a brace in the password would end the field.
    const secret = Buffer.from(password, 'utf8').toString('base64');
    // Dovecot escapes the name before it looks it up.
    const key = name.replaceAll(/[\\"']/g, '\\$&');
    lines.push(`${key}:{PLAIN.b64}${secret}:${owner.uid}:${owner.gid}::${home}::`);
  }
  await writeFile(join(folder, 'users'), `${lines.join('\n')}\n`, { mode: 0o644 });
}

// Dovecot refuses mail that belongs to root.
function mailOwner(): { uid: number; gid: number } {
  return runsAsRoot ? { uid: 8, gid: 8 } : { uid: userInfo().uid, gid: userInfo().gid };
}

async function writeOauth(folder: string, url: string): Promise<void> {
  const lines = {
    introspection_mode: 'post',
    introspection_url: url,
    client_id: 'dovecot',
    client_secret: 'dovecot-secret',
    username_attribute: 'username',
    active_attribute: 'active',
    active_value: 'true',
    force_introspection: 'yes',
  };
  const text = Object.entries(lines).map(([key, value]) => `${key} = ${value}\n`);
  await writeFile(join(folder, 'oauth2.conf.ext'), text.join(''));
}

// Dovecot lost its own NTLM in 2.3.13, but still speaks it through Samba's helper, which needs no domain when it is told the password.
async function writeNtlmHelper(folder: string, password: string): Promise<void> {
  const program = requireProgram('ntlm_auth', 'winbind');
  const smb = join(folder, 'smb');
  await mkdir(smb, { recursive: true });
  const folders = ['private dir', 'lock directory', 'state directory', 'cache directory', 'pid directory'];
  const settings = [
    'workgroup = HELPDESK',
    'netbios name = MAILTEST',
    'server role = standalone',
    'log level = 0',
    'ntlm auth = ntlmv2-only',
    ...folders.map((name) => `${name} = ${smb}`),
  ];
  await writeFile(join(smb, 'smb.conf'), `[global]\n${settings.map((line) => `  ${line}\n`).join('')}`);
  const helper = join(smb, 'helper');
  await writeFile(
    helper,
    `#!/bin/sh\nexec ${program} --configfile=${smb}/smb.conf "$@" --password=${password} 2>/dev/null\n`,
  );
  await chmod(helper, 0o755);
  if (runsAsRoot) await run('/bin/chown', ['-R', 'dovecot', smb]);
}
