import { say } from '../desk/texts/index.ts';
import { textAsHtml } from '../mail/text-html.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { roleRecipients } from '../store/notice-recipients.ts';
import { claimSecretWarning, listOAuthConnections, type OAuthConnectionRow } from '../store/oauth-connections.ts';
import { type AutomaticMail, claimAndQueue } from './automatic-mail.ts';
import type { Desk } from './desk.ts';
import { workingOutgoing } from './notify-outage.ts';
import { pageLink } from './template-values.ts';

/** SPEC §5: days before a client secret expires on which the administrators are warned. */
const warnings = [3, 14, 30] as const;

/**
 * Warns the administrators of client secrets that are about to expire, 30, 14 and 3 days before, each time once. Gives how many connections were warned of.
 * While no mailbox can send, nothing is noted, and it is tried again the next time.
 */
export async function warnOfSecrets(desk: Desk): Promise<number> {
  let warned = 0;
  for (const connection of await listOAuthConnections(desk.store.db)) {
    const days = daysUntil(connection.values.secretExpiresOn, desk.clock());
    const due = days === null ? undefined : warnings.find((limit) => days <= limit);
    const before = connection.secretWarnedDays;
    if (days === null || due === undefined || (before !== null && before <= due)) continue;
    const mails = await mailsOf(desk, connection, days);
    if (mails.length === 0) continue;
    if (await claimAndQueue(desk, (trx) => claimSecretWarning(trx, connection.id, due, before), mails)) warned++;
  }
  return warned;
}

/** Whole days until the beginning of the day (`YYYY-MM-DD`, UTC), negative afterwards; null for ''. */
export function daysUntil(day: string, now: Date): number | null {
  return day === '' ? null : Math.ceil((Date.parse(day) - now.getTime()) / 86_400_000);
}

async function mailsOf(desk: Desk, { id, name, values }: OAuthConnectionRow, days: number): Promise<AutomaticMail[]> {
  const via = await workingOutgoing(desk);
  if (!via) return [];
  const settings = await readDeskSettings(desk.store.db);
  const readers = await roleRecipients(desk.store.db, ['admin']);
  const from = { name: settings.name, addr: String(via.values.senderAddress) };
  const params = { name, day: values.secretExpiresOn, days, link: pageLink(desk, `/admin/connections?edit=${id}`) };
  return [...Map.groupBy(readers, ({ locale }) => locale)].map(([locale, group]) => {
    const wanted = locale ?? settings.locale;
    const text = say(wanted, 'notice.secretExpires.text', params);
    return {
      kind: 'auto-generated',
      ticketId: null,
      to: group.map(({ name: reader, email }) => ({ name: reader, addr: email })),
      through: { outgoingId: via.id, from, replyTo: null, home: from.addr },
      content: { subject: say(wanted, 'notice.secretExpires.subject', params), text, html: textAsHtml(text) },
      thread: {},
      isStep: false,
    };
  });
}
