import { type AutoMailEvent, autoMailEventTable, type TemplateKind } from '../desk/auto-mail-events.ts';
import { auditDiff } from '../desk/audit.ts';
import { builtInTexts } from '../desk/templates/built-in.ts';
import { completeTexts, type Template, type TemplateTexts } from '../desk/templates/choose.ts';
import { say } from '../desk/texts/index.ts';
import { checkTemplate, fillTemplate, type TemplateProblem, type TemplateText } from '../desk/templates/engine.ts';
import { sampleValues } from '../desk/templates/vocabulary.ts';
import { Failure } from '../lib/failure.ts';
import { sanitiseHtml } from '../mail/sanitise.ts';
import { textAsHtml } from '../mail/text-html.ts';
import { type AutoMailSetup, autoMailSetup, setAutoMail } from '../store/auto-mails.ts';
import { readDeskSettings, writeDeskSettings } from '../store/desk-settings.ts';
import { incomingIdentity } from '../store/mailboxes.ts';
import { newestTicket, ticketFacts } from '../store/template-facts.ts';
import {
  deleteTemplate,
  getTemplate,
  insertTemplate,
  readTemplates,
  renameTemplate,
  setTemplateTexts,
} from '../store/templates.ts';
import type { Trx } from '../store/schema.ts';
import { transact } from '../store/transact.ts';
import { audit } from './audit.ts';
import type { Actor, Desk } from './desk.ts';
import { ticketValues } from './template-values.ts';

/** Adds a template and gives its id. Throws Failure `invalid` naming every mistake with its place, or the name if it is taken. */
export async function addTemplate(
  desk: Desk,
  actor: Actor,
  template: { name: string; kind: TemplateKind; texts: TemplateTexts },
): Promise<number> {
  mustBeRight(template.kind, template.texts);
  return transact(desk.store, async (trx, announce) => {
    const id = await insertTemplate(trx, template);
    const changes = auditDiff({}, flat(template.texts));
    await audit(trx, desk, actor, { act: 'created', kind: 'template', id, name: template.name.trim(), changes });
    announce('settings', id);
    return id;
  });
}

/** Changes a template; of a built-in one only the texts, and kept is only what differs from how it came. Throws like addTemplate, and `not-found`. */
export async function changeTemplate(
  desk: Desk,
  actor: Actor,
  id: number,
  { name, texts }: { name: string; texts: TemplateTexts },
): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const before = await getTemplate(trx, id);
    const { kind, builtIn } = before;
    mustBeRight(kind, texts);
    if (builtIn === null) await renameTemplate(trx, id, name);
    await setTemplateTexts(trx, id, builtIn === null ? texts : changedTexts(builtIn, texts));
    const after = await getTemplate(trx, id);
    const changes = auditDiff(
      { name: before.name, ...flat(completeTexts(before)) },
      { name: after.name, ...flat(completeTexts(after)) },
    );
    await audit(trx, desk, actor, { act: 'changed', kind: 'template', id, name: await titleOf(trx, after), changes });
    announce('settings', id);
  });
}

/** A built-in template reads again as it came. Throws Failure `not-built-in` or `not-found`. */
export async function resetTemplate(desk: Desk, actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const template = await getTemplate(trx, id);
    if (template.builtIn === null) throw new Failure('not-built-in');
    await setTemplateTexts(trx, id, {});
    await audit(trx, desk, actor, { act: 'reset', kind: 'template', id, name: await titleOf(trx, template) });
    announce('settings', id);
  });
}

/** Removes a template of one's own. Throws Failure `built-in`, `in-use` or `not-found`. */
export async function removeTemplate(desk: Desk, actor: Actor, id: number): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const { builtIn, name } = await getTemplate(trx, id);
    if (builtIn !== null) throw new Failure('built-in');
    await deleteTemplate(trx, id);
    await audit(trx, desk, actor, { act: 'deleted', kind: 'template', id, name });
    announce('settings', id);
  });
}

/** Which events send mail and by which template. Throws Failure `invalid` at `events.<n>.templateId`; events left out stay. */
export async function setAutoMails(
  desk: Desk,
  actor: Actor,
  events: readonly { event: AutoMailEvent; active: boolean; templateId: number }[],
  noMailForOwnAction: boolean,
): Promise<void> {
  await transact(desk.store, async (trx, announce) => {
    const templates = await readTemplates(trx);
    const problems = events.flatMap(({ event, templateId }, index) => {
      const field = `events.${index}.templateId`;
      const template = templates.get(templateId);
      if (!template) return [{ field, problem: 'gone' }];
      return template.kind === autoMailEventTable[event].kind ? [] : [{ field, problem: 'template-kind' }];
    });
    if (problems.length > 0) throw new Failure('invalid', { problems });
    const before = await autoMailSetup(trx);
    for (const { event, active, templateId } of events) await setAutoMail(trx, event, active, templateId);
    await writeDeskSettings(trx, { noMailForOwnAction });
    const changes = auditDiff(await flatSetup(trx, before), await flatSetup(trx, await autoMailSetup(trx)));
    await audit(trx, desk, actor, { act: 'changed', kind: 'autoMails', changes });
    announce('settings', 1);
  });
}

/** What an unsaved template makes of a ticket. */
export type Preview = {
  problems: TemplateProblem[];
  content: { subject: string; text: string; html: string } | null;
  ticketId: number | null;
};

/** Fills in a template that was not saved: with the named ticket, else the newest, else sample values. `html` is safe to show. Throws Failure `not-found`. */
export async function previewTemplate(
  desk: Desk,
  kind: TemplateKind,
  locale: 'de' | 'en',
  text: TemplateText,
  ticketId: number | null,
): Promise<Preview> {
  const { db } = desk.store;
  const wanted = kind === 'mailbox' ? null : (ticketId ?? (await newestTicket(db)));
  const problems = checkTemplate(kind, text);
  if (problems.length > 0) return { problems, content: null, ticketId: wanted };
  const filled = fillTemplate(
    kind,
    text,
    wanted === null ? sampleValues(locale) : await realValues(desk, wanted, locale),
  );
  const html = sanitiseHtml(filled.html ?? textAsHtml(filled.text), { cid: () => null }).html;
  return { problems, content: { ...filled, html }, ticketId: wanted };
}

async function realValues(desk: Desk, ticketId: number, locale: 'de' | 'en') {
  const { db } = desk.store;
  const facts = await ticketFacts(db, ticketId);
  if (!facts) throw new Failure('not-found');
  const incoming = facts.mailboxId === null ? null : await incomingIdentity(db, facts.mailboxId);
  const mailboxAddress = incoming?.mailboxAddresses[0] ?? '';
  return ticketValues(desk, await readDeskSettings(db), facts, locale, { mailboxAddress });
}

/** The texts as fields of one level, `texts.<locale>.<part>`. */
function flat(texts: TemplateTexts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([locale, text]) =>
      (['subject', 'text', 'html'] as const).map((part) => [`texts.${locale}.${part}`, text?.[part] ?? '']),
    ),
  );
}

/** What people know a template by, a built-in one in the language of the desk. */
async function titleOf(trx: Trx, { builtIn, name }: Template): Promise<string> {
  return builtIn === null ? name : say((await readDeskSettings(trx)).locale, `autoMail.${builtIn}`);
}

/** Per event its template, or nothing if it is off. */
async function flatSetup(trx: Trx, { events, templates, noMailForOwnAction }: AutoMailSetup) {
  const flags: Record<string, string | boolean | null> = { noMailForOwnAction };
  for (const [event, { active, templateId }] of Object.entries(events)) {
    const template = templates.get(templateId);
    flags[`event.${event}`] = active && template ? await titleOf(trx, template) : null;
  }
  return flags;
}

/** Every mistake of every language, at `texts.<locale>.<part>`. */
function mustBeRight(kind: TemplateKind, texts: TemplateTexts): void {
  const written = Object.entries(texts).filter(([, text]) => text !== undefined);
  if (written.length === 0)
    throw new Failure('invalid', { problems: [{ field: 'texts', problem: 'template-language' }] });
  const problems = written.flatMap(([locale, text]) =>
    checkTemplate(kind, text).map(({ field, ...problem }) => ({ field: `texts.${locale}.${field}`, ...problem })),
  );
  if (problems.length > 0) throw new Failure('invalid', { problems });
}

function changedTexts(event: AutoMailEvent, texts: TemplateTexts): TemplateTexts {
  const came = builtInTexts(event);
  const isChanged = (locale: 'de' | 'en') =>
    texts[locale] !== undefined &&
    (['subject', 'text', 'html'] as const).some((part) => texts[locale]?.[part] !== came[locale][part]);
  return {
    ...(isChanged('de') ? { de: texts.de } : {}),
    ...(isChanged('en') ? { en: texts.en } : {}),
  };
}
