/*
 * When a machine may write to a person by itself (RFC 3834 §2, §4; SPEC §6). Pure: flows/hold-auto-mail.ts brings the facts and writes down what follows.
 * Marks of machines are looked at by the postmaster; here is what is left when they are missing: how often, how fast, to and fro.
 */

/** Why an automatic mail is held back: `autoMail.held.<reason>` of desk/texts. */
export type HoldReason =
  | 'noAddress'
  | 'machine'
  | 'ownAddress'
  | 'noAnswerAddress'
  | 'foreignDesk'
  | 'tooOld'
  | 'failing'
  | 'bounced'
  | 'complained'
  | 'ownAction'
  | 'circuit'
  | 'hourly'
  | 'reaction'
  | 'repeated'
  | 'noOutgoing'
  | 'notWritable';

/** Why a circuit opens: `autoMail.circuit.<reason>` of desk/texts. */
export type CircuitReason = 'instantReply' | 'pingPong' | 'tooMany' | 'bounced';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const guardLimits = {
  /** At most one automatic answer per sender within this time. */
  answerMs: hourMs,
  /** A mail older than this gets none: its writer no longer waits for a receipt. */
  maxAgeMs: dayMs,
  /** Nobody reads a mail and answers it within this time … */
  instantMs: 30_000,
  /** … and what comes within this time after an automatic mail may be its echo. */
  reactionMs: 10 * 60_000,
  /** So many automatic answers, each with an echo, within `memoryMs` are a ping-pong. */
  reactions: 2,
  /** So many automatic answers to one address within `memoryMs` are too many. */
  answers: 6,
  memoryMs: dayMs,
  /** How long a circuit stays open. */
  openMs: dayMs,
  /** The same when mail does not even arrive there. */
  openBouncedMs: 7 * dayMs,
  /** Mails to agents because of one sender, per event and hour … */
  noticesPerHour: 10,
  /** … and if the sender is an agent: absence notes of two of them would otherwise keep one another going. */
  noticesPerHourByAgent: 1,
} as const;

/** Whether a mail received at `receivedAt` may be the echo of an automatic one made at `answeredAt`, within `withinMs`. Servers count in whole seconds. */
export function isEcho(answeredAt: number | null, receivedAt: number, withinMs: number): boolean {
  if (answeredAt === null) return false;
  return receivedAt >= answeredAt - 1_000 && receivedAt - answeredAt <= withinMs;
}

/** One line of what happened between the desk and an address, in order of time. */
export type Exchange = { at: number; outcome: 'sent' | 'held'; reason: string | null; byMail: boolean };

/** Whether the exchanges of the last `memoryMs` ask for an open circuit, the present one included. */
export function circuitNeeded(exchanges: readonly Exchange[]): CircuitReason | null {
  const sent = exchanges.filter(({ outcome }) => outcome === 'sent');
  const echoed = sent.filter(({ at }, index) => {
    const next = sent[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    return exchanges.some((one) => one.reason === 'reaction' && one.at >= at && one.at < next);
  });
  if (echoed.length >= guardLimits.reactions) return 'pingPong';
  return sent.filter(({ byMail }) => byMail).length >= guardLimits.answers ? 'tooMany' : null;
}
