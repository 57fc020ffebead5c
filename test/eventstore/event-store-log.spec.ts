import { eventLogContract } from '../../libs/event-log/src/event-log.contract';
import { eventStorePlace } from './support/event-store-place';

eventLogContract('EventStoreLog', async () => (await eventStorePlace()).logs());
