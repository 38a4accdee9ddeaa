import { readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { CertificatePaths } from './certificates.ts';
import { type Dialog, matchLine, parseDialogs } from './dialog.ts';
import { loopback } from './processes.ts';

export type ScriptedServer = {
  host: string;
  port: number;
  /** Every line that a client sent, over all connections, one character per byte, without CRLF. */
  lines(): string[];
  /** How many clients connected. */
  connections(): number;
  /** Where a client left the dialog, one sentence each; empty if all went as written. */
  problems(): string[];
  /** Resolves when the last dialog was played to its end. */
  finished: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts a line server that plays a dialog (see dialog.ts for the language); the nth connection plays the nth dialog of the text. `tls` is needed for
 * the step TLS, and from the first byte if `implicitTls`.
 */
export async function startScripted(
  text: string,
  options: { tls?: CertificatePaths; implicitTls?: boolean } = {},
): Promise<ScriptedServer> {
  const dialogs = parseDialogs(text);
  const tls = options.tls && { cert: await readFile(options.tls.certificate), key: await readFile(options.tls.key) };
  const context = tls && createSecureContext(tls);
  const lines: string[] = [];
  const problems: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const finished = Promise.withResolvers<void>();
  const secure = (socket: Socket): Socket => {
    if (!context) throw new Error('The dialog needs TLS, but no certificate was given.');
    return new TLSSocket(socket, { isServer: true, secureContext: context });
  };
  const server = createServer((socket) => {
    const dialog = dialogs[connections];
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    if (!dialog) {
      problems.push(`There is no dialog for connection ${connections}.`);
      socket.destroy();
      return;
    }
    const isLast = connections === dialogs.length;
    play(options.implicitTls === true ? secure(socket) : socket, dialog, lines, secure)
      .catch((error: unknown) => {
        problems.push(error instanceof Error ? error.message : String(error));
        socket.destroy();
      })
      .then(() => isLast && finished.resolve())
      .catch(() => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const address = server.address();
  return {
    host: loopback,
    port: typeof address === 'object' && address ? address.port : 0,
    lines: () => lines,
    connections: () => connections,
    problems: () => problems,
    finished: finished.promise,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function play(first: Socket, dialog: Dialog, lines: string[], secure: (socket: Socket) => Socket): Promise<void> {
  let socket = first;
  let reader = lineReader(socket);
  const captured = new Map<string, string>();
  const say = (line: string) => socket.write(Buffer.from(`${fillIn(line, captured)}\r\n`, 'latin1'));
  const hear = async (): Promise<string | undefined> => {
    const line = await reader.next();
    if (line !== undefined) lines.push(line);
    return line;
  };
  for (const step of dialog.steps) {
    if (step.kind === 'server') say(step.line);
    else if (step.kind === 'client') await expectLine(step.line, dialog, captured, hear, say);
    else if (step.kind === 'message') await readMessage(hear);
    else if (step.kind === 'tls') {
      socket = secure(reader.release());
      socket.on('error', () => undefined);
      reader = lineReader(socket);
    } else if (step.kind === 'cut') socket.resetAndDestroy?.();
    else if (step.kind === 'close') socket.end();
    else if (step.kind === 'mute') await reader.closed;
  }
  await answerOnly(dialog, captured, hear, say);
}

async function expectLine(
  pattern: string,
  dialog: Dialog,
  captured: Map<string, string>,
  hear: () => Promise<string | undefined>,
  say: (line: string) => void,
): Promise<void> {
  for (;;) {
    const line = await hear();
    if (line === undefined) throw new Error(`The client closed where the dialog expects: ${pattern}`);
    if (matchLine(pattern, line, captured)) return;
    if (!answer(line, dialog, captured, say)) throw new Error(`Expected: ${pattern}\nReceived: ${line}`);
  }
}

async function answerOnly(
  dialog: Dialog,
  captured: Map<string, string>,
  hear: () => Promise<string | undefined>,
  say: (line: string) => void,
): Promise<void> {
  for (let line = await hear(); line !== undefined; line = await hear()) {
    if (!answer(line, dialog, captured, say)) throw new Error(`Received after the end of the dialog: ${line}`);
  }
}

function answer(line: string, dialog: Dialog, captured: Map<string, string>, say: (line: string) => void): boolean {
  const found = dialog.answers.find(({ line: pattern }) => matchLine(pattern, line, captured));
  for (const reply of found?.replies ?? []) say(reply);
  return found !== undefined;
}

async function readMessage(hear: () => Promise<string | undefined>): Promise<void> {
  for (let line = await hear(); line !== '.'; line = await hear()) {
    if (line === undefined) throw new Error('The client closed inside a message.');
  }
}

const fillIn = (line: string, captured: ReadonlyMap<string, string>) =>
  line.replaceAll(/\{(\w+)\}/g, (whole, name: string) => captured.get(name) ?? whole);

type LineReader = { next: () => Promise<string | undefined>; release: () => Socket; closed: Promise<void> };

function lineReader(socket: Socket): LineReader {
  let buffered = '';
  let ended = false;
  let news = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const onData = (chunk: Buffer) => {
    buffered += chunk.toString('latin1');
    news.resolve();
  };
  const onEnd = () => {
    ended = true;
    news.resolve();
    closed.resolve();
  };
  socket.on('data', onData).on('end', onEnd).on('close', onEnd);
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const end = buffered.indexOf('\r\n');
      if (end >= 0) {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        return line;
      }
      if (ended) return undefined;
      await news.promise;
      news = Promise.withResolvers<void>();
    }
  };
  const release = () => {
    socket.off('data', onData).off('end', onEnd).off('close', onEnd);
    socket.pause();
    return socket;
  };
  return { next, release, closed: closed.promise };
}
