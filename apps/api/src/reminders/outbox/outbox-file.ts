import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { onStorage, openDatabase } from '../../platform/storage';

const FORMAT = 1;

/** Instants are ISO 8601 UTC. `member_id` is null once the person was forgotten or the proposal is over: the figures stay. */
const SCHEMA = `
  create table if not exists deadlines (
    proposal_id text not null, closes_at text not null, known_since text not null,
    primary key (proposal_id, closes_at)
  ) strict, without rowid;
  create table if not exists rounds (
    proposal_id text not null, at text not null, hours_before_close integer not null,
    written integer not null check (written in (0, 1)),
    primary key (proposal_id, at)
  ) strict, without rowid;
  create table if not exists messages (
    message_id text primary key, proposal_id text not null, round_at text not null, member_id text,
    state text not null check (state in ('waiting', 'sent', 'failed', 'dropped')),
    attempts integer not null, next_at text not null, why text,
    unique (proposal_id, round_at, member_id)
  ) strict, without rowid;
  create index if not exists waiting on messages (next_at) where state = 'waiting';
  create table if not exists choices (
    member_id text primary key, accepts integer not null check (accepts in (0, 1)), language text
  ) strict, without rowid;
  create table if not exists commands (
    command_id text primary key, member_id text not null, content text not null
  ) strict, without rowid;
  pragma user_version = ${FORMAT};`;

/**
 * `<assembly>.outbox.db`, beside the registry and for its owner's eyes only. It says who was asked when, so that it is personal data: it
 * is no part of the log, and what is deleted is overwritten.
 */
export function openOutboxFile(dataDir: string, assemblyId: string): DatabaseSync {
  const path = join(dataDir, `${assemblyId}.outbox.db`);
  return onStorage('the outbox', () => openDatabase(path, SCHEMA));
}

/**
 * A write that a power cut may undo, for what would only be done once more then, under the same Message-ID. It does not wait for the disk,
 * and a crash of the process does not touch it.
 */
export function unhurried<T>(db: DatabaseSync, work: () => T): T {
  db.exec('pragma synchronous = normal');
  try {
    return work();
  } finally {
    db.exec('pragma synchronous = full');
  }
}
