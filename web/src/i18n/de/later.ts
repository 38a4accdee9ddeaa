import { agents } from './agents.ts';
import { desk } from './desk.ts';
import { guide } from './guide.ts';
import { intake } from './intake.ts';
import { mailboxes } from './mailboxes.ts';
import { outbox } from './outbox.ts';
import { sandbox } from './sandbox.ts';
import { teams } from './teams.ts';

/** The texts of pages that are visited now and then: they are loaded with the first of these (`laterPage`). */
export const later = { agents, desk, guide, intake, mailboxes, outbox, sandbox, teams } as const;
