import type { FastifyRequest } from 'fastify';
import type { Desk } from '../flows/desk.ts';
import { readDeskSettings } from '../store/desk-settings.ts';

/** The language of an answer: Accept-Language (RFC 9110 §12.5.4) if it names one of ours, else the agent's, else the desk's. */
export async function languageOf(request: FastifyRequest, desk: Desk): Promise<'de' | 'en'> {
  const asked = acceptedLanguage(request.headers['accept-language'] ?? '');
  if (asked) return asked;
  if (request.person) return request.person.locale;
  // The error being told may be that the database does not answer.
  return readDeskSettings(desk.store.db).then(
    (settings) => settings.locale,
    () => 'de',
  );
}

/** The best of our languages in an Accept-Language value; null if it names none. */
export function acceptedLanguage(header: string): 'de' | 'en' | null {
  let best: 'de' | 'en' | null = null;
  let bestWeight = 0;
  for (const range of header.slice(0, 500).split(',')) {
    const match = /^\s*(de|en)(?:-[a-z0-9-]+)?\s*(?:;\s*q=([\d.]+)\s*)?$/i.exec(range);
    const weight = match ? Number(match[2] ?? 1) : 0;
    if (!match || !(weight > bestWeight)) continue;
    best = match[1]?.toLowerCase() === 'de' ? 'de' : 'en';
    bestWeight = weight;
  }
  return best;
}
