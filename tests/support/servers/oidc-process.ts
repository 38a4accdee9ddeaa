import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { OidcFaults, OidcOptions, OidcServer } from './oidc.ts';
import { browseFrom, confirmDevice } from './oidc-browser.ts';
import type { OidcAnswer, OidcOrder } from './oidc-child.ts';

/** An OpenID provider in a process of its own; what it does wrong is ordered by message. */
export type OidcProcess = Pick<
  OidcServer,
  | 'issuer'
  | 'clientId'
  | 'clientSecret'
  | 'introspectionUrl'
  | 'browse'
  | 'enterCode'
  | 'revoke'
  | 'revokeAllOf'
  | 'stop'
> & {
  pid: number;
  order(faults: Partial<OidcFaults>): Promise<void>;
  tokenRequests(): Promise<number>;
  issued(): Promise<string[]>;
};

/** Without the number that pairs it with its answer; told apart one by one, or TypeScript would merge the kinds. */
type Unnumbered<T> = T extends OidcOrder ? Omit<T, 'call'> : never;

/** Starts the provider of oidc.ts as a child process. */
export async function startOidcProcess(options: OidcOptions): Promise<OidcProcess> {
  const child = fork(path.resolve('tests/support/servers/oidc-child.ts'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const tell = talkTo(child);
  const about = (await tell({ start: options })) as Pick<
    OidcServer,
    'issuer' | 'clientId' | 'clientSecret' | 'introspectionUrl'
  >;
  return {
    ...about,
    pid: Number(child.pid),
    browse: (url) => browseFrom(url, about.issuer),
    enterCode: (completeUri) => confirmDevice(completeUri, about.issuer),
    order: async (faults) => void (await tell({ faults })),
    revoke: async (refreshToken) => void (await tell({ revoke: refreshToken })),
    revokeAllOf: async (account) => void (await tell({ revokeAllOf: account })),
    tokenRequests: async () => (await tell({ ask: 'tokenRequests' })) as number,
    issued: async () => (await tell({ ask: 'issued' })) as string[],
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

function talkTo(child: ChildProcess): (order: Unnumbered<OidcOrder>) => Promise<unknown> {
  const open = new Map<number, (answer: OidcAnswer) => void>();
  let calls = 0;
  child.on('message', (answer: OidcAnswer) => open.get(answer.call)?.(answer));
  child.on('exit', () => {
    for (const [call, settle] of open) settle({ call, failed: 'the provider has ended' });
  });
  return (order) =>
    new Promise((resolve, reject) => {
      const call = ++calls;
      open.set(call, ({ failed, value }) => {
        open.delete(call);
        if (failed === undefined) resolve(value);
        else reject(new Error(failed));
      });
      child.send({ ...order, call });
    });
}
