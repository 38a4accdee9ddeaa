import { z } from 'zod';
import { filterFields, ticketSorts } from '../../desk/ticket-filter.ts';
import { lineSchema } from '../../settings/shared-fields.ts';
import { idSchema } from './common.ts';

export const ticketViews = ['inquiries', 'mine', 'all', 'done'] as const;
/** `mine` = my teams'. Open tickets in inquiries, mine and all; done and locked ones in `done`. */
export const ticketViewSchema = z.enum(ticketViews);
export const ticketSortSchema = z.enum(ticketSorts);

const { group, status, team, category, priority, label, customer, contact, mailbox } = filterFields;
const { unread, created, changed, resubmit, draft } = filterFields;

/**
 * What narrows a list of tickets; of several values in one field any, of several fields all. `group`: of the status; `status`, `priority`, `customer`,
 * `contact`, `mailbox`: ids; `team`: ids, `mine`, `none`; `category` and `label`: ids, `none`; what is nested below an id counts, too. `created`, `changed`:
 * `7d` or `36h` ago at most, `over-7d` longer ago. `resubmit`: `due`, `planned` or `none`; `draft`: `mine`, on which
 * the one who asks has begun to write. With `group`, `status` or `draft` the view no longer decides about open and done.
 */
export const ticketFilterSchema = z.object({
  group: z.string().regex(group).optional(),
  status: z.string().regex(status).optional(),
  team: z.string().regex(team).optional(),
  category: z.string().regex(category).optional(),
  priority: z.string().regex(priority).optional(),
  label: z.string().regex(label).optional(),
  customer: z.string().regex(customer).optional(),
  contact: z.string().regex(contact).optional(),
  mailbox: z.string().regex(mailbox).optional(),
  unread: z.string().regex(unread).optional(),
  created: z.string().regex(created).optional(),
  changed: z.string().regex(changed).optional(),
  resubmit: z.string().regex(resubmit).optional(),
  draft: z.string().regex(draft).optional(),
});

/** POST /api/list-views → ListView (201); PUT /api/list-views/:id → ListView, also brings back one deleted within a day; DELETE → 204. `shared` needs the right to share. */
export const listViewValuesSchema = z.object({
  name: lineSchema(60),
  shared: z.boolean().default(false),
  view: ticketViewSchema,
  filter: ticketFilterSchema,
  q: z.string().trim().max(200).default(''),
  sort: ticketSortSchema.default('changed'),
});

/** GET /api/list-views → { rows: ListView[] }, the own ones and those shared with all. `mayChange`: rename, change, delete. */
export const listViewSchema = listViewValuesSchema.extend({ id: idSchema, mayChange: z.boolean() });
export type ListView = z.infer<typeof listViewSchema>;

/** GET /api/list-views/counts → how many tickets each finds; `more`: at least so many. */
export const listViewCountsSchema = z.object({
  rows: z.array(z.object({ id: idSchema, count: z.number().int(), more: z.boolean() })),
});

/** GET /api/preferences → what the agent's page remembers, by key; PUT /api/preferences sets the given ones (null forgets) → all. */
export const preferencesSchema = z.record(z.string(), z.unknown());
export const preferencesPatchSchema = z
  .record(z.string().regex(/^[a-z][\w.-]{0,59}$/), z.json())
  .refine((values) => Object.keys(values).length <= 20 && JSON.stringify(values).length <= 20_000, 'too-much');
