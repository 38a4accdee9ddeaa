import { readFile } from 'node:fs/promises';
import { expect, onTestFinished } from 'vitest';
import { asFailure, type Failure } from '../../src/lib/failure.ts';
import type { Account } from '../../src/net/account.ts';
import { testCertificates } from '../support/servers/certificates.ts';
import { type ScriptedServer, startScripted } from '../support/servers/scripted.ts';

/** Plays a dialog text, or the file of that name (`imap/bye`), until the test is over; inside TLS from the first byte if `implicitTls`. */
export async function play(dialog: string, implicitTls = false): Promise<ScriptedServer> {
  const text = dialog.includes('\n') ? dialog : await readFile(new URL(`${dialog}.txt`, import.meta.url), 'utf8');
  const { server: tls } = await testCertificates();
  const server = await startScripted(text, { tls, implicitTls });
  onTestFinished(() => server.stop());
  return server;
}

/** An account on the scripted server: user `user`, password `pass`, no encryption unless told. */
export function accountOn(server: ScriptedServer, protocol: Account['protocol'], more: Partial<Account> = {}): Account {
  return {
    protocol,
    host: server.host,
    port: server.port,
    encryption: 'none',
    username: 'user',
    password: 'pass',
    preventPlain: false,
    preventNtlm: false,
    privateCa: '',
    pinnedFingerprint: '',
    ...more,
  };
}

/** The failure that ends the work; the test fails if there is none. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  return work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => asFailure(error),
  );
}
