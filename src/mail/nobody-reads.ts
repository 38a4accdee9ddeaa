/** Local parts of which nobody reads what comes in, whatever stands before or behind: `news-noreply`, `do_not_reply2`, `noreply.team`. */
const NO_REPLY =
  /(?:^|[-_.])(?:no|do[-_.]?not|don'?t|nicht|keine?|ne[-_.]?pas)[-_.]?(?:reply|antwort(?:en)?|repondre)\d*(?:$|[-_.])/;
const MACHINE = /^(?:mailer-?daemon|mail-daemon|bounces?|nobody)$/;

/** Whether the address says itself that nobody reads there (RFC 3834 §2); details after a plus (RFC 5233) and case do not count. */
export function nobodyReads(addr: string): boolean {
  const local = localPart(addr);
  return MACHINE.test(local) || NO_REPLY.test(local);
}

/** The part before the last `@` in lower case, without details after a plus (RFC 5233). */
export const localPart = (addr: string): string =>
  addr
    .slice(0, Math.max(addr.lastIndexOf('@'), 0))
    .toLowerCase()
    .replace(/\+.*$/su, '');
