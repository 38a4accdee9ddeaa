import { agents } from './agents.ts';
import { common } from './common.ts';
import { desk } from './desk.ts';
import { frame } from './frame.ts';
import { guide } from './guide.ts';
import { intake } from './intake.ts';
import { mailboxes } from './mailboxes.ts';
import { outbox } from './outbox.ts';
import { sandbox } from './sandbox.ts';
import { start } from './start.ts';
import { teams } from './teams.ts';
import { tickets } from './tickets.ts';

/** All texts of the page in this language, by area. */
export const de = {
  agents,
  common,
  desk,
  frame,
  guide,
  intake,
  mailboxes,
  outbox,
  sandbox,
  start,
  teams,
  tickets,
} as const;
