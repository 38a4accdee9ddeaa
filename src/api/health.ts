import { worstOf } from '../desk/findings.ts';
import { failureText } from '../desk/failure-text.ts';
import type { Desk } from '../flows/desk.ts';
import type { Failure } from '../lib/failure.ts';
import { readDeskSettings } from '../store/desk-settings.ts';
import { countOpenCircuits } from '../store/loop-guard.ts';
import { spoolCounts } from '../store/mailbox-overview.ts';
import { listMailboxes } from '../store/mailboxes.ts';
import { probeStorage } from '../store/storage-probe.ts';
import type { Health } from './contract/spools.ts';
import { findingAnswer, lifeOf } from './findings.ts';
import { oauthStates } from './oauth-state.ts';

/** Counting mails that need a look ends here; more of them are not worse. */
const countedMails = 1000;
/** How long a look at the storage counts. */
const probeLifeMs = 10_000;

/** Looks at the storage now and then, however often one asks. */
export function storageWatch(desk: Desk): () => Promise<Failure | null> {
  let asked = Number.NEGATIVE_INFINITY;
  let answer: Promise<Failure | null> = Promise.resolve(null);
  return () => {
    const now = desk.clock().getTime();
    if (now - asked >= probeLifeMs) {
      asked = now;
      answer = probeStorage(desk.store, desk.dataDir, desk.maxMailBytes, now);
    }
    return answer;
  };
}

/** How the desk is, in the reader's language: mailboxes with the most failures in a row first. */
export async function healthOf(desk: Desk, locale: 'de' | 'en', storageFailure: Failure | null): Promise<Health> {
  const { db } = desk.store;
  const { fetchStopped } = await readDeskSettings(db);
  const counts = await spoolCounts(db, countedMails);
  const oauthOf = await oauthStates(db);
  const mailboxes = await listMailboxes(db);
  const inError = mailboxes
    .filter(({ active, lastError, ...mailbox }) => active && (lastError !== null || oauthOf(mailbox) === 'none'))
    .toSorted((a, b) => b.failures - a.failures);
  const mailboxesInError = inError.map((mailbox) => {
    const oauth = oauthOf(mailbox);
    const { code, params } = mailbox.lastError ?? { code: 'oauth-not-connected' };
    const text = failureText(locale, code, params);
    return { id: mailbox.id, name: mailbox.name, text, connect: oauth === 'none' || oauth === 'signedOut' };
  });
  const storage = storageFailure && {
    code: storageFailure.code,
    text: failureText(locale, storageFailure.code, storageFailure.params),
  };
  const openCircuits = await countOpenCircuits(db, desk.clock().getTime());
  const { findings } = await lifeOf(desk, mailboxes);
  const needsLook = counts.inboundFailed > 0 || counts.outboundFailed > 0 || fetchStopped || openCircuits > 0;
  const state = worstOf([
    ...(storage || inError.length > 0 ? (['error'] as const) : []),
    ...(needsLook ? (['warning'] as const) : []),
    ...findings.map(({ level }) => level),
  ]);
  const told = findings.map((finding) => findingAnswer(locale, finding));
  return { state, mailboxesInError, ...counts, fetchStopped, openCircuits, storage, findings: told };
}
