import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { loopback } from './processes.ts';

/** Hands a mail to an SMTP server (`HELO`) or an LMTP server (`LHLO`) without TLS or sign-in, as another mail server would. Throws on any refusal. */
export async function sendMail(
  server: { port: number; protocol?: 'smtp' | 'lmtp' },
  mail: { from: string; to: readonly string[]; raw: Buffer | string },
): Promise<void> {
  const socket = connect({ host: loopback, port: server.port });
  const replies = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  const expect = async (code: string) => {
    for (;;) {
      const { value, done } = await replies.next();
      if (done === true) throw new Error('The server closed the connection.');
      if (!value.startsWith(code)) throw new Error(`Expected ${code}, the server said: ${value}`);
      if (value[3] !== '-') return;
    }
  };
  const ask = async (line: string, code: string) => {
    socket.write(`${line}\r\n`);
    await expect(code);
  };
  try {
    await expect('220');
    await ask(server.protocol === 'lmtp' ? 'LHLO sender.test' : 'EHLO sender.test', '250');
    await ask(`MAIL FROM:<${mail.from}>`, '250');
    for (const address of mail.to) await ask(`RCPT TO:<${address}>`, '250');
    await ask('DATA', '354');
    socket.write(stuffed(mail.raw));
    // LMTP answers once for each recipient (RFC 2033 §4.2).
    for (const _ of server.protocol === 'lmtp' ? mail.to : ['once']) await expect('250');
    socket.write('QUIT\r\n');
  } finally {
    socket.end();
  }
}

/** Asks until the answer is not undefined; throws with the given words after the time, half a minute unless told: a loaded machine may need it, and nothing waits longer than it must. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

// RFC 5321 §4.5.2: CRLF line ends, a leading dot doubled, a lone dot at the end.
function stuffed(raw: Buffer | string): Buffer {
  const text = typeof raw === 'string' ? Buffer.from(raw, 'utf8').toString('latin1') : raw.toString('latin1');
  const lines = text.replaceAll(/\r?\n/g, '\r\n').replaceAll(/^\./gm, '..');
  return Buffer.from(`${lines.endsWith('\r\n') ? lines : `${lines}\r\n`}.\r\n`, 'latin1');
}
