import type { Generated, Kysely, Transaction } from 'kysely';

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
  /** The ledger and the spool of everything that came in; `unique (mailbox_id, ref)` makes import exactly-once. */
  inbound: {
    id: Generated<number>;
    mailbox_id: number;
    ref: string;
    run_number: number;
    /** SHA-256 of the raw mail in the blob store; null for `tooLarge`, `skipped`, `wanted` and `fetching`, whose only copy is on the server. */
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
  };
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
    change: Json | null;
    flags: Json;
  };
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
    created_at: Instant;
  };
  outbound_recipient: {
    outbound_id: number;
    position: number;
    address: string;
    state: 'queued' | 'sent' | 'deferred' | 'failed';
    status: string | null;
    reply: string | null;
    at: Instant | null;
  };
  upload: { id: string; agent_id: number; name: string; type: string; size: number; blob: string; created_at: Instant };
  /** SQLite only: what changed, for live pages of this and other processes. PostgreSQL uses NOTIFY. */
  change: { seq: Generated<number>; kind: string; ref_id: number; at: Instant };
};

/** The database or an open transaction: the first argument of every store function. */
export type Db = Kysely<Schema> | Transaction<Schema>;
export type Trx = Transaction<Schema>;
