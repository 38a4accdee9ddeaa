import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** The tables of the sign-in library (better-auth 1.7), under our names; see api/sign-in. */
export async function signIn(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const date = dialect === 'sqlite' ? 'text' : 'timestamptz';
  const bool = dialect === 'sqlite' ? 'integer' : 'boolean';
  const int = dialect === 'sqlite' ? 'integer' : 'bigint';
  const statements = [
    `create table auth_user (id text primary key, name text not null, email text not null unique, "emailVerified" ${bool} not null,
      image text, "createdAt" ${date} not null, "updatedAt" ${date} not null)`,
    `create table auth_session (id text primary key, "expiresAt" ${date} not null, token text not null unique, "createdAt" ${date} not null,
      "updatedAt" ${date} not null, "ipAddress" text, "userAgent" text,
      "userId" text not null references auth_user (id) on delete cascade)`,
    'create index auth_session_user on auth_session ("userId")',
    `create table auth_account (id text primary key, "accountId" text not null, "providerId" text not null,
      "userId" text not null references auth_user (id) on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text,
      "accessTokenExpiresAt" ${date}, "refreshTokenExpiresAt" ${date}, scope text, password text, "createdAt" ${date} not null,
      "updatedAt" ${date} not null)`,
    'create index auth_account_user on auth_account ("userId")',
    `create table auth_verification (id text primary key, identifier text not null, value text not null, "expiresAt" ${date} not null,
      "createdAt" ${date} not null, "updatedAt" ${date} not null)`,
    'create index auth_verification_identifier on auth_verification (identifier)',
    `create table auth_rate_limit (id text primary key, key text not null unique, count ${int} not null, "lastRequest" ${int} not null)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
