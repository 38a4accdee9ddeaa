import { createHmac } from 'node:crypto';
import { Failure } from '../lib/failure.ts';
import { maskSecrets } from '../lib/mask-secrets.ts';
import { credentialBytes, type CredentialCharset } from './credentials.ts';
import type { SaslMechanism } from './mechanisms.ts';
import { ntlmExchange } from './ntlm.ts';
import { scramExchange } from './scram.ts';
import { decodeVerbatim } from './verbatim.ts';

/**
 * Who signs in: `secret` is the password, or the access token for OAUTHBEARER and XOAUTH2. Both go out byte for byte, as UTF-8 unless told; SCRAM (RFC 5802
 * §5.1) and the token mechanisms are UTF-8 and NTLM is UTF-16 whatever is told, because there it is part of what is signed or fixed by their standard.
 */
export type Credentials = {
  username: string;
  secret: string;
  host: string;
  port: number;
  credentialCharset?: CredentialCharset | undefined;
};

/** One run of a SASL mechanism (RFC 4422). The protocol around it carries the bytes, in base64. */
export type SaslExchange = {
  mechanism: SaslMechanism;
  /** The first words of the client, or undefined if the server begins. */
  initial: Buffer | undefined;
  /** The answer to a challenge. Throws Failure if the server does not follow the mechanism: then the exchange is cancelled. */
  respond: (challenge: Buffer) => Buffer;
  /** To be called when the server says that all is well; throws Failure if the server did not prove what it should. */
  finish: () => void;
  /** Token mechanisms: what the server said about a refusal before it refused, e.g. `{"status":"401"}`; undefined if nothing. */
  reason?: () => string | undefined;
};

/** Begins a run of the mechanism. */
export function startExchange(mechanism: SaslMechanism, credentials: Credentials): SaslExchange {
  return exchanges[mechanism](credentials);
}

/** The failure of a sign-in with the reason that the server gave within the exchange (RFC 7628 §3.2.2) below its reply, in plain text and without the token. */
export function withReason(thrown: unknown, exchange: SaslExchange, secret: string): unknown {
  const reason = exchange.reason?.();
  if (reason === undefined || !(thrown instanceof Failure) || thrown.serverReply === undefined) return thrown;
  const { code, temporary, retryAfterMs, params, field, detail, cause, serverReply } = thrown;
  const said = `${serverReply}\n${maskSecrets(reason, [secret])}`;
  return new Failure(code, { temporary, retryAfterMs, params, field, detail, cause, serverReply: said });
}

const nul = Buffer.alloc(1);

function bytesOf({ username, secret, credentialCharset }: Credentials): [username: Buffer, secret: Buffer] {
  return [
    credentialBytes(username, credentialCharset, 'username'),
    credentialBytes(secret, credentialCharset, 'password'),
  ];
}

// RFC 4616: one message. A server that then asks for more is answered with nothing.
function oneMessage(mechanism: SaslMechanism, text: string | Buffer, afterwards = ''): SaslExchange {
  let reason: string | undefined;
  return {
    mechanism,
    initial: typeof text === 'string' ? Buffer.from(text) : text,
    respond: (challenge) => {
      if (challenge.length > 0) reason = decodeVerbatim(challenge);
      return Buffer.from(afterwards);
    },
    finish: () => undefined,
    reason: () => reason,
  };
}

// Not by RFC (draft-murchison-sasl-login): two questions, whose wording differs from server to server, in this order.
function loginExchange(credentials: Credentials): SaslExchange {
  const answers = bytesOf(credentials);
  return {
    mechanism: 'LOGIN',
    initial: undefined,
    respond: () => {
      const answer = answers.shift();
      if (answer === undefined) throw new Failure('sign-in-broken', { params: { mechanism: 'LOGIN' } });
      return answer;
    },
    finish: () => undefined,
  };
}

// RFC 2195 §2
function cramMd5Exchange(credentials: Credentials): SaslExchange {
  const [username, secret] = bytesOf(credentials);
  return {
    mechanism: 'CRAM-MD5',
    initial: undefined,
    respond: (challenge) =>
      Buffer.concat([username, Buffer.from(` ${createHmac('md5', secret).update(challenge).digest('hex')}`)]),
    finish: () => undefined,
  };
}

// RFC 7628 §3.1. After a refusal the server sends a reason and waits for a lone %x01 (§3.2.3).
function oauthBearerExchange({ username, secret, host, port }: Credentials): SaslExchange {
  const name = username.replaceAll('=', '=3D').replaceAll(',', '=2C');
  return oneMessage(
    'OAUTHBEARER',
    `n,a=${name},\x01host=${host}\x01port=${port}\x01auth=Bearer ${secret}\x01\x01`,
    '\x01',
  );
}

// Not by RFC: Google's and Microsoft's precursor of OAUTHBEARER. After a refusal an empty answer is expected.
function xoauth2Exchange({ username, secret }: Credentials): SaslExchange {
  return oneMessage('XOAUTH2', `user=${username}\x01auth=Bearer ${secret}\x01\x01`);
}

const exchanges: Readonly<Record<SaslMechanism, (credentials: Credentials) => SaslExchange>> = {
  PLAIN: (credentials) => {
    const [username, secret] = bytesOf(credentials);
    return oneMessage('PLAIN', Buffer.concat([nul, username, nul, secret]));
  },
  LOGIN: loginExchange,
  'CRAM-MD5': cramMd5Exchange,
  'SCRAM-SHA-1': (credentials) => scramExchange('SCRAM-SHA-1', credentials),
  'SCRAM-SHA-256': (credentials) => scramExchange('SCRAM-SHA-256', credentials),
  NTLM: (credentials) => ntlmExchange(credentials),
  OAUTHBEARER: oauthBearerExchange,
  XOAUTH2: xoauth2Exchange,
};
