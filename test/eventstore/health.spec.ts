import { randomUUID } from 'node:crypto';
import { charter } from '../journeys/support/charter';
import { documentOf } from '../journeys/support/mutations';
import { Assembly } from '../journeys/support/people';
import { RunningServer } from '../journeys/support/running-server';
import { type EventStorePlace, eventStorePlace } from './support/event-store-place';

describe('the health of a server whose event store is away', () => {
  let place: EventStorePlace;
  let server: RunningServer;
  let chair: Assembly['chair'];

  beforeEach(async () => {
    place = await eventStorePlace();
    server = await RunningServer.onEventStore(place.url);
    const commandId = randomUUID();
    await (await server.founder()).do('foundAssembly', { commandId, name: 'Riu Clar', charter });
    ({ chair } = await Assembly.officersOf(server, commandId));
  });
  afterEach(() => server.end());

  const health = async () => (await fetch(`${server.url}/health`)).status;

  it('is bad from the first command that cannot be recorded, and good from the next that is', async () => {
    const input = { commandId: randomUUID(), title: 'A well', policyId: 'ordinary' };
    expect(await health()).toBe(200);

    await place.node.stop();
    expect(await chair.codeOf(documentOf('draftProposal'), { input })).toBe('LOG_UNAVAILABLE');
    expect(await health()).toBe(503);

    await place.node.start();
    await chair.do('draftProposal', input);
    expect(await health()).toBe(200);
  });
});
