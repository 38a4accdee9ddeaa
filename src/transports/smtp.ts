import { Readable } from 'node:stream';
import type { SMTPConnectionEnvelope, SMTPError } from 'nodemailer/lib/smtp-connection';
import { Failure } from '../lib/failure.ts';
import type { Account } from '../net/account.ts';
import { abortFailure } from '../net/line-failures.ts';
import { offers, openSmtp, type SmtpOptions, type SmtpSession } from '../net/smtp.ts';
import { outcomeOf, refusedOutcome, wireAddress } from './smtp-outcomes.ts';
import type { Outcome, Posting, Transport } from './transport.ts';

/** When we are to stop, a server that has the whole mail still gets so long to say that it took it: else nobody would know whether it left. */
const lastWordMs = 10_000;

export type SmtpTransportOptions = Omit<SmtpOptions, 'signal'> & {
  /** An unused connection is closed after so long; servers end it themselves after five minutes (RFC 5321 §4.5.3.2.7). */
  idleMs?: number;
};

/**
 * A way out through an SMTP server. It connects at the first posting, keeps the connection for the next ones, and sends one at a time. See Transport
 * for what it gives; codes are `sign-in-refused`, `sign-in-needed`, `sender-refused`, `connection-…`, `tls-…`, `server-busy`, `send-uncertain` and others.
 */
export function openSmtpTransport(account: Account, options: SmtpTransportOptions): Transport {
  let session: SmtpSession | undefined;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const drop = () => {
    session?.close();
    session = undefined;
  };
  const retire = () => {
    session?.leave().catch(() => undefined);
    session = undefined;
  };
  const sendNow = async (posting: Posting, signal: AbortSignal): Promise<Outcome[]> => {
    clearTimeout(idle);
    if (signal.aborted) throw abortFailure(signal, account);
    session = (await reusable(session)) ?? (await openSmtp(account, { ...options, signal }));
    try {
      return await sendPosting(session, account, posting, signal);
    } catch (error) {
      drop();
      throw error;
    } finally {
      idle = setTimeout(retire, options.idleMs ?? 60_000).unref();
    }
  };
  return {
    send: (posting, signal) => {
      const sending = turn.then(() => sendNow(posting, signal));
      turn = sending.catch(() => undefined);
      return sending;
    },
    close: async () => {
      await turn;
      clearTimeout(idle);
      await session?.leave();
      session = undefined;
    },
  };
}

/** The session if it still answers, with the last transaction forgotten (RSET). Else undefined: nothing was lost, a new one will do. */
async function reusable(session: SmtpSession | undefined): Promise<SmtpSession | undefined> {
  if (!session) return undefined;
  try {
    await session.run((done) => session.connection.reset(done));
    return session;
  } catch {
    session.close();
    return undefined;
  }
}

/** Sends one mail over an open session. See Transport.send. */
export async function sendPosting(
  session: SmtpSession,
  account: Account,
  posting: Posting,
  signal: AbortSignal,
): Promise<Outcome[]> {
  const utf8 = offers(session.extensions, 'SMTPUTF8');
  const addresses = posting.rcptTo.map((address) => ({ address, wire: wireAddress(address, utf8) }));
  const possible = addresses.flatMap(({ wire }) => (wire === undefined ? [] : [wire]));
  const decided = new Map<string, Outcome>();
  if (possible.length > 0) {
    for (const outcome of await transact(session, account, { ...posting, rcptTo: possible }, signal)) {
      decided.set(outcome.address, outcome);
    }
  }
  return addresses.map(({ address, wire }) => {
    const outcome = wire === undefined ? undefined : decided.get(wire);
    // RFC 6531 §3.5: an address that this server cannot take.
    return outcome ? { ...outcome, address } : { address, result: 'failed', code: null, status: '5.6.7', reply: null };
  });
}

async function transact(
  session: SmtpSession,
  account: Account,
  posting: Posting,
  signal: AbortSignal,
): Promise<Outcome[]> {
  let allRead = false;
  const message = Readable.from(pieces(posting.raw)).once('end', () => {
    allRead = true;
  });
  const envelope = {
    from: wireAddress(posting.mailFrom, offers(session.extensions, 'SMTPUTF8')) ?? posting.mailFrom,
    to: [...posting.rcptTo],
    size: posting.raw.length,
    use8BitMime: posting.raw.some((byte) => byte > 0x7f),
    ...dsnOf(posting),
  };
  let late: NodeJS.Timeout | undefined;
  const onAbort = () => {
    if (allRead) late = setTimeout(() => session.close(), lastWordMs);
    else session.close();
  };
  signal.addEventListener('abort', onAbort);
  try {
    const info = await session.run<{ response: string }>((done) => session.connection.send(envelope, message, done));
    return outcomes(posting, envelope, info?.response ?? '');
  } catch (error) {
    const refusal = error as SMTPError;
    if (refusal.command === 'MAIL FROM') return senderRefused(posting, refusal, session);
    if (refusal.response) return outcomes(posting, envelope, refusal.response);
    // The last byte is out and no answer came: the server may have taken the mail.
    if (allRead)
      throw new Failure('send-uncertain', { cause: error, detail: refusal.message, params: { host: account.host } });
    throw signal.aborted ? abortFailure(signal, account) : session.failure(error);
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * What is asked about delivery reports where the server offers DSN (RFC 3461 §4); the library writes it as xtext. ORCPT lets a report name the address
 * that we wrote to, and not an alias behind it; the library has one for all recipients, so it is given to a single one only.
 */
function dsnOf({ mailFrom, rcptTo, envelopeId, tellSuccess }: Posting): { dsn?: SMTPConnectionEnvelope['dsn'] } {
  // RFC 3461 §5.2.1: without a reverse-path no report can come.
  if (mailFrom === '') return { dsn: { notify: ['NEVER'] } };
  if (envelopeId === undefined) return {};
  const [only = ''] = rcptTo;
  // RFC 6533 §3: other than ASCII would need the type utf-8 and its own writing.
  const isPlain = rcptTo.length === 1 && /^[!-~]+$/u.test(only);
  const orcpt = isPlain ? { orcpt: `rfc822;${only}` } : {};
  const notify = tellSuccess ? ['SUCCESS', 'FAILURE', 'DELAY'] : ['FAILURE', 'DELAY'];
  return { dsn: { ret: 'HDRS', envid: envelopeId, notify, ...orcpt } };
}

// In pieces, so that the end of the stream tells that the library has taken all of it.
function* pieces(raw: Buffer): Generator<Buffer> {
  for (let at = 0; at < raw.length; at += 65_536) yield raw.subarray(at, at + 65_536);
}

/** Each recipient by the reply it got itself, the others by the reply to the mail. */
function outcomes(posting: Posting, envelope: object, reply: string): Outcome[] {
  const refused = new Map<string, string>();
  for (const error of (envelope as Partial<SMTPConnectionEnvelope>).rejectedErrors ?? []) {
    const { recipient = '', response = '' } = error as SMTPError & { recipient?: string };
    refused.set(recipient, response);
  }
  return posting.rcptTo.map((address) => outcomeOf(address, refused.get(address) ?? reply));
}

function senderRefused(posting: Posting, refusal: SMTPError, session: SmtpSession): Outcome[] {
  const reply = refusal.response ?? '';
  const outcome = outcomeOf('', reply);
  // RFC 1870 §6.1: too large, said before the first byte. Not the sender's fault, and final for this mail.
  if (reply === '' || outcome.code === 552 || outcome.status?.endsWith('.3.4')) {
    return posting.rcptTo.map((address) =>
      reply === '' ? refusedOutcome(address, 552, '5.3.4') : outcomeOf(address, reply),
    );
  }
  if (outcome.code === 530) throw new Failure('sign-in-needed', { serverReply: reply, field: 'username' });
  if (outcome.result === 'deferred') throw session.failure(refusal);
  throw new Failure('sender-refused', {
    serverReply: reply,
    params: { address: posting.mailFrom },
    field: 'senderAddress',
  });
}
