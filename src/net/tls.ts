import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { Failure } from '../lib/failure.ts';
import type { Account } from './account.ts';
import type { Found } from './progress.ts';

/** How the certificate of the account's server is to be judged. */
export type Trust = Pick<Account, 'host' | 'privateCa' | 'pinnedFingerprint'>;

/**
 * Options for a TLS connection to the host. The handshake itself accepts any certificate, so that a rejected one can be shown: whoever uses them
 * must ask `distrust` before the first byte that matters.
 */
export function tlsOptions(trust: Trust): ConnectionOptions {
  const host = bareHost(trust.host);
  return {
    host,
    servername: isIP(host) === 0 ? host : undefined,
    // A mailbox that names an authority trusts no other.
    ca: trust.privateCa === '' ? undefined : trust.privateCa,
    rejectUnauthorized: false,
  };
}

/** Why the server on the other end is not to be trusted, or undefined if it is. A pinned fingerprint decides alone (RFC 9525 applies otherwise). */
export function distrust(socket: TLSSocket, trust: Trust): Failure | undefined {
  const certificate = socket.getPeerCertificate();
  const params = certificateParams(certificate, trust.host);
  if (trust.pinnedFingerprint !== '') {
    if (certificate.fingerprint256 === trust.pinnedFingerprint) return undefined;
    return new Failure('tls-wrong-fingerprint', { params, field: 'pinnedFingerprint' });
  }
  if (socket.authorized) return undefined;
  const reason = String(socket.authorizationError);
  const code = distrustCodes[reason] ?? 'tls-untrusted';
  return new Failure(code, { params, detail: reason, field: code === 'tls-wrong-name' ? 'host' : 'privateCa' });
}

/** Starts TLS on an open socket; tells through the socket's `error` event if that fails or the server is not to be trusted. */
export function startTls(socket: Socket, trust: Trust, onTrusted: (socket: TLSSocket) => void): TLSSocket {
  const secured = connect({ ...tlsOptions(trust), socket });
  secured.once('secureConnect', () => {
    const failure = distrust(secured, trust);
    if (failure) secured.destroy(failure);
    else onTrusted(secured);
  });
  return secured;
}

/** What the connection test shows of a TLS connection: version, subject, issuer, validTo (ISO 8601), fingerprint (SHA-256). */
export function tlsFound(socket: TLSSocket): Found {
  const certificate = socket.getPeerCertificate();
  return {
    version: socket.getProtocol() ?? '',
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validTo: isoDate(certificate.valid_to),
    fingerprint: certificate.fingerprint256 ?? '',
  };
}

/** The host without the brackets of an IPv6 literal and with international labels in their ASCII form (RFC 5891). */
export function bareHost(host: string): string {
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  if (isIP(plain) !== 0) return plain;
  try {
    return new URL(`http://${plain}`).hostname;
  } catch {
    return plain;
  }
}

const distrustCodes: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-wrong-name',
};

function certificateParams(certificate: PeerCertificate, host: string): Record<string, string> {
  return {
    host,
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    names: (certificate.subjectaltname ?? '').replaceAll(/\b(DNS|IP Address):/g, ''),
    validFrom: isoDate(certificate.valid_from),
    validTo: isoDate(certificate.valid_to),
    fingerprint: certificate.fingerprint256 ?? '',
  };
}

function nameOf(holder: Partial<PeerCertificate['subject']> | undefined): string {
  const name = holder?.CN ?? holder?.O ?? '';
  return Array.isArray(name) ? name.join(', ') : name;
}

function isoDate(text: string | undefined): string {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
