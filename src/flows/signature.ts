import { type Filled, fillTemplate } from '../desk/templates/engine.ts';
import type { TemplateValues } from '../desk/templates/vocabulary.ts';
import { htmlToText } from '../mail/html-text.ts';
import { sanitiseOutgoing } from '../mail/sanitise-outgoing.ts';
import type { OutgoingMailbox } from '../settings/outgoing-mailbox.ts';
import { findAgent } from '../store/agents.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { listMailboxes, type MailboxRow } from '../store/mailboxes.ts';
import type { Db } from '../store/schema.ts';
import type { Actor } from './desk.ts';

/** What stands below the words of an agent, filled in; `html` is made for leaving. */
export type Signature = { text: string; html: string };

/** The signature of every identity that one can write as, for this agent, by outgoing mailbox; those without one are missing. */
export async function signatures(db: Db, actor: Actor): Promise<Map<number, Signature>> {
  const agent = actor === null ? null : await findAgent(db, { id: actor.agentId });
  const { name } = await readDeskSettings(db);
  const outgoing = (await listMailboxes(db, 'outgoing')).filter(({ active }) => active);
  const found = outgoing.map((mailbox) => {
    const { senderAddress = '' } = mailbox.values as Partial<OutgoingMailbox>;
    const values = {
      'agent.name': agent?.name ?? '',
      'agent.address': agent?.email ?? '',
      'mailbox.name': mailbox.name,
      'mailbox.address': senderAddress,
      'desk.name': name,
    };
    return [mailbox.id, signatureOf(mailbox, values)] as const;
  });
  return new Map(found.flatMap(([id, signature]) => (signature ? [[id, signature]] : [])));
}

function signatureOf({ values }: MailboxRow, placeholders: TemplateValues): Signature | null {
  const { signature: source = '' } = values as Partial<OutgoingMailbox>;
  if (source === '') return null;
  const html = sanitiseOutgoing(filled(source, placeholders), () => null);
  const text = htmlToText(html).trim();
  return text === '' ? null : { html, text };
}

function filled(source: string, values: TemplateValues): NonNullable<Filled['html']> {
  return fillTemplate('signature', { subject: '', text: '', html: source }, values).html ?? '';
}
