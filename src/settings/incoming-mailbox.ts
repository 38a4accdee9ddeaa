import { z } from 'zod';
import { defineSettings, type FormValues, type SettingValues } from './field.ts';
import {
  addressListSchema,
  hiddenByOAuth,
  signInFields,
  literalSchema,
  optionalAddressSchema,
  optionalLineSchema,
  serverFields,
} from './shared-fields.ts';

/** What becomes of the server's copy of an imported mail. */
const afterImportChoices = ['delete', 'move', 'markRead', 'keep'] as const;

// RFC 1939 knows one maildrop and no flags: nothing to choose a folder from, to move to, to mark or to listen on.
const isPop3 = (values: FormValues) => values.protocol === 'pop3';
const greyForPop3 = (values: FormValues) => (isPop3(values) ? 'pop3' : undefined);

// SPEC §2.4: without new tickets there is nothing for the options of their making to act on.
const greyWithoutTickets = (values: FormValues) => (values.noNewTickets === true ? 'noNewTickets' : undefined);

/** An entry of the master data by its id; null = none chosen. */
const chosenId = z.number().int().nullable().default(null);

const ticketSwitch = {
  schema: z.boolean().default(false),
  section: 'tickets',
  widget: 'switch',
  greyWhen: greyWithoutTickets,
} as const;

/** SPEC §2.1–2.4: one incoming mailbox. Only what works is here; the rest is added with the code that obeys it. */
export const incomingMailbox = defineSettings({
  name: 'incoming',
  sections: ['server', 'signIn', 'mailbox', 'import', 'tickets'],
  fields: {
    ...serverFields(['imap', 'pop3']),
    username: { schema: literalSchema(500).min(1), section: 'signIn', widget: 'text', required: true },
    password: {
      schema: literalSchema(1000).default(''),
      section: 'signIn',
      widget: 'password',
      secret: true,
      hiddenWhen: hiddenByOAuth,
    },
    ...signInFields,
    senderName: { schema: optionalLineSchema(100), section: 'mailbox', widget: 'text' },
    senderAddress: { schema: optionalAddressSchema, section: 'mailbox', widget: 'email' },
    mailboxAddresses: { schema: addressListSchema, section: 'mailbox', widget: 'emailList', required: true },
    ticketAddress: { schema: z.boolean().default(false), section: 'mailbox', widget: 'switch', rare: true },
    folder: {
      schema: optionalLineSchema(500).transform((value) => value || 'INBOX'),
      section: 'import',
      widget: 'folder',
      hiddenWhen: isPop3,
    },
    active: { schema: z.boolean().default(true), section: 'import', widget: 'switch' },
    maxAgeDays: {
      schema: z.union([z.coerce.number().int().min(1).max(36_500), z.null()]).default(14),
      section: 'import',
      widget: 'number',
    },
    intervalMinutes: {
      schema: z.coerce.number().int().min(1).max(1440).default(5),
      section: 'import',
      widget: 'number',
      required: true,
    },
    push: { schema: z.boolean().default(true), section: 'import', widget: 'switch', greyWhen: greyForPop3 },
    fetchRead: { schema: z.boolean().default(false), section: 'import', widget: 'switch', greyWhen: greyForPop3 },
    afterImport: {
      schema: z.enum(afterImportChoices).default('delete'),
      section: 'import',
      widget: 'choice',
      choices: afterImportChoices,
      choicesWhen: (values: FormValues) => (isPop3(values) ? ['delete', 'keep'] : afterImportChoices),
    },
    moveTo: {
      schema: optionalLineSchema(500),
      section: 'import',
      widget: 'folder',
      hiddenWhen: (values: FormValues) => values.afterImport !== 'move' || isPop3(values),
    },
    replyVia: { schema: chosenId, section: 'import', widget: 'outgoingMailbox' },
    newTicketStatus: { schema: chosenId, section: 'import', widget: 'status', greyWhen: greyWithoutTickets },
    changeReplyStatus: { schema: z.boolean().default(false), section: 'import', widget: 'switch' },
    replyStatus: {
      schema: chosenId,
      section: 'import',
      widget: 'status',
      greyWhen: (values: FormValues) => (values.changeReplyStatus === true ? undefined : 'off'),
      requiredWhen: (values: FormValues) => values.changeReplyStatus === true,
    },
    labels: {
      schema: z.array(z.number().int()).max(50).default([]),
      section: 'import',
      widget: 'labels',
      greyWhen: greyWithoutTickets,
    },
    noNewTickets: { schema: z.boolean().default(false), section: 'tickets', widget: 'switch' },
    createContact: ticketSwitch,
    createCustomer: ticketSwitch,
    fallbackContact: {
      schema: chosenId,
      section: 'tickets',
      widget: 'contact',
      greyWhen: greyWithoutTickets,
      requiredWhen: (values: FormValues) => values.noNewTickets !== true && values.createContact !== true,
    },
    bundle: ticketSwitch,
    autoReplyTemplate: { schema: chosenId, section: 'tickets', widget: 'template', greyWhen: greyWithoutTickets },
    team: { schema: chosenId, section: 'tickets', widget: 'team', greyWhen: greyWithoutTickets },
    category: { schema: chosenId, section: 'tickets', widget: 'category', greyWhen: greyWithoutTickets },
    priority: { schema: chosenId, section: 'tickets', widget: 'priority', greyWhen: greyWithoutTickets },
  },
});

export type IncomingMailbox = SettingValues<typeof incomingMailbox>;
