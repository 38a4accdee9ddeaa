import { createContext, type RefObject } from 'react';
import type { FormValues } from '../../../../src/settings/field.ts';

/**
 * What was typed for the incoming mailbox, kept in memory for the outgoing one that is created next. Not in the address or the history: it has the
 * password in it.
 */
export const CarriedOver = createContext<RefObject<FormValues>>({ current: {} });
