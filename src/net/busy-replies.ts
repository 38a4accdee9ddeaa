// What mail servers say when nothing is wrong but the hour. The codes are the protocols' own and stand with them; this is what is said in words.

// Not by RFC, by what they say: Microsoft 365 and Exchange ("Server Unavailable. 15"), Outlook.com by POP3 (the login limit), Gmail (with the code OVERQUOTA,
// which elsewhere means a full mailbox), Yahoo (rate limit), all who limit connections, and older POP3 servers whose maildrop is locked by another session.
const busyWords = [
  /request is throttled/i,
  /exceeded (command|bandwidth|command or bandwidth) limits/i,
  /exceeded the login limit/i,
  /rate limit/i,
  /too many (simultaneous |concurrent |open )?(connections|sessions|logins)/i,
  /maximum number of (connections|sessions)/i,
  /(server|service) (is )?(temporarily |currently )?unavailable/i,
  /temporary (authentication |internal |system )?(failure|error|problem)/i,
  /(mailbox|maildrop) (is )?(already )?(locked|in use)|unable to lock (mailbox|maildrop)/i,
];

/** True for a refusal whose words ask to come back later. */
export const asksToWait = (serverReply: string): boolean => busyWords.some((words) => words.test(serverReply));

/** How long a refusal asks to be left alone, in milliseconds; undefined if it does not say. */
export function askedPauseMs(serverReply: string): number | undefined {
  // Not by RFC: Microsoft 365 and Outlook.com.
  const ms = /backoff time[:=\s]+(\d{1,12})/i.exec(serverReply)?.[1];
  if (ms !== undefined) return Number(ms);
  const minutes = /login limit for an? (\d{1,4})[- ]minute/i.exec(serverReply)?.[1];
  if (minutes !== undefined) return Number(minutes) * 60_000;
  // RFC 2449 §8.1.1 gives no number within the code, some servers do.
  const seconds = /\[LOGIN-DELAY (\d{1,6})\]/i.exec(serverReply)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
