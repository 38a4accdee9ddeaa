import type { Socket } from 'node:net';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { Failure } from '../lib/failure.ts';
import { maskSecrets } from '../lib/mask-secrets.ts';
import type { Account } from './account.ts';
import { credentialBytes } from './credentials.ts';
import { blamesCredentials, imapFailure, refusal } from './imap-failures.ts';
import { type ImapTerms, libraryOptions } from './imap-options.ts';
import { chooseMechanism, type SignInChoice } from './mechanisms.ts';
import type { Progress } from './progress.ts';
import { type SaslExchange, startExchange, withReason } from './sasl.ts';
import { decodeVerbatim } from './verbatim.ts';

type Attribute = { type: 'ATOM' | 'STRING' | 'LITERAL' | 'SEQUENCE'; value: string | Buffer; sensitive?: boolean };
type Continuation = { attributes?: { type?: string; value?: string }[] };

/** What the library does not publish, as it is in the pinned version 2.10.2. */
type Internals = {
  state: number;
  tagCounter: number;
  states: { NOT_AUTHENTICATED: number };
  expectCapabilityUpdate: boolean;
  greetingReceived?: boolean;
  isClosed: boolean;
  socket: Socket | null;
  authenticated: string | boolean;
  exec(
    command: string,
    attributes: Attribute[],
    options?: { onPlusTag?: (line: Continuation) => Promise<void> },
  ): Promise<{ next: () => void }>;
  run(command: string, ...args: unknown[]): Promise<unknown>;
  write(line: string): void;
  emitError(error: Error): void;
  throttleWait(delayMs: number): Promise<boolean>;
  setAuthenticationState(): Promise<void>;
  handleResponse(data: { payload: Buffer }): Promise<boolean>;
};
const Library = ImapFlow as unknown as new (options: ImapFlowOptions) => ImapFlow & Internals;

/**
 * The IMAP library with our way of signing in (SPEC §4: one attempt, by the mechanism we choose) and with the server's words kept as they came.
 * One instance is one connection.
 */
export class ImapConnection extends Library {
  /** The last refusal (NO, BAD, BYE) with the untagged refusals before it, character for character, secrets masked. */
  lastRefusal = '';
  /** How it signed in; '' before. */
  mechanism = '';
  /** What ended the connection, if an error did. */
  brokenBy: Error | undefined;
  readonly account: Account;
  private readonly progress: Progress;
  private untagged: string[] = [];
  private secrets: string[] = [];

  constructor(account: Account, socket: Socket, terms: ImapTerms) {
    super(libraryOptions(account, socket, terms));
    // Tags begin with A1, as people know them from the RFC.
    this.tagCounter = 0xa0;
    this.account = account;
    this.progress = terms.progress;
    this.rememberSecret(account.password);
    this.on('error', (error: Error) => {
      this.brokenBy ??= error;
    });
  }

  /** True once nothing more can come of this connection, also while the library has not yet closed it. */
  get gone(): boolean {
    const broken = this.brokenBy !== undefined || this.socket === null || this.socket.destroyed;
    return broken || !this.usable || this.isClosed || this.byeReason !== undefined;
  }

  /** True if the server offers the extension, also as a part of IMAP4rev2 (RFC 9051, appendix E) where it speaks nothing older. */
  offers(extension: 'ENABLE' | 'IDLE' | 'MOVE' | 'SASL-IR' | 'UIDPLUS'): boolean {
    const { capabilities } = this;
    return capabilities.has(extension) || (capabilities.has('IMAP4rev2') && !capabilities.has('IMAP4rev1'));
  }

  /** Called by the library for each line of the server; keeps refusals before it parses them. */
  override async handleResponse(data: { payload: Buffer }): Promise<boolean> {
    const { payload } = data;
    if (this.greetingReceived !== true && !/^\* (OK|PREAUTH|BYE)/i.test(payload.toString('latin1', 0, 12))) {
      const serverReply = decodeVerbatim(payload.subarray(0, 2000));
      this.emitError(new Failure('not-this-protocol', { serverReply, params: { protocol: 'IMAP' }, field: 'port' }));
      return false;
    }
    this.keepRefusal(payload);
    return await super.handleResponse(data);
  }

  /** Called by the library once encryption is settled and the capabilities are known. */
  async authenticate(): Promise<boolean> {
    this.progress('capabilities', { list: [...this.capabilities.keys()].join(' ') });
    this.progress('signIn');
    if (this.state !== this.states.NOT_AUTHENTICATED) {
      this.mechanism = 'PREAUTH';
      return true;
    }
    const choice = this.chooseWay();
    this.expectCapabilityUpdate = true;
    this.mechanism = choice.kind === 'sasl' ? await this.signInBySasl(choice.mechanism) : await this.signInByLogin();
    this.authenticated = this.account.username;
    await this.setAuthenticationState();
    return true;
  }

  /**
   * Called by the library when a server asks for a pause (Microsoft 365). To wait is for who opens connections: meanwhile this one would look as if the server
   * said nothing. So it tells the library that the wait is over because the connection is.
   */
  override throttleWait(): Promise<boolean> {
    const { host, port } = this.account;
    this.brokenBy ??= refusal(this.lastRefusal, { params: { host, port } });
    return Promise.resolve(true);
  }

  private chooseWay(): Exclude<SignInChoice, { kind: 'none' }> {
    const capabilities = [...this.capabilities.keys()].map((name) => name.toUpperCase());
    const offered = capabilities.filter((name) => name.startsWith('AUTH=')).map((name) => name.slice(5));
    const loginDisabled = capabilities.includes('LOGINDISABLED');
    const choice = chooseMechanism(offered, {
      protocol: 'imap',
      encrypted: this.secureConnection,
      preventPlain: this.account.preventPlain,
      preventNtlm: this.account.preventNtlm,
      loginDisabled,
      byToken: this.account.accessToken !== undefined,
    });
    if (choice.kind !== 'none') return choice;
    const shown = [...offered, ...(loginDisabled ? ['LOGINDISABLED'] : [])].join(' ');
    throw new Failure('sign-in-impossible', { params: { offered: shown } });
  }

  private async signInBySasl(mechanism: Extract<SignInChoice, { kind: 'sasl' }>['mechanism']): Promise<string> {
    const secret = this.account.accessToken ? await this.account.accessToken() : this.account.password;
    this.rememberSecret(secret);
    const exchange = startExchange(mechanism, { ...this.account, secret });
    if (exchange.initial) this.rememberSecret(decodeVerbatim(exchange.initial));
    await this.runExchange(exchange).catch((error: unknown) => {
      throw withReason(error, exchange, secret);
    });
    exchange.finish();
    return mechanism;
  }

  private async runExchange(exchange: SaslExchange): Promise<void> {
    const attributes: Attribute[] = [{ type: 'ATOM', value: exchange.mechanism }];
    // RFC 4959 §3: the first words may ride on the command line only if SASL-IR is offered.
    let first = this.offers('SASL-IR') ? undefined : exchange.initial;
    if (exchange.initial && !first) {
      attributes.push({ type: 'ATOM', value: exchange.initial.toString('base64') || '=', sensitive: true });
    }
    let ownFailure: unknown;
    const onPlusTag = (line: Continuation): Promise<void> => {
      try {
        const answer = first ?? exchange.respond(Buffer.from(line.attributes?.[0]?.value ?? '', 'base64'));
        first = undefined;
        this.write(answer.toString('base64'));
      } catch (error) {
        ownFailure = error;
        // RFC 9051 §6.2.2: cancels the exchange.
        this.write('*');
      }
      return Promise.resolve();
    };
    try {
      (await this.exec('AUTHENTICATE', attributes, { onPlusTag })).next();
    } catch (error) {
      throw ownFailure ?? this.signInFailure(error);
    }
    if (ownFailure !== undefined) throw ownFailure;
  }

  private async signInByLogin(): Promise<string> {
    const { username, password, credentialCharset } = this.account;
    const attributes = [
      loginArgument(credentialBytes(username, credentialCharset, 'username'), false),
      loginArgument(credentialBytes(password, credentialCharset, 'password'), true),
    ];
    try {
      (await this.exec('LOGIN', attributes)).next();
    } catch (error) {
      throw this.signInFailure(error);
    }
    return 'LOGIN';
  }

  private signInFailure(error: unknown): Failure {
    const failure = imapFailure(error, this);
    if (failure.code !== 'server-refused' && failure.code !== 'server-busy') return failure;
    const serverReply = failure.serverReply ?? '';
    const temporary = failure.code === 'server-busy' && !blamesCredentials(serverReply);
    const code = temporary ? 'sign-in-unavailable' : 'sign-in-refused';
    const { retryAfterMs } = failure;
    return new Failure(code, { serverReply, temporary, retryAfterMs, field: temporary ? undefined : 'password' });
  }

  private keepRefusal(payload: Buffer): void {
    // "* 12 FETCH …" is nearly all that a server says, and never a refusal.
    const digit = payload[2] ?? 0;
    if (payload[0] === 0x2a && digit >= 0x30 && digit <= 0x39) return;
    const [, tag = '', word = ''] = /^(\S+) (OK|NO|BAD|BYE)\b/i.exec(payload.toString('latin1', 0, 80)) ?? [];
    if (word === '') return;
    const refused = word.toUpperCase() !== 'OK';
    if (refused) {
      const words = maskSecrets(decodeVerbatim(payload.subarray(0, keptRefusalBytes)), this.secrets);
      this.untagged = [...this.untagged, words].slice(-keptRefusals);
      this.lastRefusal = this.untagged.join('\n');
    }
    if (tag !== '*') this.untagged = [];
  }

  private rememberSecret(secret: string): void {
    if (secret !== '') this.secrets.push(secret);
  }
}

/** What is kept of a refusal, so that a server cannot fill the memory or a page with them. */
const keptRefusalBytes = 8 * 1024;
const keptRefusals = 20;

// RFC 9051 §4.3: a quoted string is for printable ASCII; all else goes as a literal.
function loginArgument(bytes: Buffer, sensitive: boolean): Attribute {
  const value = bytes.toString('latin1');
  return /^[\x20-\x7e]*$/.test(value)
    ? { type: 'STRING', value, sensitive }
    : { type: 'LITERAL', value: bytes, sensitive };
}
