import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CertificateName, type Certificates, testCertificates } from './certificates.ts';
import type { DovecotServer } from './dovecot.ts';
import { eximConf } from './exim-conf.ts';
import {
  freePorts,
  loopback,
  ownGroup,
  ownName,
  requireProgram,
  run,
  runsAsRoot,
  startServer,
  temporaryFolder,
  waitForGreeting,
} from './processes.ts';

export type EximOptions = {
  /** Checks sign-ins and takes the mail for helpdesk.test and customer.test by LMTP. Without it nobody can sign in and mail stays queued. */
  dovecot?: DovecotServer;
  /** In SASL spelling; PLAIN LOGIN CRAM-MD5 unless told. */
  mechanisms?: readonly string[];
  /** AUTH is offered after STARTTLS only. */
  authNeedsTls?: boolean;
  /** False: the server offers no STARTTLS. */
  starttls?: boolean;
  certificate?: CertificateName;
  certificates?: Certificates;
  sizeLimit?: string;
};

export type EximServer = {
  host: string;
  /** Takes mail for helpdesk.test and customer.test from anybody, offers no AUTH. */
  mxPort: number;
  submissionPort: number;
  submissionsPort: number;
  certificates: Certificates;
  log(): Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts an Exim of its own on loopback. At customer.test the recipients bounce@ (550) and defer@ (451) are answered at RCPT, data@ (550) after DATA;
 * a recipient that the Dovecot does not know causes a real bounce. Mail to any other domain bounces.
 */
export async function startExim(options: EximOptions = {}): Promise<EximServer> {
  const installed = requireProgram('exim4', 'exim4-daemon-heavy');
  const place = await temporaryFolder('ex');
  const folder = place.path;
  for (const name of ['spool', 'log', 'tls']) await mkdir(join(folder, name));
  const certificates = options.certificates ?? options.dovecot?.certificates ?? (await testCertificates());
  const [mxPort = 0, submissionPort = 0, submissionsPort = 0, nobody = 0] = await freePorts(4);
  const program = await usableProgram(installed, folder);
  await copyCertificate(certificates, options.certificate ?? 'server', folder);
  const conf = eximConf({
    folder,
    program,
    user: runsAsRoot ? 'Debian-exim' : ownName,
    group: runsAsRoot ? 'Debian-exim' : ownGroup,
    ports: {
      mx: mxPort,
      submission: submissionPort,
      submissions: submissionsPort,
      lmtp: options.dovecot?.lmtpPort ?? nobody,
    },
    saslSocket: options.dovecot?.saslSocket ?? '',
    mechanisms: options.dovecot ? (options.mechanisms ?? ['PLAIN', 'LOGIN', 'CRAM-MD5']) : [],
    authNeedsTls: options.authNeedsTls ?? false,
    starttls: options.starttls ?? true,
    sizeLimit: options.sizeLimit ?? '25M',
  });
  if (runsAsRoot) await run('/bin/chown', ['-R', 'Debian-exim:Debian-exim', folder]);
  // Written after the change of owner: Exim insists that its configuration belongs to whoever starts it.
  await writeFile(join(folder, 'exim.conf'), conf, { mode: 0o644 });
  const server = startServer(program, ['-C', join(folder, 'exim.conf'), '-bdf', '-q2s'], place);
  const log = () => readFile(join(folder, 'log', 'mainlog'), 'utf8').catch(() => server.output());
  await waitForGreeting(mxPort, '220', server, log);
  return {
    host: loopback,
    mxPort,
    submissionPort,
    submissionsPort,
    certificates,
    log,
    stop: server.stop,
  };
}

// The installed program is setuid root, which gets in the way of an ordinary user: a plain copy has no such bit.
async function usableProgram(installed: string, folder: string): Promise<string> {
  if (runsAsRoot) return installed;
  const copy = join(folder, 'exim4');
  await copyFile(installed, copy);
  await chmod(copy, 0o755);
  return copy;
}

async function copyCertificate(certificates: Certificates, name: CertificateName, folder: string): Promise<void> {
  await copyFile(certificates[name].certificate, join(folder, 'tls', 'server.crt'));
  await copyFile(certificates[name].key, join(folder, 'tls', 'server.key'));
}
