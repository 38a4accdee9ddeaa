import type { Draft } from '../../src/mail/compose.ts';
import type { ArrivedMail, TestDesk } from './desk.ts';

/** A mailbox that a story has to itself, with an address of its own. */
export type OwnMailbox = { id: number; address: string; arrives(mail: Partial<Draft>): Promise<ArrivedMail> };

let made = 0;

/** Adds a mailbox with these settings to the desk; its options of ticket creation are off unless named. */
export async function ownMailbox(desk: TestDesk, values: Record<string, unknown> = {}): Promise<OwnMailbox> {
  const address = `box${++made}@desk.example`;
  const id = await desk.mailbox({ mailboxAddresses: [address], createContact: false, ...values });
  return { id, address, arrives: (mail) => desk.arrives({ to: [{ name: '', addr: address }], ...mail }, id) };
}

/** The keys of a mail's trace. */
export const keysOf = (mail: ArrivedMail) => mail.trace.map(({ key }) => key);
