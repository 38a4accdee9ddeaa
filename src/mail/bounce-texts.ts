import { normaliseAddress, parseAddresses } from './addresses.ts';
import { diagnosticText, enhancedStatus } from './delivery-status.ts';
import { hasNullReturnPath } from './auto-submitted.ts';
import { headerValues } from './header.ts';
import { LIMITS } from './limits.ts';
import type { Address, DeliveryStatus, Header, RecipientStatus } from './message.ts';

/**
 * Reads a delivery report that is not after RFC 3464: qmail (QSBMF), Exim, old Postfix and sendmail, Exchange, Lotus Notes,
 * Gmail, Yahoo, web hosters. Null unless sender or header, and the words, say that it is one.
 */
export function foreignBounce(
  header: Header,
  from: Address | null,
  subject: string,
  text: string,
): DeliveryStatus | null {
  const failed = headerValues(header, 'X-Failed-Recipients').flatMap(parseAddresses);
  const words = text.slice(0, LIMITS.bounceCharacters);
  const isDaemon = from !== null && DAEMON.test(`${from.name} ${from.addr}`);
  const isNamed = BOUNCE_SUBJECT.test(subject);
  const nullPath = hasNullReturnPath(header);
  const outside = Number(isDaemon) + Number(isNamed) + Number(nullPath) + (failed.length > 0 ? 2 : 0);
  // The words alone never say it: nearly all mails are spared the search for them.
  if (outside === 0) return null;
  const isTold = BOUNCE_WORDS.test(words.slice(0, 4_000));
  if (outside + Number(isTold) < 2 || !(isTold || isNamed || failed.length > 0)) return null;
  const { report, original } = splitOriginal(words);
  const found =
    failed.length > 0 ? failed.map((address) => address.addr).filter((addr) => addr !== '') : recipientsOf(report);
  const delayed = DELAY_WORDS.test(subject) || DELAY_WORDS.test(report.slice(0, 2_000));
  const whole = { lower: report.toLowerCase(), said: saidIn(report) };
  return {
    recipients: found.slice(0, LIMITS.reportRecipients).map((addr) => recipientStatus(addr, report, whole, delayed)),
    originalMessageId: messageIdOf(original) ?? messageIdOf(report),
    envelopeId: null,
  };
}

const DAEMON =
  /mailer-?daemon|mail delivery (?:sub)?system|mail-?daemon|postmaster@|microsoft exchange|systemadministrator|system administrator|^mail ?delivery|delivery-?(?:agent|notif)/i;

const BOUNCE_SUBJECT =
  /^(?:undeliver(?:able|ed)|unzustellbar|nicht zustellbar|mail delivery (?:failed|failure)|delivery (?:status notification|failure|has failed|problem|failed)|returned mail|failure notice|delivery notification: delivery has failed|mail system error|message delivery failure|unzustellbarkeit|zustellfehler|fehler bei der zustellung|ihre nachricht konnte nicht|non recapitabile|non remis|échec de la remise|echec de (?:la )?remise|impossible de remettre|no se puede entregar|correo devuelto|niet te bestellen|onbestelbaar|niedostarczone|zwrot|warning: (?:could not send message|message .{0,60}delayed)|delivery delayed|zustellung verz|message status|non-delivery|ndn:|недоставленн|не доставлено|系统退信|来自.{1,60}的退信|未送达|无法(?:传递|投递)|無法傳遞|配信不能|配送不能|전송 실패|배달되지 않음|غير قابل للتسليم|لم يتم التسليم)/iu;

const BOUNCE_WORDS =
  /could not be delivered|couldn['’]t be delivered|wasn['’]t delivered|was not delivered|unable to deliver|delivery (?:to the following recipients? )?(?:has )?failed|failed permanently|permanent (?:fatal )?errors?|undeliverable|undelivered|did not reach the following recipient|konnte nicht zugestellt|nicht zugestellt werden|unzustellbar|haben ihr ziel nicht erreicht|n['’]a pas pu être (?:remis|délivré|distribué)|no se (?:ha podido|pudo) entregar|non è stato possibile (?:consegnare|recapitare)|non (?:è|e) stato recapitato|kon(?:den)? niet worden (?:bezorgd|afgeleverd)|nie (?:mogła|może|można) (?:zostać )?dostarcz|has not yet been delivered|will continue to try|delivery (?:has been )?delayed|user unknown|mailbox (?:is )?(?:full|unavailable)|no such user|recipient address rejected|не (?:удалось|может быть) доставлен|сбой доставки|(?:邮件|郵件)被退回|无法传递至|無法傳遞至|投递失败|配信に失敗|配信できません(?:でした)?|전달할 수 없|배달하지 못/iu;

const DELAY_WORDS =
  /has not (?:yet )?been delivered|not yet been delivered|will (?:continue|keep) (?:to try|trying|to be retried)|still trying|delayed|warning: could not send|this is a warning message only|noch nicht zugestellt|verzögert|will be retried/iu;

/** The lines where servers put the original mail behind their own words. */
const ORIGINAL_MARK =
  /^(?:-{2,} ?(?:below this line is a copy of the message|this is a copy of (?:the|your) message|the following is|original message|unsent message follows|message header|returned message|message headers follow|transcript of session follows|original headers|ursprüngliche nachricht|kopie der nachricht|undelivered message).{0,80}|received: from .{0,200}|return-path: ?<.{0,200}|original (?:message )?headers:|ursprüngliche nachrichtenkopfzeilen:|ursprüngliche kopfzeilen:)\s*$/imu;

function splitOriginal(words: string): { report: string; original: string } {
  const mark = ORIGINAL_MARK.exec(words);
  if (!mark || mark.index === 0) return { report: words, original: words };
  return { report: words.slice(0, mark.index), original: words.slice(mark.index) };
}

function recipientsOf(report: string): string[] {
  const found = new Set<string>();
  for (const pattern of RECIPIENT_PATTERNS) {
    for (const match of report.matchAll(pattern)) {
      const addr = normaliseAddress(
        (match[1] as string).replace(/^(?:mailto|smtp|rfc822):/i, '').replace(/[.:;,]+$/, ''),
      );
      if (addr !== '' && !DAEMON.test(addr)) found.add(addr);
      if (found.size >= LIMITS.reportRecipients) return [...found];
    }
    // The surest pattern that finds something is enough; looser ones would add addresses that only occur in the text.
    if (found.size > 0) return [...found];
  }
  return [];
}

/** From sure to loose: a line that begins with the address and a colon, a line that is the address, an address in a sentence. */
const RECIPIENT_PATTERNS = [
  /^[ \t]{0,8}<([^<>\s@]{1,100}@[^<>\s@]{1,200})>[ \t]{0,4}(?::|\(|…|\.\.\.|$)/gm,
  /^[ \t]{0,8}(?:mailto:)?([^<>\s@"(),:;：，]{1,100}@[^<>\s@"(),:;：，]{1,200})(?::|[ \t]{0,4}(?:\(|$|<mailto:|on \d))/gm,
  /(?:wasn['’]t delivered to|was not delivered to|delivered to|deliver(?:y)? (?:to|of)|zugestellt werden an|zustellung an|reach|recipients?:?|empfänger:?|destinataires?|destinatari[oa]s?:?)[ \t\n]{1,4}(?:mail to )?["'<*]{0,2}(?:mailto:)?([^<>\s@"'(),:;*]{1,100}@[^<>\s@"'(),:;*]{1,200})/giu,
  /(?:^|[\s<"'(:;：，])([^<>\s@"'(),:;*：，]{1,100}@[^<>\s@"'(),:;*：，。]{1,200})/g,
];

/** What a piece of a report says of a recipient, as far as it says anything. */
type Said = { code: string | null; words: string | null; reply: string | null; diagnostic: string | null };

function saidIn(text: string): Said {
  return {
    code: enhancedStatus(text),
    words: statusOfWords(text),
    reply: statusOfReply(text),
    diagnostic: diagnosticOf(text),
  };
}

/** What stands near the address is surer than what the report says elsewhere; that is read once for all recipients. */
function recipientStatus(
  addr: string,
  report: string,
  whole: { lower: string; said: Said },
  delayed: boolean,
): RecipientStatus {
  const at = Math.max(0, whole.lower.indexOf(addr.toLowerCase()));
  const near = saidIn(report.slice(at, at + 1_500));
  const status = near.code ?? whole.said.code ?? near.words ?? near.reply ?? whole.said.words;
  return {
    addr,
    action: delayed && !status?.startsWith('5') ? 'delayed' : 'failed',
    status,
    diagnostic: near.diagnostic ?? whole.said.diagnostic,
  };
}

/** RFC 5321 §4.2 reply without an enhanced code: its class is known, no more (RFC 3463 §3.1 X.0.0). */
function statusOfReply(text: string): string | null {
  const code = /(?:^|[\s:#<[(])([45])\d\d[\s\-:](?=\D)/.exec(text)?.[1];
  return code === undefined ? null : `${code}.0.0`;
}

/** RFC 3463 §3.2–3.3 codes for what the usual sentences mean. */
function statusOfWords(text: string): string | null {
  for (const [pattern, status] of MEANINGS) if (pattern.test(text)) return status;
  return null;
}

const MEANINGS: readonly [RegExp, string][] = [
  [
    /user unknown|unknown user|no such user|address (?:not found|couldn['’]t be found)|mailbox (?:not found|does not exist|unavailable)|not listed in|nicht gefunden|unknown recipient|doesn['’]t have an? .{0,30}account|no mailbox here by that name|existiert nicht/iu,
    '5.1.1',
  ],
  [
    /mailbox (?:is )?full|over quota|quota exceeded|exceeded storage|postfach (?:ist )?voll|exceeded .{0,30}(?:quota|storage)/iu,
    '5.2.2',
  ],
  [
    /host (?:or domain name )?not found|domain .{0,40}(?:not found|couldn['’]t be found)|unrouteable|unknown host|host unknown/iu,
    '5.1.2',
  ],
  [/message (?:size exceeds|too (?:large|big))|size limit|zu groß/iu, '5.3.4'],
];

/** The sentence with the server's reply. */
function diagnosticOf(text: string): string | null {
  const line =
    /^.{0,300}?((?:smtp;\s*)?\b[45]\d\d[ :-](?:#?[45]\.\d{1,3}\.\d{1,3})?.{2,900})$/m.exec(text)?.[1] ??
    /^.{0,200}((?:user unknown|unknown user|no such user|mailbox (?:is )?full|over quota|host not found|unrouteable address|not listed in|sorry, ).{0,400})$/im.exec(
      text,
    )?.[1];
  return line === undefined ? null : diagnosticText(line);
}

function messageIdOf(text: string): string | null {
  return (
    /^[ \t]{0,8}(?:message-id|nachrichten-?id|message id):[ \t]{0,8}\n?[ \t]{0,8}(<[^<>\s]{3,900}>)/im.exec(
      text,
    )?.[1] ?? null
  );
}
