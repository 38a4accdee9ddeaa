import type { Generated, Kysely, Transaction } from 'kysely';
import type { ReportKind } from '../desk/reports.ts';

/*
 * Every table as SQL sees it. Instants are milliseconds since 1970 (`…_at`), truth values 0 or 1, JSON is text: the same on SQLite and PostgreSQL.
 */

type Instant = number;
type Bit = 0 | 1;
type Json = string;

export type Schema = {
  desk_setting: { key: string; value: Json };
  agent: {
    id: Generated<number>;
    user_id: string;
    name: string;
    email: string;
    role: 'admin' | 'dispatcher' | 'agent';
    locale: 'de' | 'en';
    active: Bit;
    created_at: Instant;
    last_sign_in_at: Instant | null;
  };
  team: { id: Generated<number>; name: string; name_key: string; parent_id: number | null; active: Generated<Bit> };
  team_member: { team_id: number; agent_id: number; access: Generated<'read' | 'write'> };
  priority: {
    id: Generated<number>;
    key: string;
    rank: number;
    name_de: string;
    name_en: string;
    is_default: Bit;
    active: Generated<Bit>;
    /** A deleted one keeps its row, because steps name it; nothing offers or lists it. */
    deleted_at: Instant | null;
  };
  status: {
    id: Generated<number>;
    key: string;
    grp: string;
    rank: number;
    name_de: string;
    name_en: string;
    active: Generated<Bit>;
    /** One that mail and rules rely on: it can be renamed, not deleted. */
    built_in: Generated<Bit>;
    /** Like that of a priority. */
    deleted_at: Instant | null;
  };
  customer: {
    id: Generated<number>;
    name: string;
    name_key: string;
    /** New tickets of its contacts get it, unless the mailbox says otherwise. */
    priority_id: number | null;
    active: Generated<Bit>;
    created_at: Instant;
  };
  /** Domains in lower case and ASCII form (IDNA); one domain belongs to one customer. */
  customer_domain: { domain: string; customer_id: number };
  category: {
    id: Generated<number>;
    name: string;
    name_key: string;
    parent_id: number | null;
    /** Whom new tickets of this category go to. */
    team_id: number | null;
    active: Generated<Bit>;
  };
  label: {
    id: Generated<number>;
    name: string;
    name_key: string;
    parent_id: number | null;
    /** One of the page's colour names. */
    colour: string;
    active: Generated<Bit>;
  };
  ticket_label: { ticket_id: number; label_id: number };
  contact: {
    id: Generated<number>;
    name: string;
    name_key: string;
    full_name: string;
    /** In lower case, for the search. */
    full_name_key: Generated<string>;
    customer_id: number | null;
    active: Generated<Bit>;
    /** The language in which the person is written to; null = the desk's. */
    locale: 'de' | 'en' | null;
    created_at: Instant;
  };
  /** `address_key` is the address in lower case; one address belongs to one contact. */
  contact_address: { address_key: string; address: string; contact_id: number };
  mailbox: {
    id: Generated<number>;
    direction: 'incoming' | 'outgoing';
    protocol: string;
    name: string;
    name_key: string;
    /** Settings of the group without its secrets, parsed on every read. */
    settings: Json;
    /** Field name → sealed secret. */
    secrets: Json;
    active: Bit;
    created_at: Instant;
    deleted_at: Instant | null;
    run_number: Generated<number>;
    failures: Generated<number>;
    last_error: Json | null;
    last_run_at: Instant | null;
    next_run_at: Instant | null;
    /** When the administrators were told that it cannot be fetched; null when there is nothing to tell. */
    outage_told_at: Instant | null;
    /** Where bundling stands: the number of the window, and when the first run that went well in it began; null = none did yet. */
    bundling_window: Generated<number>;
    bundling_window_at: Instant | null;
    /** What the server showed at the last TLS handshake: `Certificate` of store/certificates.ts. */
    certificate: Json | null;
  };
  run: {
    id: Generated<number>;
    mailbox_id: number;
    number: number;
    started_at: Instant;
    ended_at: Instant | null;
    listed: Generated<number>;
    imported: Generated<number>;
    skipped_old: Generated<number>;
    skipped_large: Generated<number>;
    error: Json | null;
    /** Bundling counts in these: one run, or all that push made within one interval. */
    bundling_window: Generated<number>;
  };
  /** What a mailbox did in an hour, counted from 1970: runs that went well, tries that did not, mails imported. It outlives the runs. */
  mailbox_hour: { mailbox_id: number; hour: number; ok: number; failed: number; imported: number };
  /** The ledger and the spool of everything that came in; `unique (mailbox_id, ref)` makes import exactly-once. */
  inbound: {
    id: Generated<number>;
    mailbox_id: number;
    ref: string;
    run_number: number;
    /** Name of the raw mail in the blob store; null for `tooLarge`, `skipped`, `wanted` and `fetching`, whose only copy is on the server. */
    blob: string | null;
    size: number;
    received_at: Instant;
    fetched_at: Instant;
    state:
      | 'received'
      | 'filed'
      | 'unfiled'
      | 'quarantined'
      | 'failed'
      /** Left on the server: larger than the desk takes, or left out on purpose. */
      | 'tooLarge'
      | 'skipped'
      /** Left there, but asked for: waits for the next run, or is being downloaded. */
      | 'wanted'
      | 'fetching';
    reason: Json | null;
    sender: string;
    subject: string;
    message_id: string | null;
    /** SHA-256 over what makes a mail the same mail wherever it arrived; see mail/content-hash.ts. */
    content_hash: string | null;
    ticket_id: number | null;
    entry_id: number | null;
    trace: Json;
    attempts: Generated<number>;
    next_attempt_at: Instant | null;
    /** When the server's copy was dealt with; null = still to do (nothing is forgotten over a crash). */
    settled_at: Instant | null;
    bundling_window: Generated<number>;
    /** Hash over sender and subject of a mail that may be bundled; null for one that may not. */
    bundling_key: string | null;
    /** When its raw bytes were let go by the desk's setting; the line itself stays. */
    source_removed_at: Instant | null;
    /** How much of it has come, while its state is `fetching` and its server tells it in pieces. */
    fetched_bytes: Generated<number | null>;
  };
  /** Files of the blob store of which something was let go; removed from the disk once nothing in them is named. */
  blob_release: { file: string; released_at: Instant };
  ticket: {
    id: Generated<number>;
    subject: string;
    contact_id: number | null;
    sender_name: string;
    sender_addr: string;
    team_id: number | null;
    status_id: number;
    status_group: string;
    /** 1 for groups done and locked: lets one index serve each list. */
    is_done: Bit;
    priority_id: number;
    mailbox_id: number | null;
    preview: string;
    unread: Bit;
    created_at: Instant;
    changed_at: Instant;
    done_at: Instant | null;
    category_id: number | null;
    customer_id: number | null;
    /** The ticket that this one was merged into: its mail goes there. */
    merged_into: number | null;
    status_before_merger: number | null;
    /** Resubmission: when the team wants to look at it again, and when it was told so. */
    resubmit_at: Instant | null;
    resubmit_told_at: Instant | null;
  };
  ticket_link: { ticket_id: number; other_id: number; kind: Generated<'related' | 'followUp' | 'split' | 'merged'> };
  entry: {
    id: Generated<number>;
    ticket_id: number;
    kind: 'mailIn' | 'mailOut' | 'note' | 'change';
    at: Instant;
    agent_id: number | null;
    from_name: string;
    from_addr: string;
    recipients: Json;
    subject: string;
    text: string;
    html: string | null;
    remote_images: number;
    automatic: Bit;
    message_id: string | null;
    /** The mail's own References (RFC 5322 §3.6.4), for answers to it. */
    thread: Json;
    inbound_id: number | null;
    /** The mailbox that a mail belongs to, not always the one it was fetched from; null for other steps. */
    mailbox_id: number | null;
    change: Json | null;
    flags: Json;
    /** What the step reports about another mail, a word of desk/reports.ts; null if it is no report. */
    report: ReportKind | null;
  };
  /** Every move of a step to another ticket by merging or splitting, in order. */
  entry_move: { id: Generated<number>; entry_id: number; from_ticket: number; to_ticket: number; at: Instant };
  attachment: {
    id: Generated<number>;
    entry_id: number;
    name: string;
    type: string;
    size: number;
    blob: string;
    inline: Bit;
    content_id: string | null;
  };
  /** Every Message-ID that belongs to a ticket, in and out: where a reply is looked up. */
  message_ref: { message_id: string; ticket_id: number; entry_id: number };
  outbound: {
    id: Generated<number>;
    entry_id: number | null;
    ticket_id: number | null;
    mailbox_id: number;
    blob: string;
    size: number;
    mail_from: string;
    message_id: string;
    subject: string;
    state: 'queued' | 'sending' | 'sent' | 'deferred' | 'failed' | 'partly' | 'uncertain' | 'cancelled';
    attempts: Generated<number>;
    next_attempt_at: Instant | null;
    claimed_until: Instant | null;
    error: Json | null;
    /** What taking the mail back within the undo time restores: `Undo` of store/outbound.ts. */
    undo: Json | null;
    /** For limits per hour. */
    last_attempt_at: Instant | null;
    /** Names the draft that it was made of; the same one handed over again makes no second mail. */
    draft_key: string | null;
    created_at: Instant;
    /** ENVID (RFC 3461 §4.4): by it a report names the mail, and nobody can guess it. */
    envelope_id: string | null;
  };
  outbound_recipient: {
    outbound_id: number;
    position: number;
    address: string;
    state: 'queued' | 'sent' | 'deferred' | 'failed';
    status: string | null;
    reply: string | null;
    at: Instant | null;
    /** The last word of a delivery report, after our server had taken the mail. */
    report: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | null;
    report_status: string | null;
    report_text: string | null;
    reported_at: Instant | null;
    report_entry_id: number | null;
    /** A read receipt came: when, and what it says (RFC 8098 §3.2.6). */
    read_at: Instant | null;
    read_as: string | null;
  };
  /** Addresses that mail does not reach, or whose owner complained; a mail from the address or a delivery to it takes `failing` away. */
  address_mark: {
    address_key: string;
    kind: 'failing' | 'complained';
    /** How we know: our server refused the address, or a report came later. */
    origin: 'refusal' | 'report';
    at: Instant;
    /** RFC 3463. */
    status: string | null;
    /** The server's words. */
    text: string;
    outbound_id: number | null;
  };
  /** `built_in` is the event whose template it is; its texts are in the code unless they were changed. */
  template: {
    id: Generated<number>;
    name: string;
    name_key: string;
    kind: 'ticket' | 'mailbox' | 'answer';
    built_in: string | null;
  };
  template_text: { template_id: number; locale: 'de' | 'en'; subject: string; text: string; html: string };
  auto_mail: { event: string; active: Bit; template_id: number };
  /**
   * The last automatic answer to an address outside, the last automatic mail of any kind, and for which ticket. The row is also the lock of whoever
   * decides about the next.
   */
  answered_address: {
    address_key: string;
    answered_at: Instant | null;
    told_at: Instant | null;
    ticket_id: number | null;
  };
  auto_mail_log: {
    id: Generated<number>;
    at: Instant;
    event: string;
    address_key: string;
    address: string;
    outcome: 'sent' | 'held';
    reason: string | null;
    /** Values of the reason's text. */
    params: Generated<Json>;
    /** A mail asked for it, and not an agent. */
    by_mail: Bit;
    ticket_id: number | null;
  };
  /** An address that gets no automatic mail until `open_until`, or until somebody closes it. */
  circuit: {
    id: Generated<number>;
    address_key: string;
    address: string;
    opened_at: Instant;
    open_until: Instant;
    closed_at: Instant | null;
    closed_by: number | null;
    reason: string;
    params: Json;
    ticket_id: number | null;
  };
  /** Settings without their secrets, and these sealed, as for mailboxes. */
  oauth_connection: {
    id: Generated<number>;
    name: string;
    name_key: string;
    settings: Json;
    secrets: Json;
    created_at: Instant;
    /** The last warning before the secret expires was sent this many days before; null = none was. */
    secret_warned_days: number | null;
  };
  /** What a person granted for a mailbox. Tokens are sealed to its row. */
  oauth_grant: {
    mailbox_id: number;
    connection_id: number;
    state: 'ok' | 'signedOut';
    reason: Json | null;
    access_token: string | null;
    refresh_token: string;
    issued_at: Instant;
    expires_at: Instant;
    scopes: Json;
    /** Who signed in at the provider, and which agent had them do so. */
    account: string;
    agent_id: number | null;
    authorised_at: Instant;
    refreshed_at: Instant | null;
    /** Renewals that failed in a row, when the next may be tried, and why the last one failed. */
    failures: number;
    retry_at: Instant | null;
    last_failure: Json | null;
    /** Whoever renews the token just now: nobody else does until then. */
    lease: string | null;
    lease_until: Instant | null;
  };
  /** A sign-in at a provider that was begun; good once, for the session that began it. */
  oauth_flow: {
    id: string;
    state_hash: string | null;
    kind: 'redirect' | 'popup' | 'paste' | 'device';
    mailbox_id: number;
    connection_id: number;
    agent_id: number;
    session_hash: string;
    /** Sealed: state, verifier and nonce, or the device code. */
    secrets: string;
    redirect_uri: string;
    scopes: Json;
    expires_at: Instant;
    next_ask_at: Instant | null;
    interval_ms: number | null;
    used_at: Instant | null;
    outcome: Json | null;
  };
  /** What an agent has begun to write; `ticket_id` is null for a new mail. */
  draft: {
    id: Generated<number>;
    agent_id: number;
    ticket_id: number | null;
    body: Json;
    version: string;
    changed_at: Instant;
  };
  /** Uploads that a draft names: they stay as long as it does. */
  draft_file: { draft_id: number; upload_id: string };
  /** Which pages have which ticket open, until when unless they say so again. */
  presence: { agent_id: number; page: string; ticket_id: number; state: 'viewing' | 'writing'; until: Instant };
  /** Saved views of the ticket list; `shared` with all agents. One that was deleted can come back for a while. */
  ticket_list_view: {
    id: Generated<number>;
    agent_id: number;
    name: string;
    shared: Bit;
    view: string;
    filter: Json;
    q: string;
    sort: string;
    changed_at: Instant;
    deleted_at: Instant | null;
  };
  /** What the page of an agent remembers. */
  agent_preference: { agent_id: number; key: string; value: Json };
  upload: { id: string; agent_id: number; name: string; type: string; size: number; blob: string; created_at: Instant };
  /** Who changed what: `agent_id` null is the desk itself. Lines are only added, and removed when their time is over. */
  audit_line: {
    id: Generated<number>;
    at: Instant;
    agent_id: number | null;
    /** Where the request came from; null by setting, or for what the desk did. */
    address: string | null;
    act: string;
    kind: string;
    subject_id: number | null;
    /** What it was called at that time. */
    subject: string;
    changes: Json;
    /** Subject and changes in lower case, for the search. */
    words: string;
  };
  /** The one valid link by which an agent sets a password; only the hash of its token is here. */
  password_link: { token_hash: string; agent_id: number; expires_at: Instant };
  /** Processes that run on this database, by what they told last. */
  process: {
    id: string;
    host: string;
    pid: number;
    roles: Json;
    version: string;
    node: string;
    started_at: Instant;
    seen_at: Instant;
    memory: number;
  };
  /** SQLite only: what changed, for live pages of this and other processes. PostgreSQL uses NOTIFY. */
  change: { seq: Generated<number>; kind: string; ref_id: number; at: Instant };
};

/** The database or an open transaction: the first argument of every store function. */
export type Db = Kysely<Schema> | Transaction<Schema>;
export type Trx = Transaction<Schema>;
