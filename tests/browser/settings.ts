import { sampleMails } from '../../src/flows/sandbox-samples.ts';
import type { RunningDesk } from '../support/running.ts';
import { eventually } from '../support/servers/mail.ts';

/** The languages of the page; every story is told in both. */
export const locales = ['de', 'en'] as const;
export type Locale = (typeof locales)[number];

/** For how many seconds a sent mail can be taken back; the other settings of the desk stay. */
export async function setUndoSeconds(desk: RunningDesk, undoSeconds: number): Promise<void> {
  const now = await desk.call<Record<string, unknown>>('GET', '/api/desk');
  await desk.call('PUT', '/api/desk', { ...now, undoSeconds });
}

/** Opens the sandbox and lets the mails arrive in it after its samples; gives how many tickets there are when all are filed. */
export async function fillSandbox(desk: RunningDesk, locale: Locale, mails: readonly Buffer[]): Promise<number> {
  await desk.call('POST', '/api/sandbox', { locale });
  const samples = sampleMails(locale, 'support@sandbox.example', new Date()).length;
  await filed(desk, samples);
  return dropMails(desk, mails, samples);
}

/** Drops mails on the sandbox that holds so many tickets, and waits until each is one more; gives how many there are then. */
export async function dropMails(desk: RunningDesk, mails: readonly Buffer[], before: number): Promise<number> {
  const body = new FormData();
  for (const [at, mail] of mails.entries()) body.append('file', new Blob([new Uint8Array(mail)]), `${at}.eml`);
  const answer = await fetch(`${desk.url}/api/sandbox/files`, {
    method: 'POST',
    headers: { cookie: desk.cookie },
    body,
  });
  if (!answer.ok) throw new Error(`dropping mails: ${answer.status} ${await answer.text()}`);
  return filed(desk, before + mails.length);
}

function filed(desk: RunningDesk, count: number): Promise<number> {
  return eventually(
    `${count} tickets`,
    async () => {
      const { all } = await desk.call<{ all: number }>('GET', '/api/tickets/counts');
      return all === count ? all : undefined;
    },
    30_000,
  );
}
