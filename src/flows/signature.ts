import { fillTemplate } from '../desk/templates/engine.ts';
import type { TemplateValues } from '../desk/templates/vocabulary.ts';
import { Failure } from '../lib/failure.ts';
import { htmlToText } from '../mail/html-text.ts';
import { sanitiseOutgoing } from '../mail/sanitise-outgoing.ts';
import { textAsHtml } from '../mail/text-html.ts';
import type { OutgoingMailbox } from '../settings/outgoing-mailbox.ts';
import { findAgent } from '../store/agents.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { listMailboxes, type MailboxRow } from '../store/mailboxes.ts';
import { readPreferences } from '../store/preferences.ts';
import type { Db } from '../store/schema.ts';
import type { Actor } from './desk.ts';

/** What stands below the words of an agent, filled in; `html` is made for leaving. */
export type Signature = { text: string; html: string };

/** The key under which an agent's page remembers what the agent adds to every signature, as text. */
const ADDITION = 'signatureAddition';
const LONGEST_ADDITION = 1_000;

/**
 * The signature of every identity that one can write as, for this agent, by outgoing mailbox: that of the mailbox, then the agent's own addition. Those without
 * either are missing.
 */
export async function signatures(db: Db, actor: Actor): Promise<Map<number, Signature>> {
  const agent = actor === null ? null : await findAgent(db, { id: actor.agentId });
  const { name } = await readDeskSettings(db);
  const addition = agent === null ? '' : additionIn(await readPreferences(db, agent.id));
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
    return [mailbox.id, signatureOf(mailbox, values, addition)] as const;
  });
  return new Map(found.flatMap(([id, signature]) => (signature ? [[id, signature]] : [])));
}

function signatureOf({ values }: MailboxRow, placeholders: TemplateValues, addition: string): Signature | null {
  const { signature: source = '' } = values as Partial<OutgoingMailbox>;
  const own = addition === '' ? '' : textAsHtml(addition);
  const html = sanitiseOutgoing(`${source === '' ? '' : filled(source, placeholders)}${own}`, () => null);
  const text = htmlToText(html).trim();
  return text === '' ? null : { html, text };
}

function additionIn(preferences: Record<string, unknown>): string {
  const kept = preferences[ADDITION];
  return typeof kept === 'string' ? kept.trim().slice(0, LONGEST_ADDITION) : '';
}

/** A signature that cannot be filled in any more must not keep an answer from leaving; the composer shows that there is none. */
function filled(source: string, values: TemplateValues): string {
  try {
    return fillTemplate('signature', { subject: '', text: '', html: source }, values).html ?? '';
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'template-failed') return '';
    throw thrown;
  }
}
