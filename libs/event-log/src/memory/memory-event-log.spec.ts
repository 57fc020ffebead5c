import { eventLogContract } from '../event-log.contract';
import { MemoryEventLogs } from './memory-event-logs';

eventLogContract('MemoryEventLog', async () => new MemoryEventLogs());
