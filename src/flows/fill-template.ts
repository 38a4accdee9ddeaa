import { chooseText } from '../desk/templates/choose.ts';
import { fillTemplate, type TemplateText } from '../desk/templates/engine.ts';
import type { TemplateValues } from '../desk/templates/vocabulary.ts';
import { Failure } from '../lib/failure.ts';
import { sanitiseHtml } from '../mail/sanitise.ts';
import { textAsHtml } from '../mail/text-html.ts';
import type { OutgoingMailbox } from '../settings/outgoing-mailbox.ts';
import { findAgent } from '../store/agents.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { findMailbox, incomingIdentity } from '../store/mailboxes.ts';
import { firstMailFacts, ticketFacts } from '../store/template-facts.ts';
import { getTemplate } from '../store/templates.ts';
import type { Actor, Desk } from './desk.ts';
import { firstMailValues, ticketValues } from './template-values.ts';

/**
 * What a template for answers says about a ticket, in the language of its person, else the desk's. `html` is safe to show. Throws Failure `not-found`, also
 * for a template of another kind.
 */
export async function fillForAnswer(
  desk: Desk,
  actor: Actor,
  ticketId: number,
  templateId: number,
): Promise<FilledForAgent> {
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
  return filled(chosen.text, values);
}

/** What a first mail is to be, as far as its writer has chosen. */
export type FirstMail = {
  to: { name: string; addr: string } | null;
  outgoingId: number;
  teamId: number | null;
  subject: string;
};

/** The same for a mail that will begin a ticket, in the language of the one it goes to first, else the desk's. Throws Failure `not-found` as above. */
export async function fillForFirstMail(
  desk: Desk,
  actor: Actor,
  templateId: number,
  mail: FirstMail,
): Promise<FilledForAgent> {
  const { db } = desk.store;
  const template = await getTemplate(db, templateId);
  const settings = await readDeskSettings(db);
  const facts = await firstMailFacts(db, mail.to, mail.teamId);
  const chosen = chooseText(template, [facts.locale, settings.locale]);
  if (!chosen || template.kind !== 'answer') throw new Failure('not-found');
  const agent = actor === null ? null : await findAgent(db, { id: actor.agentId });
  const mailbox = await findMailbox(db, mail.outgoingId);
  const address = (mailbox?.values as Partial<OutgoingMailbox> | undefined)?.senderAddress;
  const values = firstMailValues(
    settings,
    { ...facts, subject: mail.subject, mailbox: mailbox?.name ?? '' },
    { agent: agent?.name ?? '', agentAddress: agent?.email ?? '', mailboxAddress: address ?? '' },
  );
  return filled(chosen.text, values);
}

type FilledForAgent = { subject: string; text: string; html: string };

function filled(template: TemplateText, values: TemplateValues): FilledForAgent {
  const { subject, text, html } = fillTemplate('answer', template, values);
  return { subject, text, html: sanitiseHtml(html ?? textAsHtml(text), { cid: () => null }).html };
}
