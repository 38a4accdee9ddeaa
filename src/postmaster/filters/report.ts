import { readAddressMark } from '../../desk/address-mark.ts';
import { readMessageMark } from '../../desk/message-mark.ts';
import { findReferences, referenceFits } from '../../desk/reference.ts';
import { kindOfReport, needsAttention } from '../../desk/reports.ts';
import { addressKey } from '../../mail/addresses.ts';
import { fromXtext } from '../../mail/dsn-envelope.ts';
import { type MailReport, mailReportOf, type ReportedRecipient } from '../../mail/mail-report.ts';
import type { Message } from '../../mail/message.ts';
import { namedRecipients } from '../../mail/named-recipients.ts';
import { type DeskRules, defineFilter, type Finding, type FoundReport } from '../filter.ts';
import { finalTicket } from '../final-ticket.ts';
import type { Lookups, SentMail, TicketState } from '../lookups.ts';

/** RFC 5321 §4.5.4.1: servers give up after four or five days; qmail after seven. A day for clocks and queues. */
const reportedWithinMs = 8 * 86_400_000;

/** SPEC §3.5: bounces, read receipts and complaints belong to the mail that they are about, and never make a ticket. */
export const reportFilter = defineFilter({
  name: 'report',
  about:
    'Finds the mail of ours that a delivery report, read receipt or complaint is about; one about other mail goes to the log.',
  async run({ message, contentHash, receivedAt, rules }, facts, lookups): Promise<readonly Finding[] | undefined> {
    const report = mailReportOf(message);
    if (!report) return;
    const found =
      (await findMail(report, receivedAt, rules, lookups)) ?? (await byReplyAddress(message, rules, lookups));
    if (!found)
      return [
        {
          set: { automatic: true },
          why: { key: 'reportForeign' },
          decide: { to: 'unfiled', reason: 'report-foreign' },
        },
      ];
    const named = found.mail?.ticketId ?? found.ticketId ?? null;
    const ticket = named === null ? null : await finalTicket(lookups, named);
    const twin =
      ticket && message.messageId ? await lookups.sameMailIn(ticket.id, message.messageId, contentHash) : null;
    if (twin) return [{ why: found.why }, { why: { key: 'sameMail' }, decide: { to: 'copy', ...twin } }];
    const about = foundReport(report, found.mail);
    const flags = needsAttention(about.kind) ? [...facts.flags, about.kind] : facts.flags;
    return [{ set: { automatic: true, report: about, flags }, why: found.why }, decision(about, ticket)];
  },
});

function decision(about: FoundReport, ticket: TicketState | null): Finding {
  return ticket === null
    ? { why: { key: 'reportWithoutTicket' }, decide: { to: 'unfiled', reason: 'report-without-ticket' } }
    : { why: { key: `report_${about.kind}`, params: said(about) }, decide: { to: 'ticket', ticketId: ticket.id } };
}

type Found = { mail: SentMail | null; ticketId?: number; why: Finding['why'] };

/** Surest first; what anybody can forge (a subject, a recipient) only if the report names no other mail. */
async function findMail(
  report: MailReport,
  receivedAt: Date,
  rules: DeskRules,
  lookups: Lookups,
): Promise<Found | null> {
  const { envelopeId, messageIds } = report;
  const named = envelopeId === null ? null : await lookups.sentByEnvelopeId(fromXtext(envelopeId));
  if (named) return { mail: named, why: { key: 'reportByEnvelopeId' } };
  const known = messageIds.length === 0 ? null : await lookups.sentByMessageId(messageIds);
  if (known) return { mail: known, why: { key: 'reportByMessageId' } };
  for (const id of messageIds) {
    const mark = readMessageMark(rules.signingKey, rules.serverId, id);
    // Signed for no ticket: a test mail, or a notice to the administrators.
    if (mark?.ticketId === 0) return { mail: null, why: { key: 'reportByMessageId' } };
    if (mark && (await lookups.ticket(mark.ticketId)))
      return { mail: null, ticketId: mark.ticketId, why: { key: 'reportByMessageId' } };
  }
  return findByContent(report, receivedAt, rules, lookups);
}

/** Some servers report to the address for answers, which names its ticket and is signed. */
async function byReplyAddress(message: Message, rules: DeskRules, lookups: Lookups): Promise<Found | null> {
  for (const address of namedRecipients(message)) {
    const ticketId = readAddressMark(rules, address);
    if (ticketId !== null && (await lookups.ticket(ticketId)))
      return { mail: null, ticketId, why: { key: 'replyAddress', params: { address } } };
  }
  return null;
}

async function findByContent(
  report: MailReport,
  receivedAt: Date,
  rules: DeskRules,
  lookups: Lookups,
): Promise<Found | null> {
  const { subject, recipients } = report;
  const since = new Date(receivedAt.getTime() - reportedWithinMs);
  const addresses = recipients.map(({ addr }) => addr).filter((addr) => addr !== '');
  const sent = addresses.length === 0 ? [] : await lookups.sentTo(addresses, since, receivedAt);
  const alike = subject === null ? undefined : sent.find((mail) => folded(mail.subject) === folded(subject));
  // Not by RFC: providers that give every mail another Message-ID. The subject, with its check letters, is ours all the same.
  for (const reference of findReferences(subject ?? '', rules.keywords)) {
    if (!referenceFits(rules, reference) || !(await lookups.ticket(reference.number))) continue;
    const mail = alike ?? sent.find(({ ticketId }) => ticketId === reference.number) ?? null;
    return {
      mail,
      ticketId: reference.number,
      why: { key: 'reportByReference', params: { reference: reference.text } },
    };
  }
  const last = report.namesMail || subject !== null ? alike : sent[0];
  return last ? { mail: last, why: { key: 'reportByRecipient', params: { address: addresses[0] ?? '' } } } : null;
}

const folded = (subject: string) => subject.replace(/\s+/gu, ' ').trim();

function foundReport(report: MailReport, mail: SentMail | null): FoundReport {
  const recipients = mail === null ? report.recipients : recipientsIn(report, mail.recipients);
  return { kind: kindOfReport(report, recipients), outboundId: mail?.outboundId ?? null, recipients };
}

/** The reported recipients as ours: a server may name the address behind an alias, or none at all. */
function recipientsIn({ about, recipients }: MailReport, ours: readonly string[]): ReportedRecipient[] {
  const [only] = ours;
  if (recipients.length === 0 && ours.length === 1 && only !== undefined)
    return [{ addr: only, action: about === 'delivery' ? 'failed' : 'delivered', status: null, text: '' }];
  return recipients.flatMap((reported) => {
    const addr = ourAddress(reported.addr, ours);
    return addr === undefined ? [] : [{ ...reported, addr }];
  });
}

function ourAddress(reported: string, ours: readonly string[]): string | undefined {
  const key = addressKey(reported);
  const same = ours.find((address) => addressKey(address) === key);
  if (same !== undefined || ours.length === 1) return same ?? ours[0];
  const domain = key.slice(key.lastIndexOf('@'));
  const neighbours = ours.filter((address) => addressKey(address).endsWith(domain));
  return neighbours.length === 1 ? neighbours[0] : undefined;
}

/** The first recipient that matters, for the trace. */
function said({ recipients }: FoundReport): Record<string, string> {
  const first = recipients.find(({ action }) => action === 'failed') ?? recipients[0];
  return { address: first?.addr ?? '–', status: first?.status ?? '–' };
}
