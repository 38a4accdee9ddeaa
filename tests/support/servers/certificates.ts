import { createHash, X509Certificate } from 'node:crypto';
import { chmod, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { requireProgram, run, temporaryFolder } from './processes.ts';

/** Paths of a certificate and its key. */
export type CertificatePaths = { certificate: string; key: string };

/**
 * What a throw-away certification authority issued. `server` is good for localhost, mail.test, 127.0.0.1 and ::1; `expired` ended in 2020;
 * `wrongName` is for other.test; `selfSigned` vouches for itself. `otherCa` is the PEM of an authority that issued none of the first three.
 */
export type Certificates = {
  ca: string;
  caPath: string;
  otherCa: string;
  server: CertificatePaths;
  expired: CertificatePaths;
  wrongName: CertificatePaths;
  selfSigned: CertificatePaths;
};

export type CertificateName = 'server' | 'expired' | 'wrongName';

const names = 'DNS:localhost,DNS:mail.test,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1';

let made: Promise<Certificates> | undefined;

/** The authority and certificates of the tests: made once, kept in the folder for temporary files and made anew before they expire. */
export function testCertificates(): Promise<Certificates> {
  made ??= reuseOrMake();
  return made;
}

const validDays = 30;

async function reuseOrMake(): Promise<Certificates> {
  const kept = join(tmpdir(), `poststelle-test-ca-${userInfo().uid}`);
  const age = await stat(kept).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
  if (age > (validDays - 5) * 86_400_000) {
    const { path, remove } = await temporaryFolder('ca');
    await makeCertificates(path);
    await rm(kept, { recursive: true, force: true });
    // Another process may have been quicker; then its certificates are as good as ours.
    await rename(path, kept).catch(remove);
  }
  return readCertificates(kept);
}

async function makeCertificates(folder: string): Promise<void> {
  const openssl = requireProgram('openssl', 'openssl');
  await makeAuthority(openssl, folder, 'ca', 'Poststelle Test CA');
  await makeAuthority(openssl, folder, 'other-ca', 'Some Other CA');
  await writeFile(join(folder, 'ca.conf'), authorityConf(folder));
  await writeFile(join(folder, 'index.txt'), '');
  await writeFile(join(folder, 'serial'), '1000\n');
  await writeFile(join(folder, 'index.txt.attr'), 'unique_subject = no\n');
  const validity = ['-days', String(validDays)];
  const past = ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z'];
  await issue(openssl, folder, 'server', 'mail.test', names, validity);
  await issue(openssl, folder, 'expired', 'mail.test', names, past);
  await issue(openssl, folder, 'wrong-name', 'other.test', 'DNS:other.test', validity);
}

async function readCertificates(folder: string): Promise<Certificates> {
  const paths = (file: string) => ({ certificate: join(folder, `${file}.crt`), key: join(folder, `${file}.key`) });
  return {
    ca: await readFile(join(folder, 'ca.crt'), 'utf8'),
    caPath: join(folder, 'ca.crt'),
    otherCa: await readFile(join(folder, 'other-ca.crt'), 'utf8'),
    server: paths('server'),
    expired: paths('expired'),
    wrongName: paths('wrong-name'),
    selfSigned: paths('other-ca'),
  };
}

/** SHA-256 of the certificate in the form of the settings: colon-separated upper-case hex. */
export async function fingerprintOf(paths: CertificatePaths): Promise<string> {
  const der = new X509Certificate(await readFile(paths.certificate)).raw;
  const hex = createHash('sha256').update(der).digest('hex').toUpperCase();
  return hex.match(/../g)?.join(':') ?? '';
}

async function makeAuthority(openssl: string, folder: string, file: string, name: string): Promise<void> {
  const paths = ['-keyout', join(folder, `${file}.key`), '-out', join(folder, `${file}.crt`)];
  const constraints = [
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
  ];
  await run(openssl, [
    'req',
    '-x509',
    ...newKey,
    ...paths,
    '-days',
    String(validDays),
    '-subj',
    `/CN=${name}`,
    ...constraints,
  ]);
}

// "openssl ca" and not "x509": only it takes a start and an end in the past.
async function issue(
  openssl: string,
  folder: string,
  file: string,
  commonName: string,
  alternativeNames: string,
  validity: readonly string[],
): Promise<void> {
  const paths = { certificate: join(folder, `${file}.crt`), key: join(folder, `${file}.key`) };
  const request = join(folder, `${file}.csr`);
  const extensions = join(folder, `${file}.ext`);
  await writeFile(
    extensions,
    `subjectAltName=${alternativeNames}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n`,
  );
  await run(openssl, ['req', '-new', ...newKey, '-keyout', paths.key, '-out', request, '-subj', `/CN=${commonName}`]);
  const files = ['-in', request, '-out', paths.certificate, '-extfile', extensions];
  await run(openssl, ['ca', '-batch', '-notext', '-config', join(folder, 'ca.conf'), ...files, ...validity]);
  await chmod(paths.key, 0o600);
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

function authorityConf(folder: string): string {
  return `[ca]
default_ca = test
[test]
database = ${folder}/index.txt
serial = ${folder}/serial
new_certs_dir = ${folder}
certificate = ${folder}/ca.crt
private_key = ${folder}/ca.key
default_md = sha256
policy = any
[any]
commonName = supplied
`;
}
