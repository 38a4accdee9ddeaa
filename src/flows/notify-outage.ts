import type { AutoMailEvent } from '../desk/auto-mail-events.ts';
import { failureText } from '../desk/failure-text.ts';
import type { TemplateValues } from '../desk/templates/vocabulary.ts';
import { say } from '../desk/texts/index.ts';
import type { Address } from '../mail/message.ts';
import { type AutoMailSetup, autoMailSetup } from '../store/auto-mails.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { findMailbox, listMailboxes, type MailboxRow } from '../store/mailboxes.ts';
import { roleRecipients } from '../store/notice-recipients.ts';
import { beginOutage, endOutage } from '../store/outages.ts';
import type { Trx } from '../store/schema.ts';
import { transact } from '../store/transact.ts';
import { type AutomaticMail, claimAndQueue, contentFor } from './automatic-mail.ts';
import type { Desk } from './desk.ts';
import { pageLink } from './template-values.ts';

/** So many failed runs in a row are an outage; fewer are a hiccup that mends itself. */
const outageAfter = 3;

/**
 * After a failed run: tells administrators and dispatchers once per outage, through another mailbox that works. Gives whether it did now. Without such a
 * mailbox, or while the event is off, nothing is noted, so that it is tried again after the next failure.
 */
export async function notifyOutage(desk: Desk, mailboxId: number): Promise<boolean> {
  const mailbox = await findMailbox(desk.store.db, mailboxId);
  // That nobody is signed in does not mend itself.
  const enough = mailbox?.lastError?.code === 'oauth-signed-out' ? 0 : outageAfter;
  if (!mailbox || mailbox.failures < enough || mailbox.outageToldAt !== null || !mailbox.lastError) return false;
  return tell(desk, mailbox, 'mailboxError', (trx, now) => beginOutage(trx, mailboxId, enough, now));
}

/** After a run that went well: tells those who heard of an outage that it is over. Gives whether it did. */
export async function notifyRecovery(desk: Desk, mailboxId: number): Promise<boolean> {
  const mailbox = await findMailbox(desk.store.db, mailboxId);
  if (!mailbox || mailbox.outageToldAt === null) return false;
  const told = await tell(desk, mailbox, 'mailboxRecovered', (trx) => endOutage(trx, mailboxId));
  // Over it is, even if nobody can be told.
  if (!told) await transact(desk.store, (trx) => endOutage(trx, mailboxId));
  return told;
}

/** Queues the mails in the transaction in which `claim` succeeds: several processes and repeated failures make one mail to each. */
async function tell(
  desk: Desk,
  mailbox: MailboxRow,
  event: Extract<AutoMailEvent, 'mailboxError' | 'mailboxRecovered'>,
  claim: (trx: Trx, now: number) => Promise<boolean>,
): Promise<boolean> {
  const setup = await autoMailSetup(desk.store.db);
  if (!setup.events[event].active) return false;
  const mails = await mailsOf(desk, mailbox, event, setup);
  if (mails.length === 0) return false;
  return claimAndQueue(
    desk,
    async (trx, announce, now) => {
      announce('mailbox', mailbox.id);
      return claim(trx, now);
    },
    mails,
  );
}

/** One mail for the readers of each language; none without readers or a mailbox to send through. */
async function mailsOf(
  desk: Desk,
  mailbox: MailboxRow,
  event: Extract<AutoMailEvent, 'mailboxError' | 'mailboxRecovered'>,
  setup: AutoMailSetup,
): Promise<AutomaticMail[]> {
  const via = await workingOutgoing(desk);
  const readers = await roleRecipients(desk.store.db, ['admin', 'dispatcher']);
  if (!via) return [];
  const settings = await readDeskSettings(desk.store.db);
  const from: Address = { name: settings.name, addr: String(via.values.senderAddress) };
  return [...Map.groupBy(readers, ({ locale }) => locale)].map(([locale, group]) => ({
    kind: 'auto-generated',
    ticketId: null,
    to: group.map(({ name, email }) => ({ name, addr: email })),
    through: { outgoingId: via.id, from, replyTo: null, home: from.addr },
    content: contentFor(desk, setup, event, { wished: [locale, settings.locale] }, (wanted) =>
      valuesOf(desk, mailbox, settings.name, wanted),
    ),
    thread: {},
    isStep: false,
  }));
}

function valuesOf(desk: Desk, mailbox: MailboxRow, deskName: string, locale: 'de' | 'en'): TemplateValues {
  const [address] = Array.isArray(mailbox.values.mailboxAddresses) ? mailbox.values.mailboxAddresses : [];
  return {
    'desk.name': deskName,
    'mailbox.name': mailbox.name,
    'mailbox.address': typeof address === 'string' ? address : '',
    'mailbox.error': causeOf(mailbox, locale),
    'mailbox.failures': String(mailbox.failures),
    'mailbox.link': pageLink(desk, `/admin/mailboxes/${mailbox.id}`),
  };
}

/** Our words, and the server's own below them. */
function causeOf({ lastError }: MailboxRow, locale: 'de' | 'en'): string {
  if (!lastError) return '';
  const reply =
    lastError.serverReply === null ? '' : `\n\n${say(locale, 'notice.serverReply')}\n${lastError.serverReply}`;
  return `${failureText(locale, lastError.code, lastError.params)}${reply}`;
}

/** The default outgoing mailbox if it works, else another that does; the sandbox reaches nobody. */
export async function workingOutgoing(desk: Desk): Promise<MailboxRow | undefined> {
  const outgoing = await listMailboxes(desk.store.db, 'outgoing');
  const working = outgoing.filter(
    ({ active, lastError, protocol }) => active && lastError === null && protocol !== 'folder',
  );
  return working.find(({ values }) => values.isDefault === true) ?? working[0];
}
