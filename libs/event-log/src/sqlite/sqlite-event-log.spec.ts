import { eventLogContract } from '../event-log.contract';
import { SqliteEventLogs } from './sqlite-event-logs';
import { temporaryDirectory } from './temporary-directory.contract';

eventLogContract('SqliteEventLog', async () => new SqliteEventLogs(temporaryDirectory()));
eventLogContract(
  'SqliteEventLog, one sync per append,',
  async () => new SqliteEventLogs(temporaryDirectory(), { maxGroupSize: 1 }),
);
