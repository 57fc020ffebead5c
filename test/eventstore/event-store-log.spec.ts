import { eventLogContract } from '../../libs/event-log/src/event-log.contract';
import { eventStorePlace, logsOnRealServer, realServer } from './support/event-store-place';

/** Over the protocol against the test server; with EVENTSTORE_URL set, against the server it names. */
if (realServer === undefined) eventLogContract('EventStoreLog', async () => (await eventStorePlace()).logs());
else eventLogContract('EventStoreLog on a real server', async () => logsOnRealServer(realServer!));
