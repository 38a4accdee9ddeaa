import { type AutoMailEvent, autoMailEvents, autoMailEventTable } from '../desk/auto-mail-events.ts';
import type { Template } from '../desk/templates/choose.ts';
import { readDeskSettings } from './desk-settings.ts';
import type { Db, Trx } from './schema.ts';
import { readTemplates } from './templates.ts';

/** What decides about automatic mails, read at once. */
export type AutoMailSetup = {
  events: Readonly<Record<AutoMailEvent, { active: boolean; templateId: number }>>;
  templates: ReadonlyMap<number, Template>;
  noMailForOwnAction: boolean;
};

/** Which events send mail, with which template. */
export async function autoMailSetup(db: Db): Promise<AutoMailSetup> {
  const rows = await db.selectFrom('auto_mail').selectAll().execute();
  const { noMailForOwnAction } = await readDeskSettings(db);
  const byEvent = new Map(rows.map((row) => [row.event, row]));
  const events = Object.fromEntries(
    autoMailEvents.map((event) => {
      const row = byEvent.get(event);
      return [event, { active: row?.active === 1, templateId: row?.template_id ?? 0 }];
    }),
  ) as AutoMailSetup['events'];
  return { events, templates: await readTemplates(db), noMailForOwnAction };
}

/** Turns an event on or off and names its template. */
export async function setAutoMail(trx: Trx, event: AutoMailEvent, active: boolean, templateId: number): Promise<void> {
  const values = { active: active ? (1 as const) : (0 as const), template_id: templateId };
  await trx
    .insertInto('auto_mail')
    .values({ event, ...values })
    .onConflict((conflict) => conflict.column('event').doUpdateSet(values))
    .execute();
}

/** Whether the event may use a template of this kind. */
export const fitsEvent = (event: AutoMailEvent, kind: string) => autoMailEventTable[event].kind === kind;
