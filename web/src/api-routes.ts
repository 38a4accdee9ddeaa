import type { z } from 'zod';
import type { AuditLine, auditQuerySchema } from '../../src/api/contract/audit.ts';
import type { System } from '../../src/api/contract/system.ts';
import type {
  AutoMailLogRow,
  autoMailLogQuerySchema,
  AutoMails,
  autoMailsPutSchema,
  Circuit,
  circuitQuerySchema,
  newTemplateSchema,
  previewSchema,
  Template,
  templatePatchSchema,
  TemplatePreview,
  templateQuerySchema,
  Vocabulary,
} from '../../src/api/contract/auto-mails.ts';
import type {
  draftDeleteSchema,
  draftListSchema,
  draftPutSchema,
  ownDraftSchema,
  Presence,
  presenceBeatSchema,
  SavedDraft,
} from '../../src/api/contract/drafts.ts';
import type {
  askedSchema,
  baselineSchema,
  checkMailboxSchema,
  findSettingsSchema,
  foldersSchema,
  FoundServer,
  Gaps,
  importGapsSchema,
  Mailbox,
  mailboxValuesSchema,
  newMailboxSchema,
  pauseSchema,
  RemoteFolder,
  Run,
} from '../../src/api/contract/mailboxes.ts';
import type {
  beginFlowSchema,
  begunFlowSchema,
  checkedOAuthSchema,
  checkOAuthSchema,
  OAuthConnection,
  OAuthFlow,
  oauthConnectionsSchema,
  oauthValuesSchema,
  pastedSchema,
} from '../../src/api/contract/oauth.ts';
import type { DryRun, ReplayPreview, replayQuestionSchema } from '../../src/api/contract/dry-run.ts';
import type { ListView, listViewCountsSchema, listViewValuesSchema } from '../../src/api/contract/list-views.ts';
import type {
  ContactActivity,
  ContactRow,
  CustomerActivity,
  CsvResult,
  CustomerRow,
  masterQuerySchema,
  mergeSchema,
  replacementSchema,
  Uses,
} from '../../src/api/contract/master-data.ts';
import type {
  AgentLine,
  agentPatchSchema,
  linkOwnerSchema,
  linkPasswordSchema,
  linkTokenSchema,
  madeLinkSchema,
  newAgentSchema,
  ownPasswordSchema,
  OwnSession,
  ownSettingsSchema,
  Session,
  setupSchema,
  signInSchema,
} from '../../src/api/contract/session.ts';
import type {
  Backlog,
  MailboxHealth,
  reportChoicesSchema,
  reportQuerySchema,
  ReportTimes,
  Traffic,
} from '../../src/api/contract/reports.ts';
import type {
  DeskSettings,
  Health,
  Inbound,
  Outbound,
  Redraft,
  Sandbox,
  deskInputSchema,
  inboundQuerySchema,
  openSandboxSchema,
  outboundContentSchema,
  outboundQuerySchema,
  sandboxMailSchema,
} from '../../src/api/contract/spools.ts';
import type {
  MasterData,
  noteSchema,
  replySchema,
  Ticket,
  ticketCountsSchema,
  ticketPatchSchema,
  ticketQuerySchema,
  TicketRow,
  uploadSchema,
} from '../../src/api/contract/tickets.ts';
import type {
  FilledTemplate,
  firstMailSchema,
  Forward,
  forwardQuerySchema,
  newTicketSchema,
  signatureSchema,
} from '../../src/api/contract/writing.ts';
import type { mergerSchema, splitSchema } from '../../src/api/contract/ticket-ties.ts';
import type { MasterKind } from '../../src/settings/master-data.ts';

/** An entry of master data, whatever its kind: the fields of its definition in settings/master-data.ts. */
export type MasterEntry = { id: number; active: boolean } & Readonly<Record<string, unknown>>;

type Kind = { kind: MasterKind };
/** The fields of a kind's definition; the desk checks them. */
type Fields = { body: Readonly<Record<string, unknown>> };
type Page<Row> = { rows: Row[]; next: string | null };
type Id = { id: number };
type Body<S extends z.ZodType> = { body: z.input<S> };
type Query<S extends z.ZodType> = { query: Partial<z.output<S>> };
type Nothing = { body?: never };
type Call<Input, Answer> = { input: Input; answer: Answer };

/** Every request the page can make, with what goes in and what comes out, taken from the API's contract. */
type Routes = {
  'GET /api/session': Call<Nothing, Session>;
  'POST /api/session': Call<Body<typeof signInSchema>, Session>;
  'PATCH /api/session': Call<Body<typeof ownSettingsSchema>, Session>;
  'DELETE /api/session': Call<Nothing, undefined>;
  'PUT /api/session/password': Call<Body<typeof ownPasswordSchema>, undefined>;
  'POST /api/setup': Call<Body<typeof setupSchema>, Session>;
  'GET /api/agents': Call<Nothing, { rows: AgentLine[] }>;
  'POST /api/agents': Call<Body<typeof newAgentSchema>, AgentLine>;
  'PATCH /api/agents/:id': Call<Id & Body<typeof agentPatchSchema>, AgentLine>;
  'POST /api/agents/:id/password-link': Call<Id, z.infer<typeof madeLinkSchema>>;
  'POST /api/password-link/look': Call<Body<typeof linkTokenSchema>, z.infer<typeof linkOwnerSchema>>;
  'POST /api/password-link': Call<Body<typeof linkPasswordSchema>, Session>;
  'GET /api/session/list': Call<Nothing, { rows: OwnSession[] }>;
  'DELETE /api/session/list/:id': Call<{ id: string }, undefined>;
  'GET /api/audit': Call<Query<typeof auditQuerySchema>, Page<AuditLine>>;
  'GET /api/system': Call<Nothing, System>;
  'GET /api/mailboxes': Call<Nothing, { rows: Mailbox[] }>;
  'POST /api/mailboxes': Call<Body<typeof newMailboxSchema>, Mailbox>;
  'PUT /api/mailboxes/:id': Call<Id & Body<typeof mailboxValuesSchema>, Mailbox>;
  'DELETE /api/mailboxes/:id': Call<Id & Query<typeof replacementSchema>, undefined>;
  'PUT /api/mailboxes/:id/pause': Call<Id & Body<typeof pauseSchema>, Mailbox>;
  'POST /api/mailboxes/:id/runs': Call<Id, undefined>;
  'GET /api/mailboxes/:id/runs': Call<Id, { rows: Run[] }>;
  'POST /api/mailboxes/check': Call<Body<typeof checkMailboxSchema>, never>;
  'POST /api/mailboxes/:id/baseline': Call<Id, z.infer<typeof baselineSchema>>;
  'POST /api/mailboxes/:id/gaps': Call<Id, Gaps>;
  'POST /api/mailboxes/:id/gaps/import': Call<Id & Body<typeof importGapsSchema>, z.infer<typeof askedSchema>>;
  'POST /api/mailboxes/dry-run': Call<{ body: FormData }, DryRun>;
  'POST /api/mailboxes/find-settings': Call<Body<typeof findSettingsSchema>, { rows: FoundServer[] }>;
  'POST /api/mailboxes/folders': Call<Body<typeof foldersSchema>, { rows: RemoteFolder[] }>;
  'GET /api/oauth/connections': Call<Nothing, z.infer<typeof oauthConnectionsSchema>>;
  'POST /api/oauth/connections': Call<Body<typeof oauthValuesSchema>, OAuthConnection>;
  'PUT /api/oauth/connections/:id': Call<Id & Body<typeof oauthValuesSchema>, OAuthConnection>;
  'DELETE /api/oauth/connections/:id': Call<Id, undefined>;
  'POST /api/oauth/connections/check': Call<Body<typeof checkOAuthSchema>, z.infer<typeof checkedOAuthSchema>>;
  'POST /api/mailboxes/:id/oauth-flows': Call<Id & Body<typeof beginFlowSchema>, z.infer<typeof begunFlowSchema>>;
  'GET /api/oauth/flows/:id': Call<{ id: string }, OAuthFlow>;
  'PUT /api/oauth/flows/:id': Call<{ id: string } & Body<typeof pastedSchema>, OAuthFlow>;
  'GET /api/inbound': Call<Query<typeof inboundQuerySchema>, Page<Inbound>>;
  'POST /api/inbound/:id/retry': Call<Id, Inbound>;
  'POST /api/inbound/:id/ticket': Call<Id, Inbound>;
  'POST /api/inbound/:id/dry-run': Call<Id & Body<typeof replayQuestionSchema>, ReplayPreview>;
  'POST /api/inbound/:id/fetch': Call<Id, Inbound>;
  'DELETE /api/inbound/:id/fetch': Call<Id, Inbound>;
  'GET /api/outbound': Call<Query<typeof outboundQuerySchema>, Page<Outbound>>;
  'GET /api/outbound/:id/content': Call<Id, z.infer<typeof outboundContentSchema>>;
  'POST /api/outbound/:id/retry': Call<Id, Outbound>;
  'POST /api/outbound/:id/draft': Call<Id, Redraft>;
  'DELETE /api/outbound/:id': Call<Id, undefined>;
  'GET /api/sandbox': Call<Nothing, Sandbox>;
  'POST /api/sandbox': Call<Body<typeof openSandboxSchema>, Sandbox>;
  'DELETE /api/sandbox': Call<Nothing, undefined>;
  'POST /api/sandbox/mails': Call<Body<typeof sandboxMailSchema>, undefined>;
  'POST /api/sandbox/files': Call<{ body: FormData }, { dropped: number }>;
  'GET /api/sandbox/outbox': Call<{ query: { after?: string } }, Page<Outbound>>;
  'GET /api/desk': Call<Nothing, DeskSettings>;
  'PUT /api/desk': Call<Body<typeof deskInputSchema>, DeskSettings>;
  'GET /api/auto-mails': Call<Nothing, AutoMails>;
  'PUT /api/auto-mails': Call<Body<typeof autoMailsPutSchema>, AutoMails>;
  'GET /api/auto-mails/log': Call<Query<typeof autoMailLogQuerySchema>, Page<AutoMailLogRow>>;
  'GET /api/loop-guard': Call<Query<typeof circuitQuerySchema>, Page<Circuit>>;
  'DELETE /api/loop-guard/:id': Call<Id, Circuit>;
  'GET /api/templates': Call<Query<typeof templateQuerySchema>, { rows: Template[] }>;
  'POST /api/templates': Call<Body<typeof newTemplateSchema>, Template>;
  'PUT /api/templates/:id': Call<Id & Body<typeof templatePatchSchema>, Template>;
  'DELETE /api/templates/:id': Call<Id, undefined>;
  'POST /api/templates/:id/reset': Call<Id, Template>;
  'POST /api/templates/:id/first-mail': Call<Id & Body<typeof firstMailSchema>, FilledTemplate>;
  'POST /api/templates/preview': Call<Body<typeof previewSchema>, TemplatePreview>;
  'GET /api/templates/vocabulary': Call<Query<typeof templateQuerySchema>, Vocabulary>;
  'GET /api/contacts/:id/activity': Call<Id, ContactActivity>;
  'GET /api/customers/:id/activity': Call<Id, CustomerActivity>;
  'GET /api/reports/traffic': Call<Query<typeof reportQuerySchema>, Traffic>;
  'GET /api/reports/times': Call<Query<typeof reportQuerySchema>, ReportTimes>;
  'GET /api/reports/backlog': Call<Query<typeof reportQuerySchema>, Backlog>;
  'GET /api/reports/mailboxes': Call<Query<typeof reportQuerySchema>, MailboxHealth>;
  'GET /api/reports/choices': Call<Nothing, z.infer<typeof reportChoicesSchema>>;
  'GET /api/health': Call<Nothing, Health>;
  'GET /api/master-data': Call<Nothing, MasterData>;
  'GET /api/contacts': Call<Query<typeof masterQuerySchema>, Page<ContactRow>>;
  'GET /api/contacts/:id': Call<Id, ContactRow>;
  'GET /api/customers': Call<Query<typeof masterQuerySchema>, Page<CustomerRow>>;
  'GET /api/customers/:id': Call<Id, CustomerRow>;
  'GET /api/:kind': Call<Kind & Query<typeof masterQuerySchema>, Page<MasterEntry>>;
  'GET /api/:kind/:id': Call<Kind & Id, MasterEntry>;
  'GET /api/:kind/:id/uses': Call<Kind & Id, Uses>;
  'POST /api/:kind': Call<Kind & Fields, MasterEntry>;
  'PUT /api/:kind/:id': Call<Kind & Id & Fields, MasterEntry>;
  'DELETE /api/:kind/:id': Call<Kind & Id & Partial<Query<typeof replacementSchema>>, undefined>;
  'POST /api/:kind/:id/merge': Call<Kind & Id & Body<typeof mergeSchema>, MasterEntry>;
  'POST /api/:kind/csv': Call<Kind & { query: { preview?: boolean }; body: FormData }, CsvResult>;
  'GET /api/tickets': Call<Query<typeof ticketQuerySchema>, Page<TicketRow>>;
  'GET /api/tickets/counts': Call<Nothing, z.infer<typeof ticketCountsSchema>>;
  'GET /api/tickets/:id': Call<Id, Ticket>;
  'PUT /api/tickets/:id/unread': Call<Id, undefined>;
  'DELETE /api/tickets/:id/unread': Call<Id, undefined>;
  'GET /api/list-views': Call<Nothing, { rows: ListView[] }>;
  'GET /api/list-views/counts': Call<Nothing, z.infer<typeof listViewCountsSchema>>;
  'POST /api/list-views': Call<Body<typeof listViewValuesSchema>, ListView>;
  'PUT /api/list-views/:id': Call<Id & Body<typeof listViewValuesSchema>, ListView>;
  'DELETE /api/list-views/:id': Call<Id, undefined>;
  'GET /api/preferences': Call<Nothing, Record<string, unknown>>;
  'PUT /api/preferences': Call<{ body: Record<string, unknown> }, Record<string, unknown>>;
  'PATCH /api/tickets/:id': Call<Id & Body<typeof ticketPatchSchema>, Ticket>;
  'POST /api/tickets/:id/replies': Call<Id & Body<typeof replySchema>, Ticket>;
  'POST /api/tickets': Call<Body<typeof newTicketSchema>, Ticket>;
  'POST /api/tickets/:id/forwards': Call<Id & Body<typeof forwardQuerySchema>, Forward>;
  'POST /api/tickets/:id/templates/:templateId': Call<Id & { templateId: number }, FilledTemplate>;
  'GET /api/signatures': Call<Nothing, { rows: z.infer<typeof signatureSchema>[] }>;
  'POST /api/tickets/:id/notes': Call<Id & Body<typeof noteSchema>, Ticket>;
  'GET /api/drafts': Call<Nothing, z.infer<typeof draftListSchema>>;
  'GET /api/drafts/new': Call<Nothing, z.infer<typeof ownDraftSchema>>;
  'PUT /api/drafts/new': Call<Body<typeof draftPutSchema>, SavedDraft>;
  'DELETE /api/drafts/new': Call<Query<typeof draftDeleteSchema>, undefined>;
  'GET /api/tickets/:id/draft': Call<Id, z.infer<typeof ownDraftSchema>>;
  'PUT /api/tickets/:id/draft': Call<Id & Body<typeof draftPutSchema>, SavedDraft>;
  'DELETE /api/tickets/:id/draft': Call<Id & Query<typeof draftDeleteSchema>, undefined>;
  'POST /api/tickets/:id/presence': Call<Id & Body<typeof presenceBeatSchema>, Presence>;
  'PUT /api/tickets/:id/merger': Call<Id & Body<typeof mergerSchema>, Ticket>;
  'DELETE /api/tickets/:id/merger': Call<Id, Ticket>;
  'POST /api/tickets/:id/splits': Call<Id & Body<typeof splitSchema>, Ticket>;
  'PUT /api/tickets/:id/links/:otherId': Call<Id & { otherId: number }, Ticket>;
  'DELETE /api/tickets/:id/links/:otherId': Call<Id & { otherId: number }, Ticket>;
  'DELETE /api/address-marks/:address': Call<{ address: string }, undefined>;
  'POST /api/uploads': Call<{ body: FormData }, z.infer<typeof uploadSchema>>;
};

export type Route = keyof Routes;
export type InputOf<R extends Route> = Routes[R]['input'];
export type AnswerOf<R extends Route> = Routes[R]['answer'];
