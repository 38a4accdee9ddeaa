import type { TemplateKind } from '../desk/auto-mail-events.ts';
import { eventNamed, type Template, type TemplateTexts } from '../desk/templates/choose.ts';
import { Failure } from '../lib/failure.ts';
import type { Db, Trx } from './schema.ts';
import { isUniqueViolation } from './transact.ts';

/** All templates by id. */
export async function readTemplates(db: Db): Promise<Map<number, Template>> {
  const rows = await db.selectFrom('template').selectAll().orderBy('id').execute();
  const texts = await db.selectFrom('template_text').selectAll().execute();
  const byTemplate = Map.groupBy(texts, ({ template_id }) => template_id);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        kind: row.kind,
        builtIn: eventNamed(row.built_in),
        texts: Object.fromEntries(
          (byTemplate.get(row.id) ?? []).map(({ locale, subject, text, html }) => [locale, { subject, text, html }]),
        ) as TemplateTexts,
      },
    ]),
  );
}

/** One template. Throws Failure `not-found`. */
export async function getTemplate(db: Db, id: number): Promise<Template> {
  const template = (await readTemplates(db)).get(id);
  if (!template) throw new Failure('not-found');
  return template;
}

/** Adds a template with its texts and gives its id. Throws Failure `invalid` at `name` if the name is taken. */
export async function insertTemplate(
  trx: Trx,
  template: { name: string; kind: TemplateKind; texts: TemplateTexts },
): Promise<number> {
  const { id } = await trx
    .insertInto('template')
    .values({ ...named(template.name), kind: template.kind, built_in: null })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(nameTaken);
  await setTemplateTexts(trx, id, template.texts);
  return id;
}

/** Throws like insertTemplate. */
export async function renameTemplate(trx: Trx, id: number, name: string): Promise<void> {
  await trx.updateTable('template').set(named(name)).where('id', '=', id).execute().catch(nameTaken);
}

/** Replaces the stored texts; none make a built-in template read as it came. */
export async function setTemplateTexts(trx: Trx, id: number, texts: TemplateTexts): Promise<void> {
  await trx.deleteFrom('template_text').where('template_id', '=', id).execute();
  for (const [locale, text] of Object.entries(texts) as [keyof TemplateTexts, TemplateTexts['de']][]) {
    if (text)
      await trx
        .insertInto('template_text')
        .values({ template_id: id, locale, subject: text.subject, text: text.text, html: text.html })
        .execute();
  }
}

/** Which events and mailboxes (not deleted ones) send by which template. */
export async function templateUses(db: Db): Promise<{
  events: { event: string; templateId: number }[];
  mailboxes: { id: number; name: string; templateId: number }[];
}> {
  const events = await db.selectFrom('auto_mail').select(['event', 'template_id as templateId']).execute();
  const rows = await db
    .selectFrom('mailbox')
    .select(['id', 'name', 'settings'])
    .where('direction', '=', 'incoming')
    .where('deleted_at', 'is', null)
    .orderBy('name_key')
    .execute();
  const mailboxes = rows.flatMap(({ id, name, settings }) => {
    const { autoReplyTemplate } = JSON.parse(settings) as { autoReplyTemplate?: unknown };
    return typeof autoReplyTemplate === 'number' ? [{ id, name, templateId: autoReplyTemplate }] : [];
  });
  return { events, mailboxes };
}

/** Removes a template. Throws Failure `in-use` while an event or a mailbox sends by it. */
export async function deleteTemplate(trx: Trx, id: number): Promise<void> {
  const { events, mailboxes } = await templateUses(trx);
  if ([...events, ...mailboxes].some(({ templateId }) => templateId === id)) throw new Failure('in-use');
  await trx.deleteFrom('template').where('id', '=', id).execute();
}

const named = (name: string) => ({ name: name.trim(), name_key: name.trim().toLowerCase() });

function nameTaken(thrown: unknown): never {
  if (!isUniqueViolation(thrown)) throw thrown;
  throw new Failure('invalid', { problems: [{ field: 'name', problem: 'taken' }], cause: thrown });
}
