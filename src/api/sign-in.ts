import { betterAuth } from 'better-auth';
import { Failure } from '../lib/failure.ts';
import { purposeKey } from '../lib/seal.ts';
import type { Desk } from '../flows/desk.ts';
import { noteSignIn, noteSignInFailure } from '../flows/sign-ins.ts';
import { deleteExpiredSessions, findAgent } from '../store/agents.ts';
import { teamsOfAgent } from '../store/teams.ts';
import type { Person } from './app.ts';
import { hashPassword, passwordFits } from './password-hash.ts';
import { allowTry, forgetTry, tryKeys } from './throttle.ts';

/** Sign-in by better-auth (sessions, cookies, password accounts) behind our own routes; its own routes are not reachable. */
export type SignIn = {
  /** Checks e-mail and password and opens a session. Throws Failure `sign-in-wrong` or `too-many-tries`. Gives the cookies to set. */
  open(email: string, password: string, from: Origin): Promise<string[]>;
  /** Ends the session of the cookie. Gives the cookies that remove it. */
  close(cookie: string): Promise<string[]>;
  /** The active agent of the cookie's session, null if there is none. `cookies` prolong it, once a day. */
  person(cookie: string): Promise<{ person: Person | null; cookies: string[] }>;
};

/** Where somebody signs in: the place whose tries are counted together, the network address, and the browser by its own words. */
export type Origin = { place: string; address: string; userAgent: string };

/** Longer words of a browser are nobody's. */
const userAgentLength = 300;

const day = 24 * 3600;

export function openSignIn(desk: Desk, publicUrl: string): SignIn {
  const { db } = desk.store;
  const auth = createAuth(desk, publicUrl);
  return {
    open: async (email, password, { place, address, userAgent }) => {
      const keys = tryKeys(place, email);
      const failed = async (stopped: boolean) =>
        noteSignInFailure(desk, await findAgent(db, { email }), address, stopped);
      await allowTry(db, keys, desk.clock().getTime(), () => failed(true));
      const answer = await auth.api.signInEmail({
        body: { email: email.trim(), password },
        headers: new Headers({ 'user-agent': userAgent.slice(0, userAgentLength) }),
        asResponse: true,
      });
      if (answer.status >= 500) throw new Failure('internal', { detail: `sign-in answered ${answer.status}` });
      const agent = answer.ok ? await findAgent(db, { email }) : null;
      if (!agent?.active) {
        await failed(false);
        throw new Failure('sign-in-wrong');
      }
      await noteSignIn(desk, agent, address);
      await forgetTry(db, keys, desk.clock().getTime());
      await deleteExpiredSessions(db, Date.now());
      return answer.headers.getSetCookie();
    },
    close: async (cookie) => {
      const answer = await auth.api.signOut({ headers: new Headers({ cookie }), asResponse: true });
      return answer.headers.getSetCookie();
    },
    person: async (cookie) => {
      const { response, headers } = await auth.api.getSession({
        headers: new Headers({ cookie }),
        returnHeaders: true,
      });
      const cookies = headers.getSetCookie();
      if (!response) return { person: null, cookies };
      const agent = await findAgent(db, { userId: response.user.id });
      if (!agent?.active) return { person: null, cookies: [] };
      const { id, userId, role, locale } = agent;
      const teams = await teamsOfAgent(db, id);
      return { person: { agentId: id, userId, role, locale, ...teams, sessionToken: response.session.token }, cookies };
    },
  };
}

function createAuth({ store, ring, log }: Desk, publicUrl: string) {
  return betterAuth({
    appName: 'Poststelle',
    baseURL: publicUrl,
    secret: purposeKey(ring, ring.current, 'sign-in').toString('base64'),
    database: { db: store.db, type: store.dialect },
    user: { modelName: 'auth_user' },
    session: { modelName: 'auth_session', expiresIn: 14 * day, updateAge: day },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    emailAndPassword: {
      enabled: true,
      // Agents are made by the set-up and by administrators (store/agents.ts), never by themselves.
      disableSignUp: true,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: ({ hash, password }) => passwordFits(hash, password) },
    },
    // Ours counts per account, too (throttle.ts).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'poststelle',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
    },
    logger: {
      // It warns at each wrong password; that is for the throttle to judge.
      level: 'error',
      log: (level, message) => (level === 'error' ? log.error({}, `sign-in: ${message}`) : undefined),
    },
  });
}
