import { eventLogContract } from '../../libs/event-log/src/event-log.contract';
import { anyEventStorePlace, realServer } from './support/event-store-place';

/** Over the protocol against the test server; with EVENTSTORE_URL set, against the server it names. */
const name = realServer === undefined ? 'EventStoreLog' : 'EventStoreLog on a real server';
eventLogContract(name, async () => (await anyEventStorePlace()).logs());
