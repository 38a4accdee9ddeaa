import { randomBytes } from 'node:crypto';
import { answerIdentity, type OutgoingIdentity, outgoingFor, withTicketAddress } from '../desk/answer-identity.ts';
import type { AutoMailEvent } from '../desk/auto-mail-events.ts';
import { markedMessageId } from '../desk/message-mark.ts';
import { taggedSubject } from '../desk/reference.ts';
import { builtInTexts } from '../desk/templates/built-in.ts';
import { chooseText, type Template } from '../desk/templates/choose.ts';
import { type Filled, fillTemplate } from '../desk/templates/engine.ts';
import type { TemplateValues } from '../desk/templates/vocabulary.ts';
import { type AutomaticKind, automaticMail } from '../mail/automatic-mail.ts';
import { composeMessage, type Draft } from '../mail/compose.ts';
import type { Address } from '../mail/message.ts';
import { textAsHtml } from '../mail/text-html.ts';
import { type AutoMailSetup, fitsEvent } from '../store/auto-mails.ts';
import { type DeskSettings, readDeskSettings } from '../store/desk-settings.ts';
import { insertEntry, noMail } from '../store/entries.ts';
import { incomingIdentity, outgoingIdentities } from '../store/mailboxes.ts';
import { insertOutbound } from '../store/outbound.ts';
import type { Trx } from '../store/schema.ts';
import { type Announce, transact } from '../store/transact.ts';
import type { Desk } from './desk.ts';

/** Through what and as whom automatic mail leaves. */
export type Through = { outgoingId: number; from: Address; replyTo: Address | null; home: string };

/** An automatic mail before it is composed. */
export type AutomaticMail = {
  /** `auto-replied` answers a mail, `auto-generated` tells of something. */
  kind: AutomaticKind;
  ticketId: number | null;
  to: readonly Address[];
  through: Through;
  content: Filled;
  /** The mail it answers or continues. */
  thread: { inReplyTo?: string | undefined; references?: string[] };
  /** Whether it is shown in the ticket's history: what people outside get is. */
  isStep: boolean;
};

/** What a transaction and the news of it are to what happens inside. */
export type Within = { desk: Desk; trx: Trx; announce: Announce };

/** SPEC §2.3: through the outgoing mailbox that the incoming one names, else the default; null if there is none. */
export async function throughFor(
  { identity }: Desk,
  trx: Trx,
  mailboxId: number | null,
  ticketId: number,
): Promise<Through | null> {
  const incoming = mailboxId === null ? null : await incomingIdentity(trx, mailboxId);
  const outgoing: OutgoingIdentity | null = outgoingFor(incoming, await outgoingIdentities(trx));
  if (!outgoing) return null;
  const own = answerIdentity(incoming, outgoing, true);
  const { from, replyTo } = withTicketAddress(own, incoming, identity, ticketId);
  return { outgoingId: outgoing.id, from, replyTo, home: incoming?.mailboxAddresses[0] ?? from.addr };
}

/** The text of an event for a reader, filled in. A template that cannot be filled in any more gives way to the built-in one: the mail is due. */
export function contentFor(
  { log }: Desk,
  setup: AutoMailSetup,
  event: AutoMailEvent,
  reader: { wished: readonly ('de' | 'en' | null)[]; templateId?: number | null },
  valuesIn: (locale: 'de' | 'en') => TemplateValues,
): Filled {
  const template = templateFor(setup, event, reader.templateId ?? null);
  const chosen = template && chooseText(template, reader.wished);
  if (template && chosen) {
    try {
      return fillTemplate(template.kind, chosen.text, valuesIn(chosen.locale));
    } catch (thrown) {
      log.warn({ template: template.id, detail: String(thrown) }, 'a template could not be filled in');
    }
  }
  const locale = reader.wished.find((wish) => wish !== null) ?? 'de';
  const kind = event === 'mailboxError' || event === 'mailboxRecovered' ? 'mailbox' : 'ticket';
  return fillTemplate(kind, builtInTexts(event)[locale], valuesIn(locale));
}

/**
 * Composes an automatic mail and queues it in the caller's transaction, with its step if it has one (RFC 3834 §3: null return path, Auto-Submitted).
 * Throws Failure `address-invalid` for a recipient that no mail can carry, before anything is written.
 */
export async function queueAutomatic({ desk, trx, announce }: Within, mail: AutomaticMail): Promise<number> {
  const settings = await readDeskSettings(trx);
  const draft = draftOf(desk, settings, mail);
  const { raw, messageId } = composeMessage(draft);
  const blob = await desk.store.blobs.put(raw);
  const now = desk.clock().getTime();
  const entryId = mail.isStep && mail.ticketId !== null ? await addStep(desk, trx, mail.ticketId, draft, now) : null;
  const id = await insertOutbound(trx, {
    entryId,
    ticketId: mail.ticketId,
    mailboxId: mail.through.outgoingId,
    blob,
    size: raw.length,
    mailFrom: '',
    messageId,
    subject: draft.subject,
    recipients: [...new Set(mail.to.map(({ addr }) => addr))],
    dueAt: now,
    undo: null,
    now,
  });
  announce('outbound', id);
  return id;
}

/** The same in a transaction of its own in which `claim` succeeds: several processes and repetitions make one mail. Gives whether it was ours to send. */
export async function claimAndQueue(
  desk: Desk,
  claim: (trx: Trx, announce: Announce, now: number) => Promise<boolean>,
  mails: readonly AutomaticMail[],
): Promise<boolean> {
  return transact(desk.store, async (trx, announce) => {
    if (!(await claim(trx, announce, desk.clock().getTime()))) return false;
    for (const mail of mails) await queueAutomatic({ desk, trx, announce }, mail);
    return true;
  });
}

function templateFor(setup: AutoMailSetup, event: AutoMailEvent, templateId: number | null): Template | undefined {
  const asked = templateId === null ? undefined : setup.templates.get(templateId);
  const own = setup.templates.get(setup.events[event].templateId);
  return [asked, own].find((template) => template && fitsEvent(event, template.kind));
}

function draftOf(desk: Desk, settings: DeskSettings, mail: AutomaticMail): Draft {
  const { identity, clock } = desk;
  const { from, replyTo } = mail.through;
  const { signingKey, serverId } = identity;
  const domain = from.addr.slice(from.addr.lastIndexOf('@') + 1);
  const { subject, text, html } = mail.content;
  return {
    from: { ...from, name: from.name || settings.name },
    ...(replyTo ? { replyTo: [replyTo] } : {}),
    to: [...mail.to],
    cc: [],
    subject: mail.ticketId === null ? subject : taggedSubject(identity, settings, subject, mail.ticketId),
    text,
    html: html ?? textAsHtml(text),
    ...(mail.thread.inReplyTo === undefined ? {} : { inReplyTo: mail.thread.inReplyTo }),
    references: mail.thread.references ?? [],
    messageId: markedMessageId(signingKey, serverId, mail.ticketId ?? 0, randomBytes(8).toString('hex'), domain),
    date: clock(),
    attachments: [],
    // The last field tells a desk of the same make that a desk wrote, should a gateway take the standard ones away.
    extra: { ...automaticMail(mail.kind).extra, 'X-Poststelle-Desk': serverId },
  };
}

async function addStep(desk: Desk, trx: Trx, ticketId: number, draft: Draft, now: number): Promise<number> {
  return insertEntry(trx, desk.store.dialect, {
    ...noMail,
    ticketId,
    kind: 'mailOut',
    at: now,
    agentId: null,
    from: draft.from,
    to: draft.to,
    subject: draft.subject,
    text: draft.text,
    automatic: true,
    messageId: draft.messageId,
    thread: draft.references ?? [],
  });
}
