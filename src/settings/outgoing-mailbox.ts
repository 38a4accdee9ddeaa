import { z } from 'zod';
import { defineSettings, type SettingValues } from './field.ts';
import {
  addressSchema,
  hiddenByOAuth,
  literalSchema,
  signInFields,
  optionalLineSchema,
  serverFields,
} from './shared-fields.ts';

/** SPEC §2.5: one outgoing mailbox. An empty user name sends without signing in. */
export const outgoingMailbox = defineSettings({
  name: 'outgoing',
  sections: ['server', 'signIn', 'mailbox'],
  fields: {
    ...serverFields(['smtp']),
    username: {
      schema: literalSchema(500).default(''),
      section: 'signIn',
      widget: 'text',
      requiredWhen: hiddenByOAuth,
    },
    password: {
      schema: literalSchema(1000).default(''),
      section: 'signIn',
      widget: 'password',
      secret: true,
      hiddenWhen: hiddenByOAuth,
    },
    ...signInFields,
    senderName: { schema: optionalLineSchema(100), section: 'mailbox', widget: 'text' },
    senderAddress: { schema: addressSchema.min(3), section: 'mailbox', widget: 'email', required: true },
    /** HTML in the language of templates (kind `signature`). */
    signature: { schema: z.string().trim().max(20_000).default(''), section: 'mailbox', widget: 'richText' },
    maxPerHour: {
      schema: z.union([z.coerce.number().int().min(1).max(100_000), z.null()]).default(null),
      section: 'mailbox',
      widget: 'number',
      rare: true,
    },
    isDefault: { schema: z.boolean().default(false), section: 'mailbox', widget: 'switch' },
    active: { schema: z.boolean().default(true), section: 'mailbox', widget: 'switch' },
  },
});

export type OutgoingMailbox = SettingValues<typeof outgoingMailbox>;
