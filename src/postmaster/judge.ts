import type { Disposition, Facts, Filter, Finding, Judged, TraceLine } from './filter.ts';
import type { Lookups } from './lookups.ts';

/** Where a mail goes, what was found out, and why in order. */
export type Verdict = { disposition: Disposition; facts: Facts; trace: TraceLine[] };

/** Runs the filters in order until one decides; if none does, the mail opens a new ticket. Throws what a filter throws. */
export async function judge(judged: Judged, filters: readonly Filter[], lookups: Lookups): Promise<Verdict> {
  const facts: Facts = {
    own: false,
    automatic: false,
    followUp: null,
    linkTo: null,
    reopen: false,
    recipient: judged.recipient,
    contact: null,
    customer: null,
    teamId: null,
    categoryId: null,
    priorityId: null,
    labelIds: [],
    statusId: null,
    flags: [],
    report: null,
    bundled: false,
  };
  const trace: TraceLine[] = [];
  for (const filter of filters) {
    for (const finding of list(await filter.run(judged, facts, lookups))) {
      Object.assign(facts, finding.set);
      const overruled = judged.anyway !== undefined && finding.decide?.to === 'unfiled';
      const decided = finding.decide !== undefined && !overruled;
      trace.push({ filter: filter.name, key: finding.why.key, params: finding.why.params ?? {}, decided });
      if (overruled) trace.push({ filter: 'judge', key: 'anyway', params: { ...judged.anyway }, decided: false });
      if (finding.decide && decided) return { disposition: finding.decide, facts, trace };
    }
  }
  // Which ticket it points to, and why it does not join that one, the lines before have said.
  const key = facts.linkTo === null ? 'newTicket' : 'newTicketLinked';
  trace.push({ filter: 'judge', key, params: {}, decided: true });
  return { disposition: { to: 'newTicket' }, facts, trace };
}

function list(findings: Finding | readonly Finding[] | undefined): readonly Finding[] {
  if (findings === undefined) return [];
  return Array.isArray(findings) ? (findings as readonly Finding[]) : [findings as Finding];
}
