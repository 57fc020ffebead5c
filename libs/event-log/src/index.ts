/**
 * How facts are kept and proven: the port, the stores that implement it, the bytes an event is, and the tree over them.
 */
export * from './event-log';
export * from './errors';
export { canonicalJson, parseCanonicalJson } from './canonical-json';
export { leafHashOf, MAX_EVENT_BYTES } from './envelope';
export { MemoryEventLog } from './memory/memory-event-log';
export { MemoryEventLogs } from './memory/memory-event-logs';
export { SqliteEventLog, type SqliteLogOptions, type SqliteLogStatistics } from './sqlite/sqlite-event-log';
export { SqliteEventLogs, sqliteLogFileOf } from './sqlite/sqlite-event-logs';
export { FileLock } from './sqlite/file-lock';
export { openSqliteLogReadOnly, type ReadOnlyLog } from './sqlite/read-only-log';
export { openToRead, type OpenedToRead } from './sqlite/open-to-read';
export * from './proof';
export { EventStoreLogs, type EventStoreOptions } from './eventstoredb/event-store-logs';
export { BadEventStoreUrl } from './eventstoredb/endpoints';
export { NumberedFolder } from './eventstoredb/numbered-folder';
export { UnsafeStore } from './eventstoredb/unsafe-store';
