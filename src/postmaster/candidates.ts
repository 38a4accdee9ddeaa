/** What the choice needs to know of a mail before its download. */
export type Listed = { ref: string; receivedAt: Date; size: number; seen: boolean };

/** SPEC §2.3: which mails a run takes. `since` null = of any age. */
export type ImportRules = { since: Date | null; fetchRead: boolean; maxBytes: number };

/** The listed mails, sorted by what becomes of them; each list keeps the order. What the ledger knows or is read already is in none. */
export type Chosen<C extends Listed> = { wanted: C[]; old: C[]; tooLarge: C[] };

/** SPEC §3 step 2: age by the server's receipt time (exactly n × 24 h is in), seen rule, ledger, size limit. */
export function chooseCandidates<C extends Listed>(
  listed: readonly C[],
  known: ReadonlySet<string>,
  rules: ImportRules,
): Chosen<C> {
  const chosen: Chosen<C> = { wanted: [], old: [], tooLarge: [] };
  for (const candidate of listed) {
    if (known.has(candidate.ref)) continue;
    if (candidate.seen && !rules.fetchRead) continue;
    if (rules.since !== null && candidate.receivedAt < rules.since) chosen.old.push(candidate);
    else if (candidate.size > rules.maxBytes) chosen.tooLarge.push(candidate);
    else chosen.wanted.push(candidate);
  }
  return chosen;
}
