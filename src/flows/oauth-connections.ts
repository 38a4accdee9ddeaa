import { Failure } from '../lib/failure.ts';
import { type CheckedProvider, checkProvider } from '../oauth/sign-in.ts';
import { checkSettings, defaultValues, type FormValues } from '../settings/field.ts';
import { oauthConnection, oauthConnectionProblems, type OAuthConnectionValues } from '../settings/oauth-connection.ts';
import { lockRow } from '../store/lock-row.ts';
import {
  deleteOAuthConnection,
  getOAuthConnection,
  insertOAuthConnection,
  mailboxesOfConnection,
  oauthClientSecret,
  updateOAuthConnection,
} from '../store/oauth-connections.ts';
import { clearRetries } from '../store/oauth-grants.ts';
import { makeDue } from '../store/runs.ts';
import { transact } from '../store/transact.ts';
import { audit, groupChanges } from './audit.ts';
import type { Actor, Desk } from './desk.ts';
import { providerFrom, termsOf } from './oauth-provider.ts';
import { farewells, sayFarewell } from './revoke-grants.ts';

/** Creates a connection from form values and gives its id. Throws Failure `invalid` with a problem per field. */
export async function createConnection(desk: Desk, actor: Actor, values: FormValues): Promise<number> {
  const clean = checked(values);
  return transact(desk.store, async (trx, announce) => {
    const id = await insertOAuthConnection(trx, desk.ring, clean, desk.clock().getTime());
    const changes = await groupChanges(trx, oauthConnection, defaultValues(oauthConnection), clean);
    await audit(trx, desk, actor, { act: 'created', kind: 'oauthConnection', id, name: clean.name, changes });
    announce('settings', id);
    return id;
  });
}

/** Replaces the values; a secret left empty keeps the stored one. What mailboxes were granted stays, and those that waited try again at once. */
export async function changeConnection(desk: Desk, actor: Actor, id: number, values: FormValues): Promise<void> {
  const clean = checked(values);
  await transact(desk.store, async (trx, announce) => {
    await lockRow(trx, desk.store.dialect, 'oauth_connection', id);
    const before = await getOAuthConnection(trx, id);
    const changes = await groupChanges(trx, oauthConnection, before.values, clean);
    await updateOAuthConnection(trx, desk.ring, id, clean);
    await audit(trx, desk, actor, { act: 'changed', kind: 'oauthConnection', id, name: clean.name, changes });
    await clearRetries(trx, id);
    for (const mailbox of await mailboxesOfConnection(trx, id)) {
      if (mailbox.direction === 'incoming') await makeDue(trx, mailbox.id);
      announce('mailbox', mailbox.id);
    }
    announce('settings', id);
  });
}

/** Deletes a connection; what mailboxes were once granted through it is revoked at the provider. Throws Failure `oauth-in-use` with the names of the mailboxes that sign in through it. */
export async function removeConnection(desk: Desk, actor: Actor, id: number): Promise<void> {
  const leaving = await transact(desk.store, async (trx, announce) => {
    await lockRow(trx, desk.store.dialect, 'oauth_connection', id);
    const { name } = await getOAuthConnection(trx, id);
    const names = (await mailboxesOfConnection(trx, id)).map((mailbox) => mailbox.name);
    if (names.length > 0) throw new Failure('oauth-in-use', { params: { names: names.join(', ') } });
    const granted = await farewells(desk, trx, ({ connectionId }) => connectionId === id);
    await deleteOAuthConnection(trx, id);
    await audit(trx, desk, actor, { act: 'deleted', kind: 'oauthConnection', id, name });
    announce('settings', id);
    return granted;
  });
  sayFarewell(desk, leaving);
}

/** Asks the provider whether it is there and knows us, with the values of the form, also unsaved; `id` of the stored connection fills in the secret. */
export async function checkConnection(
  desk: Desk,
  input: { id?: number | undefined; values: FormValues },
): Promise<CheckedProvider> {
  const clean = checked(input.values);
  const stored = clean.clientSecret === '' && input.id !== undefined;
  const clientSecret = stored
    ? await oauthClientSecret(desk.store.db, desk.ring, Number(input.id))
    : clean.clientSecret;
  return checkProvider(providerFrom({ ...clean, clientSecret }), termsOf(desk));
}

function checked(values: FormValues): OAuthConnectionValues {
  const result = checkSettings(oauthConnection, values);
  if ('problems' in result) throw new Failure('invalid', { problems: result.problems });
  const problems = oauthConnectionProblems(result.values);
  if (problems.length > 0) throw new Failure('invalid', { problems });
  return result.values;
}
