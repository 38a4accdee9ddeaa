import { chooseText } from '../desk/templates/choose.ts';
import { fillTemplate } from '../desk/templates/engine.ts';
import { Failure } from '../lib/failure.ts';
import { sanitiseHtml } from '../mail/sanitise.ts';
import { textAsHtml } from '../mail/text-html.ts';
import { findAgent } from '../store/agents.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { incomingIdentity } from '../store/mailboxes.ts';
import { ticketFacts } from '../store/template-facts.ts';
import { getTemplate } from '../store/templates.ts';
import type { Actor, Desk } from './desk.ts';
import { ticketValues } from './template-values.ts';

/**
 * What a template for answers says about a ticket, in the language of its person, else the desk's. `html` is safe to show. Throws Failure `not-found`, also
 * for a template of another kind.
 */
export async function fillForAnswer(
  desk: Desk,
  actor: Actor,
  ticketId: number,
  templateId: number,
): Promise<{ subject: string; text: string; html: string }> {
  const { db } = desk.store;
  const template = await getTemplate(db, templateId);
  const facts = await ticketFacts(db, ticketId);
  const settings = await readDeskSettings(db);
  const chosen = chooseText(template, [facts?.locale ?? null, settings.locale]);
  if (!facts || !chosen || template.kind !== 'answer') throw new Failure('not-found');
  const agent = actor === null ? null : await findAgent(db, { id: actor.agentId });
  const incoming = facts.mailboxId === null ? null : await incomingIdentity(db, facts.mailboxId);
  const values = ticketValues(desk, settings, facts, chosen.locale, {
    agent: agent?.name ?? '',
    agentAddress: agent?.email ?? '',
    mailboxAddress: incoming?.mailboxAddresses[0] ?? '',
  });
  const { subject, text, html } = fillTemplate('answer', chosen.text, values);
  return { subject, text, html: sanitiseHtml(html ?? textAsHtml(text), { cid: () => null }).html };
}
