import { z } from 'zod';
import { defineSettings, type FormValues, type SettingGroup, type SettingValues } from './field.ts';
import { addressListSchema, lineSchema, optionalLineSchema } from './shared-fields.ts';

/*
 * SPEC §1: what tickets refer to and people maintain. One definition per kind gives the check of the API, the form, the documentation and the columns
 * of its CSV file. References hold ids here and names in CSV files.
 */

/** Colour names of the page that a label may have. */
export const labelColours = [
  'gray',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
] as const;

/** SPEC §1: the fixed groups of statuses. */
export const statusGroupNames = ['inquiry', 'open', 'working', 'waiting', 'done', 'locked'] as const;

const reference = z.number().int().positive().nullable().default(null);
const references = z.array(z.number().int().positive()).max(1000).default([]);
const rank = z.coerce.number().int().min(0).max(100_000).default(0);
const active = { schema: z.boolean().default(true), section: 'details', widget: 'switch' } as const;
const line = (max: number) =>
  ({ schema: lineSchema(max), section: 'details', widget: 'text', required: true }) as const;

// Whatever people type or paste: `@Kunde.DE` is kunde.de. The store turns it into its ASCII form.
const looksLikeDomain = (value: string) => /^[^\s@/:,;."]+(\.[^\s@/:,;."]+)+$/u.test(value);
const domain = z
  .string()
  .trim()
  .transform((value) => value.replace(/^@/, '').replace(/\.$/, '').toLowerCase())
  .refine((value) => value.length <= 253 && looksLikeDomain(value), 'not-a-domain');

export const team = defineSettings({
  name: 'team',
  sections: ['details'],
  fields: {
    name: line(100),
    parentId: { schema: reference, section: 'details', widget: 'team' },
    memberIds: { schema: references, section: 'details', widget: 'agents' },
    readerIds: { schema: references, section: 'details', widget: 'agents' },
    active,
  },
});

export const category = defineSettings({
  name: 'category',
  sections: ['details'],
  fields: {
    name: line(100),
    parentId: { schema: reference, section: 'details', widget: 'category' },
    teamId: { schema: reference, section: 'details', widget: 'team' },
    active,
  },
});

export const priority = defineSettings({
  name: 'priority',
  sections: ['details'],
  fields: {
    nameDe: line(50),
    nameEn: line(50),
    rank: { schema: rank, section: 'details', widget: 'number' },
    isDefault: { schema: z.boolean().default(false), section: 'details', widget: 'switch' },
    active,
  },
});

export const status = defineSettings({
  name: 'status',
  sections: ['details'],
  fields: {
    nameDe: line(50),
    nameEn: line(50),
    group: {
      schema: z.enum(statusGroupNames),
      section: 'details',
      widget: 'choice',
      choices: statusGroupNames,
      required: true,
      greyWhen: (values: FormValues) => (values.builtIn === true ? 'builtIn' : undefined),
    },
    rank: { schema: rank, section: 'details', widget: 'number' },
    active,
  },
});

export const label = defineSettings({
  name: 'label',
  sections: ['details'],
  fields: {
    name: line(50),
    parentId: { schema: reference, section: 'details', widget: 'label' },
    colour: {
      schema: z.enum(labelColours).default('gray'),
      section: 'details',
      widget: 'colour',
      choices: labelColours,
    },
    active,
  },
});

export const customer = defineSettings({
  name: 'customer',
  sections: ['details'],
  fields: {
    name: line(200),
    domains: { schema: z.array(domain).max(200).default([]), section: 'details', widget: 'domainList' },
    priorityId: { schema: reference, section: 'details', widget: 'priority' },
    active,
  },
});

export const contact = defineSettings({
  name: 'contact',
  sections: ['details'],
  fields: {
    name: line(254),
    fullName: { schema: optionalLineSchema(200), section: 'details', widget: 'text' },
    addresses: { schema: addressListSchema, section: 'details', widget: 'emailList', required: true },
    customerId: { schema: reference, section: 'details', widget: 'customer' },
    locale: {
      schema: z.enum(['desk', 'de', 'en']).default('desk'),
      section: 'details',
      widget: 'choice',
      choices: ['desk', 'de', 'en'],
    },
    active,
  },
});

export type TeamValues = SettingValues<typeof team>;
export type CategoryValues = SettingValues<typeof category>;
export type PriorityValues = SettingValues<typeof priority>;
export type StatusValues = SettingValues<typeof status>;
export type LabelValues = SettingValues<typeof label>;
export type CustomerValues = SettingValues<typeof customer>;
export type ContactValues = SettingValues<typeof contact>;

/** The kinds of master data by the word in their address, `/api/<kind>`. */
export const masterKinds = {
  teams: team,
  categories: category,
  priorities: priority,
  statuses: status,
  labels: label,
  customers: customer,
  contacts: contact,
} as const satisfies Record<string, SettingGroup>;

export type MasterKind = keyof typeof masterKinds;
export const masterKindNames = Object.keys(masterKinds) as MasterKind[];

/** Kinds of which two entries can be merged into one. */
export const mergeableKinds = ['categories', 'labels', 'customers', 'contacts'] as const satisfies MasterKind[];
export type MergeableKind = (typeof mergeableKinds)[number];

/** Kinds with thousands of entries, which are filtered by the server and read page by page. */
export const pagedKinds = ['customers', 'contacts'] as const satisfies MasterKind[];
