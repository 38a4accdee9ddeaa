import { Failure, type FailureDetail } from '../lib/failure.ts';

/** Where a connection should lead; named in the texts. */
export type Target = { host: string; port: number };

/** What an error of the resolver or the socket means, in our words: never something that "the server says". */
export function lineFailure(error: unknown, target: Target): Failure {
  if (error instanceof Failure) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const detail = error instanceof Error ? error.message : String(error);
  const more: FailureDetail = { params: { host: target.host, port: target.port }, detail, cause: error };
  const known = lineErrors[code] ?? {
    code: code.startsWith('ERR_SSL') ? 'tls-failed' : 'connection-lost',
    temporary: true,
  };
  return new Failure(known.code, { ...more, temporary: known.temporary, field: known.field });
}

/** The failure that an aborted signal stands for: its reason if that is one, a time-out, or `cancelled`. */
export function abortFailure(signal: AbortSignal, target: Target): Failure {
  const reason: unknown = signal.reason;
  if (reason instanceof Failure) return reason;
  const params = { host: target.host, port: target.port };
  if (reason instanceof DOMException && reason.name === 'TimeoutError') {
    return new Failure('connection-timeout', { temporary: true, params });
  }
  return new Failure('cancelled', { temporary: true, params });
}

type LineError = { code: string; temporary: boolean; field?: string };

const lineErrors: Readonly<Record<string, LineError>> = {
  ENOTFOUND: { code: 'host-unknown', temporary: false, field: 'host' },
  ENODATA: { code: 'host-unknown', temporary: false, field: 'host' },
  EAI_NODATA: { code: 'host-unknown', temporary: false, field: 'host' },
  EAI_AGAIN: { code: 'name-server-unreachable', temporary: true },
  ECONNREFUSED: { code: 'connection-refused', temporary: true, field: 'port' },
  EHOSTUNREACH: { code: 'host-unreachable', temporary: true, field: 'host' },
  ENETUNREACH: { code: 'host-unreachable', temporary: true, field: 'host' },
  EADDRNOTAVAIL: { code: 'host-unreachable', temporary: true, field: 'host' },
  ETIMEDOUT: { code: 'connection-timeout', temporary: true },
  // The other side spoke, but not TLS: nearly always a port for the other kind of encryption.
  ERR_SSL_WRONG_VERSION_NUMBER: { code: 'tls-not-spoken', temporary: false, field: 'encryption' },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: { code: 'tls-not-spoken', temporary: false, field: 'encryption' },
  ERR_SSL_UNSUPPORTED_PROTOCOL: { code: 'tls-too-old', temporary: false },
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: { code: 'tls-too-old', temporary: false },
  EPROTO: { code: 'tls-failed', temporary: false },
};
