import type { RunningDesk } from '../support/running.ts';

/** The languages of the page; every story is told in both. */
export const locales = ['de', 'en'] as const;
export type Locale = (typeof locales)[number];

/** For how many seconds a sent mail can be taken back; the other settings of the desk stay. */
export async function setUndoSeconds(desk: RunningDesk, undoSeconds: number): Promise<void> {
  const now = await desk.call<Record<string, unknown>>('GET', '/api/desk');
  await desk.call('PUT', '/api/desk', { ...now, undoSeconds });
}
