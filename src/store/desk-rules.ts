import { normaliseDomain } from '../mail/addresses.ts';
import type { DeskRules } from '../postmaster/filter.ts';
import { readDeskSettings } from './desk-settings.ts';
import type { Identity } from './identity.ts';
import { mailboxesByAddress } from './mailboxes.ts';
import type { Db } from './schema.ts';

/** The rules that judging follows, from the desk's settings. */
export async function deskRules(db: Db, identity: Identity): Promise<DeskRules> {
  const settings = await readDeskSettings(db);
  return {
    serverId: identity.serverId,
    signingKey: identity.signingKey,
    keywords: [settings.ticketKeyword, ...settings.moreKeywords],
    reopenDays: settings.reopenDays,
    strangers: settings.strangers,
    ticketsPer: settings.ticketsPer,
    owners: await mailboxesByAddress(db),
    freemail: new Set(settings.freemailDomains.map((domain) => normaliseDomain(domain))),
  };
}
