import { Readable } from 'node:stream';
import type { Desk } from '../flows/desk.ts';
import { noteExport } from '../flows/note-access.ts';
import { writeCsv } from '../lib/csv.ts';
import { type AuditQuery, listAudit } from '../store/audit.ts';
import { actorOf, type Api, type App, personOf } from './app.ts';
import { auditAnswer, changeText } from './audit-answer.ts';
import { auditExportSchema, auditLineSchema, auditQuerySchema } from './contract/audit.ts';
import { page } from './contract/common.ts';
import { languageOf } from './language.ts';

/** Lines of an export read at a time. */
const portion = 500;

/** Who changed what; administrators only. Nothing can be changed here: lines end with their time (setting `auditDays`). */
export function auditRoutes(app: App, { desk }: Api): void {
  const config = { right: 'administer' } as const;

  app.get(
    '/api/audit',
    { config, schema: { querystring: auditQuerySchema, response: { 200: page(auditLineSchema) } } },
    async (request) => {
      const locale = await languageOf(request, desk);
      const { rows, next } = await listAudit(desk.store.db, wanted(request.query));
      return { rows: rows.map((line) => auditAnswer(locale, line)), next };
    },
  );

  app.get('/api/audit/csv', { config, schema: { querystring: auditExportSchema } }, async (request, answer) => {
    // A link leads here: its header says the browser's language, not the page's.
    const { locale } = personOf(request);
    if (request.method === 'GET') await noteExport(desk, actorOf(request), 'audit');
    return answer
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="audit.csv"')
      .send(Readable.from(auditCsv(desk, locale, wanted({ ...request.query, limit: portion }))));
  });
}

function wanted<Q extends { from?: string | undefined; to?: string | undefined; limit: number }>(query: Q) {
  const instantOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  return { ...query, from: instantOf(query.from), to: instantOf(query.to) };
}

const columns = {
  de: ['Zeitpunkt', 'Wer', 'Art', 'Was', 'Vorgang', 'Änderungen', 'Adresse'],
  en: ['Time', 'Who', 'Kind', 'What', 'Act', 'Changes', 'Address'],
} as const;

async function* auditCsv(desk: Desk, locale: 'de' | 'en', query: AuditQuery): AsyncGenerator<string> {
  const separator = locale === 'de' ? ';' : ',';
  yield writeCsv([columns[locale]], separator);
  for (let after: string | undefined; ; ) {
    const { rows, next } = await listAudit(desk.store.db, { ...query, after });
    const lines = rows.map((row) => {
      const line = auditAnswer(locale, row);
      const changes = line.changes.map((change) => changeText(locale, change)).join('\n');
      return [line.at, line.who, line.kindText, line.subject, line.actText, changes, line.address ?? ''];
    });
    // Only the first piece carries the byte order mark.
    if (lines.length > 0) yield writeCsv(lines, separator).slice(1);
    if (next === null) return;
    after = next;
  }
}
