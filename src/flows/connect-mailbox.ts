import { createHash } from 'node:crypto';
import { asFailure, Failure } from '../lib/failure.ts';
import { randomToken } from '../lib/id.ts';
import { askDevice, beginDevice } from '../oauth/device.ts';
import { missingScopes, type Provider, scopesFor } from '../oauth/provider.ts';
import { beginSignIn, finishSignIn } from '../oauth/sign-in.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { getMailbox } from '../store/mailboxes.ts';
import {
  endFlow,
  findFlow,
  type FlowRow,
  flowSecrets,
  insertFlow,
  slowDevice,
  takeDeviceTurn,
  useFlow,
} from '../store/oauth-flows.ts';
import { type GrantRow, saveGrant, showConnected } from '../store/oauth-grants.ts';
import { wakeDeferred } from '../store/outbound.ts';
import { storedError } from '../store/stored-error.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';
import { notifyRecovery } from './notify-outage.ts';
import { purposeOf, storedProvider, termsOf } from './oauth-provider.ts';
import { farewells, sayFarewell } from './revoke-grants.ts';

/** The agent who connects, and the session in which a sign-in begins and must end. */
export type Connecting = { agentId: number; sessionToken: string };

/** What to show the person; `url` to open in the browser, or the code to enter on another device. */
export type BegunFlow = {
  id: string;
  kind: FlowRow['kind'];
  url: string;
  userCode: string | null;
  expiresAt: number;
  intervalMs: number | null;
};

/** How long a person may take at the provider. */
const flowLifetimeMs = 15 * 60_000;

/** Where a provider sends the browser when this desk cannot be reached from it: nothing answers there, and the address is pasted by hand. */
export const pasteRedirectUri = 'http://localhost/';

/**
 * Begins connecting a mailbox with its OAuth provider (SPEC §5). `callbackUrl` is where the provider sends the browser. Throws Failure
 * `not-in-this-state` for a mailbox that signs in by password, or what the provider refuses.
 */
export async function beginConnect(
  desk: Desk,
  who: Connecting,
  mailboxId: number,
  kind: FlowRow['kind'],
  callbackUrl: string,
): Promise<BegunFlow> {
  const { values, protocol } = await getMailbox(desk.store.db, mailboxId);
  if (values.auth !== 'oauth' || typeof values.oauthConnection !== 'number') throw new Failure('not-in-this-state');
  const provider = await storedProvider(desk, values.oauthConnection);
  const scopes = scopesFor(provider, purposeOf(protocol));
  const now = desk.clock().getTime();
  const common = {
    id: randomToken(),
    kind,
    mailboxId,
    connectionId: values.oauthConnection,
    agentId: who.agentId,
    sessionHash: hash(who.sessionToken),
    scopes,
  };
  if (kind === 'device') return beginWithDevice(desk, provider, common, now);
  const redirectUri = kind === 'paste' ? pasteRedirectUri : callbackUrl;
  const { url, state, verifier, nonce } = await beginSignIn(provider, { redirectUri, scopes }, termsOf(desk));
  const expiresAt = now + flowLifetimeMs;
  const secrets = { state, verifier, nonce };
  const more = { redirectUri, expiresAt, nextAskAt: null, intervalMs: null, stateHash: hash(state), secrets };
  await transact(desk.store, (trx) => insertFlow(trx, desk.ring, { ...common, ...more }, now));
  return { id: common.id, kind, url, userCode: null, expiresAt, intervalMs: null };
}

/**
 * The browser came back with this query. Gives the flow, whose outcome says how it went. Throws Failure `oauth-flow-over` if no sign-in of this session waits
 * for it.
 */
export async function finishConnect(desk: Desk, who: Connecting, query: string): Promise<FlowRow> {
  const mine = ownFlow(await flowOfReturn(desk, query), who);
  if (mine.kind === 'device') throw new Failure('oauth-flow-over');
  await useOnce(desk, mine);
  return conclude(desk, mine, async (provider) => {
    const secrets = await flowSecrets(desk.store.db, desk.ring, mine.id);
    if (!('state' in secrets)) throw new Failure('oauth-flow-over');
    return finishSignIn(provider, { ...secrets, ...mine }, query, termsOf(desk));
  });
}

/** The sign-in to which a query belongs, whosesoever it is and however it stands; null if to none. Good for showing where it was begun, and for nothing else. */
export function flowOfReturn(desk: Desk, query: string): Promise<FlowRow | null> {
  const state = new URLSearchParams(query).get('state') ?? '';
  return findFlow(desk.store.db, { stateHash: hash(state) });
}

/** Ends a sign-in with the address that the person copied from the browser. Throws Failure `invalid` if it is none of this sign-in. */
export async function pasteAddress(desk: Desk, who: Connecting, id: string, address: string): Promise<FlowRow> {
  const flow = ownFlow(await findFlow(desk.store.db, { id }), who);
  const url = URL.parse(address.trim());
  const state = url?.searchParams.get('state') ?? '';
  const other = state === '' ? null : await findFlow(desk.store.db, { stateHash: hash(state) });
  if (!url || other?.id !== flow.id)
    throw new Failure('invalid', { problems: [{ field: 'address', problem: 'invalid' }] });
  return finishConnect(desk, who, url.search);
}

/** How a sign-in stands; for a device the provider is asked when it is time to. Throws Failure `oauth-flow-over` for one that is not this session's. */
export async function lookAtFlow(desk: Desk, who: Connecting, id: string): Promise<FlowRow> {
  const flow = ownFlow(await findFlow(desk.store.db, { id }), who);
  if (flow.kind !== 'device' || flow.outcome !== null) return flow;
  const now = desk.clock().getTime();
  const intervalMs = flow.intervalMs ?? 5000;
  const turn = await transact(desk.store, (trx) => takeDeviceTurn(trx, id, now, now + intervalMs));
  if (!turn) return flow;
  return conclude(desk, flow, async (provider) => {
    const secrets = await flowSecrets(desk.store.db, desk.ring, id);
    if (!('deviceCode' in secrets)) throw new Failure('oauth-flow-over');
    const answer = await askDevice(provider, secrets.deviceCode, flow.scopes, termsOf(desk));
    if (answer === 'pending') return null;
    if (answer !== 'slowDown') return answer;
    // RFC 8628 §3.5: five seconds more.
    await transact(desk.store, (trx) => slowDevice(trx, id, intervalMs + 5000, now + intervalMs + 5000));
    return null;
  });
}

async function beginWithDevice(
  desk: Desk,
  provider: Provider,
  common: Pick<FlowRow, 'id' | 'kind' | 'mailboxId' | 'connectionId' | 'agentId' | 'sessionHash' | 'scopes'>,
  now: number,
): Promise<BegunFlow> {
  const begun = await beginDevice(provider, common.scopes, termsOf(desk));
  const { deviceCode, intervalMs, userCode } = begun;
  const expiresAt = now + begun.lifetimeMs;
  const more = { redirectUri: '', expiresAt, nextAskAt: now, intervalMs, stateHash: null, secrets: { deviceCode } };
  await transact(desk.store, (trx) => insertFlow(trx, desk.ring, { ...common, ...more }, now));
  const url = begun.completeUri ?? begun.verificationUri;
  return { id: common.id, kind: 'device', url, userCode, expiresAt, intervalMs };
}

function ownFlow(flow: FlowRow | null, { agentId, sessionToken }: Connecting): FlowRow {
  if (flow?.agentId !== agentId || flow.sessionHash !== hash(sessionToken)) throw new Failure('oauth-flow-over');
  return flow;
}

async function useOnce(desk: Desk, { id }: FlowRow): Promise<void> {
  const now = desk.clock().getTime();
  if (!(await transact(desk.store, (trx) => useFlow(trx, id, now)))) throw new Failure('oauth-flow-over');
}

/** Has `work` get the tokens and notes how it ended; null: it has not ended. */
async function conclude(
  desk: Desk,
  flow: FlowRow,
  work: (provider: Provider) => Promise<Tokens | null>,
): Promise<FlowRow> {
  let outcome: NonNullable<FlowRow['outcome']>;
  try {
    const provider = await storedProvider(desk, flow.connectionId);
    const tokens = await work(provider);
    if (tokens === null) return flow;
    await keep(desk, flow, provider, tokens);
    outcome = { connected: true };
  } catch (thrown) {
    const failure = asFailure(thrown);
    desk.log.warn({ mailbox: flow.mailboxId, code: failure.code, detail: failure.message }, 'not connected');
    // The person may still sign in on the other device.
    if (flow.kind === 'device' && failure.temporary) return flow;
    outcome = { error: storedError(failure, desk.clock().getTime()) };
  }
  await transact(desk.store, (trx) => endFlow(trx, flow.id, outcome, desk.clock().getTime()));
  return { ...flow, outcome };
}

async function keep(desk: Desk, flow: FlowRow, provider: Provider, tokens: Tokens): Promise<void> {
  const { mailboxId, connectionId, agentId } = flow;
  const leaving = await transact(desk.store, async (trx, announce) => {
    const mailbox = await getMailbox(trx, mailboxId);
    const missing = missingScopes(provider, purposeOf(mailbox.protocol), tokens.scopes);
    if (missing.length > 0) throw new Failure('oauth-scope-missing', { params: { scopes: missing.join(' ') } });
    const now = desk.clock().getTime();
    const { account, refreshToken } = tokens;
    if (refreshToken === null) throw new Failure('oauth-no-refresh');
    // The same person's tokens may all end with the one that is revoked, also the new ones.
    const isOther = (grant: GrantRow) => grant.connectionId !== connectionId || grant.account !== account;
    const replaced = await farewells(desk, trx, (grant) => grant.mailboxId === mailboxId && isOther(grant));
    await saveGrant(trx, desk.ring, {
      mailboxId,
      connectionId,
      agentId,
      account,
      tokens: { ...tokens, refreshToken },
      now,
    });
    await showConnected(trx, mailboxId);
    const changes = [{ field: 'account', from: null, to: account }];
    await audit(
      trx,
      desk,
      { agentId },
      { act: 'connected', kind: 'mailbox', id: mailboxId, name: mailbox.name, changes },
    );
    if (mailbox.direction === 'outgoing') await wakeDeferred(trx, mailboxId, now);
    announce('mailbox', mailboxId);
    return account === '' ? [] : replaced;
  });
  sayFarewell(desk, leaving);
  const mailbox = await getMailbox(desk.store.db, mailboxId);
  // Of an incoming one the next run tells.
  if (mailbox.direction === 'outgoing' && mailbox.outageToldAt !== null) await notifyRecovery(desk, mailboxId);
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
