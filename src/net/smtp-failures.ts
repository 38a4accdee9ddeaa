import { Failure } from '../lib/failure.ts';
import { lineFailure, type Target } from './line-failures.ts';

/** What the SMTP library hangs on its errors. */
export type SmtpError = Error & {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  timeoutType?: string;
};

/** An error of the SMTP library in our words. `starttlsOffered` tells whether EHLO was answered with STARTTLS. */
export function smtpFailure(error: unknown, target: Target, starttlsOffered: boolean): Failure {
  if (error instanceof Failure) return error;
  const known = error as SmtpError;
  const params = { host: target.host, port: target.port };
  const said = { params, serverReply: known.response || undefined, detail: known.message, cause: error };
  const temporary = known.responseCode !== undefined && known.responseCode < 500;
  if (known.code === 'ETLS' && known.command === 'STARTTLS' && known.response) {
    const code = starttlsOffered ? 'starttls-refused' : 'starttls-missing';
    return new Failure(code, { ...said, field: 'encryption' });
  }
  if (known.code === 'ETIMEDOUT') {
    const silent = known.timeoutType === 'GREETING_TIMEOUT';
    return new Failure(silent ? 'greeting-missing' : 'connection-timeout', { ...said, temporary: true });
  }
  // RFC 5321 §4.2: every reply begins with three digits.
  if (known.response && !/^[2-5]\d\d/.test(known.response)) {
    return new Failure('not-this-protocol', { ...said, params: { protocol: 'SMTP' }, field: 'port' });
  }
  if (known.response) return new Failure(temporary ? 'server-busy' : 'server-refused', { ...said, temporary });
  const socketError = known.originalCode
    ? Object.assign(new Error(known.message), { code: known.originalCode })
    : error;
  return lineFailure(socketError, target);
}
