import type { Pop3Connection } from '../net/pop3.ts';
import { pop3Refusal } from '../net/pop3-failures.ts';
import { portions } from './imap-refs.ts';
import { type Drop, isThere } from './pop3-maildrop.ts';
import type { Coming } from './source.ts';

/** A mail of the maildrop with the name by which it is known for ever. */
export type NamedDrop = Drop & { ref: string };

/** With PIPELINING (RFC 2449 §6.6) so many commands travel at once, and so many bytes are asked for. */
const pipelinedCommands = 50;
const pipelinedBytes = 4 * 1024 * 1024;

/** The mails of these refs, in their order; what is gone is left out. */
export function named(drops: ReadonlyMap<string, Drop>, refs: Iterable<string>): NamedDrop[] {
  return [...refs].flatMap((ref) => {
    const drop = drops.get(ref);
    return drop ? [{ ref, ...drop }] : [];
  });
}

/** The header of each mail (TOP, RFC 1939 §7); where the server does not know TOP, the mail is read through for it. A mail that is gone is left out. */
export async function* askHeaders(
  connection: Pop3Connection,
  wanted: readonly NamedDrop[],
): AsyncGenerator<NamedDrop & { header: Buffer }> {
  const { line } = connection;
  for (const portion of portions(wanted, commandsAtOnce(connection))) {
    line.send(portion.map(({ number }) => `TOP ${number} 0`));
    const refused: NamedDrop[] = [];
    for (const drop of portion) {
      if (isThere(connection, await line.status())) yield { ...drop, header: await line.bytes(4096) };
      else refused.push(drop);
    }
    // Taken for new because its age is not known, an old mail would be imported.
    for (const drop of refused) {
      if (!isThere(connection, await line.ask(`RETR ${drop.number}`))) continue;
      yield { ...drop, header: (await line.digest(drop.size)).head };
    }
  }
}

/** The refs of mails that are downloaded together, in order. */
export function portionsBySize(mails: readonly NamedDrop[]): string[][] {
  const plan: { refs: string[]; bytes: number }[] = [];
  for (const { ref, size } of mails) {
    const last = plan.at(-1);
    if (last && last.refs.length < pipelinedCommands && last.bytes + size <= pipelinedBytes) {
      last.refs.push(ref);
      last.bytes += size;
    } else plan.push({ refs: [ref], bytes: size });
  }
  return plan.map(({ refs }) => refs);
}

/**
 * Downloads the mails and appends them to `into` as each is whole, also those before a line that breaks. Gives false once `coming` says that nobody wants the mail
 * any more: the line is good for nothing then.
 */
export async function retrieve(
  connection: Pop3Connection,
  wanted: readonly NamedDrop[],
  into: { ref: string; raw: Buffer }[],
  coming: Coming | undefined,
): Promise<boolean> {
  const { line } = connection;
  const pipelining = commandsAtOnce(connection) > 1;
  if (pipelining) line.send(wanted.map(({ number }) => `RETR ${number}`));
  for (const { ref, number, size } of wanted) {
    if (!pipelining) line.send([`RETR ${number}`]);
    // Another client's deletion shows only here.
    if (!isThere(connection, await line.status())) continue;
    // Only a mail that comes alone can be left out.
    const alone = coming && wanted.length === 1;
    const raw = await (alone ? line.bytes(size, (bytes) => coming(ref, bytes)) : line.bytes(size));
    if (!raw) return false;
    into.push({ ref, raw });
  }
  return true;
}

/** Marks the mails as deleted, which counts only once the session ends well (RFC 1939 §6). Throws Failure if the server refuses one. */
export async function markDeleted(connection: Pop3Connection, drops: readonly NamedDrop[]): Promise<void> {
  const { line } = connection;
  for (const portion of portions(drops, commandsAtOnce(connection))) {
    line.send(portion.map(({ number }) => `DELE ${number}`));
    for (const _ of portion) {
      const serverReply = await line.status();
      // One that is gone already is not in the next session's list, and counts as settled then.
      if (!serverReply.startsWith('+OK')) throw pop3Refusal(serverReply, connection);
    }
  }
}

const commandsAtOnce = ({ capabilities }: Pop3Connection) => (capabilities.has('PIPELINING') ? pipelinedCommands : 1);
