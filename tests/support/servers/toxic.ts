import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { loopback } from './processes.ts';

/** What is wrong with the line. May be changed while connections are open. Byte counts are per connection, towards the client. */
export type Faults = {
  latencyMs?: number;
  bytesPerSecond?: number;
  /** Hand the client pieces of at most so many bytes: splits lines, characters and tags. */
  slice?: number;
  /** End the connection after so many bytes to the client. */
  cutAfter?: number;
  /** End the connection after so many bytes from the client. */
  cutAfterSent?: number;
  cutBy?: 'reset' | 'end';
  /** Say nothing more after so many bytes, but stay open. */
  stallAfter?: number;
  /** Reset every new connection. */
  refuse?: boolean;
  /** Accept and never answer. */
  mute?: boolean;
  /** Source address of the connection to the server. `127.0.0.2` makes Dovecot see a stranger, who must not send a password unencrypted. */
  from?: string;
};

export type ToxicProxy = {
  host: string;
  port: number;
  faults: Faults;
  connections(): number;
  /** How many connections have fallen silent by `stallAfter` so far. */
  stalled(): number;
  /** Lifts `stallAfter`: what has fallen silent goes on. */
  goOn(): void;
  /** Ends all connections now. */
  cut(how?: 'reset' | 'end'): void;
  stop(): Promise<void>;
};

/** Starts a TCP proxy on loopback to the given port, whose line has the given faults. */
export async function startToxic(targetPort: number, faults: Faults = {}): Promise<ToxicProxy> {
  const clients = new Set<Socket>();
  let connections = 0;
  let stalled = 0;
  const silent = new Set<() => void>();
  const onStall = (goOn: () => void) => {
    stalled += 1;
    silent.add(goOn);
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    connections += 1;
    clients.add(client);
    client.on('error', () => undefined).on('close', () => clients.delete(client));
    if (faults.refuse === true) client.resetAndDestroy();
    else if (faults.mute === true) client.resume();
    else join(client, targetPort, faults, onStall);
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const address = server.address();
  return {
    host: loopback,
    port: typeof address === 'object' && address ? address.port : 0,
    faults,
    connections: () => connections,
    stalled: () => stalled,
    goOn: () => {
      delete faults.stallAfter;
      for (const goOn of silent) goOn();
      silent.clear();
    },
    cut: (how = 'reset') => {
      for (const client of clients) end(client, how);
    },
    stop: async () => {
      for (const client of clients) client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type OnStall = (goOn: () => void) => void;

function join(client: Socket, port: number, faults: Faults, onStall: OnStall): void {
  const target = connect({ port, host: loopback, localAddress: faults.from, allowHalfOpen: true });
  target.on('error', () => client.resetAndDestroy());
  target.on('close', () => client.destroySoon());
  client.on('close', () => target.destroy());
  const lost = () => {
    client.destroy();
    target.destroy();
  };
  carryUp(client, target, faults).catch(lost);
  carryDown(target, client, faults, onStall).catch(lost);
}

async function carryUp(client: Socket, target: Socket, faults: Faults): Promise<void> {
  let sent = 0;
  for await (const chunk of client as AsyncIterable<Buffer>) {
    if (faults.latencyMs) await sleep(faults.latencyMs);
    const limit = faults.cutAfterSent ?? Number.POSITIVE_INFINITY;
    await write(target, chunk.subarray(0, Math.max(0, limit - sent)));
    sent += chunk.length;
    if (sent < limit) continue;
    // What was sent shall reach the server before the line breaks.
    await sleep(20);
    return end(client, faults.cutBy);
  }
  target.end();
}

async function carryDown(target: Socket, client: Socket, faults: Faults, onStall: OnStall): Promise<void> {
  let sent = 0;
  for await (const chunk of target as AsyncIterable<Buffer>) {
    if (faults.latencyMs) await sleep(faults.latencyMs);
    for (let at = 0; at < chunk.length; ) {
      const limit = faults.cutAfter ?? faults.stallAfter ?? Number.POSITIVE_INFINITY;
      const size = Math.min(pieceSize(faults), chunk.length - at, Math.max(0, limit - sent));
      await write(client, chunk.subarray(at, at + size));
      at += size;
      sent += size;
      if (sent >= limit) {
        if (faults.cutAfter === undefined) {
          await new Promise<void>((resolve) => {
            client.once('close', resolve);
            onStall(resolve);
          });
          if (client.destroyed) return;
          continue;
        }
        await sleep(20);
        return end(client, faults.cutBy);
      }
      if (faults.bytesPerSecond) await sleep((size / faults.bytesPerSecond) * 1000);
      else if (faults.slice) await new Promise((resolve) => setImmediate(resolve));
    }
  }
  client.end();
}

function pieceSize(faults: Faults): number {
  const perTick = faults.bytesPerSecond
    ? Math.max(1, Math.floor(faults.bytesPerSecond / 20))
    : Number.POSITIVE_INFINITY;
  return Math.min(faults.slice ?? Number.POSITIVE_INFINITY, perTick);
}

async function write(socket: Socket, chunk: Buffer): Promise<void> {
  if (chunk.length === 0 || socket.write(chunk)) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

function end(socket: Socket, how: Faults['cutBy'] = 'reset'): void {
  if (how === 'reset') socket.resetAndDestroy();
  else socket.end();
}
