/**
 * SPEC §1: an inquiry is what no team has; the groups open, working and waiting are for authorised tickets. Done and locked may be either.
 */
export function statusFits(group: string, hasTeam: boolean): boolean {
  return hasTeam ? group !== 'inquiry' : !['open', 'working', 'waiting'].includes(group);
}

/** SPEC §2.3: the status that a mailbox gives its new tickets is one for inquiries, or it needs a team. */
export function newStatusFits(group: string, hasTeam: boolean): boolean {
  return (group === 'inquiry') !== hasTeam;
}
