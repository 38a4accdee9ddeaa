import { account } from './account.ts';
import { agents } from './agents.ts';
import { audit } from './audit.ts';
import { autoMails } from './auto-mails.ts';
import { desk } from './desk.ts';
import { drafts } from './drafts.ts';
import { dryRun } from './dry-run.ts';
import { forms } from './forms.ts';
import { guide } from './guide.ts';
import { intake } from './intake.ts';
import { lists } from './lists.ts';
import { mailboxes } from './mailboxes.ts';
import { masterData } from './master-data.ts';
import { oauth } from './oauth.ts';
import { outbox } from './outbox.ts';
import { people } from './people.ts';
import { reports } from './reports.ts';
import { sandbox } from './sandbox.ts';
import { system } from './system.ts';
import { templates } from './templates.ts';
import { ties } from './ties.ts';
import { writing } from './writing.ts';

/** The texts of pages that are visited now and then: they are loaded with the first of these (`laterPage`). */
export const later = {
  account,
  agents,
  audit,
  autoMails,
  desk,
  drafts,
  dryRun,
  forms,
  guide,
  intake,
  lists,
  mailboxes,
  masterData,
  oauth,
  outbox,
  people,
  reports,
  sandbox,
  system,
  templates,
  ties,
  writing,
} as const;
