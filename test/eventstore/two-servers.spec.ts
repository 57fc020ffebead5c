import { createHash, randomUUID } from 'node:crypto';
import { count, printResult } from '@plenum/counting';
import { electionOf, emptyRecord, recordFold, upcast, type StoredEvent } from '@plenum/domain';
import { awaitUntil } from '../journeys/support/await-until';
import { charter } from '../journeys/support/charter';
import { Client } from '../journeys/support/client';
import { HOUR } from '../journeys/support/movable-clock';
import { Assembly, localIdOf, Member } from '../journeys/support/people';
import { RunningServer } from '../journeys/support/running-server';
import { EventStorePlace, realServer } from './support/event-store-place';

/**
 * One assembly from its founding to a certified result, over the EventStore protocol, served by two processes of one data
 * folder. Told in order: each step stands on the ones before.
 */
describe('a first assembly on two servers', () => {
  let place: EventStorePlace;
  let north: RunningServer;
  let south: RunningServer;
  /** The same assembly, seen through either server. */
  let inNorth: Assembly;
  let inSouth: Assembly;
  let ada: Member, bruno: Member, carla: Member, dimitri: Member;
  let proposalId: string;

  beforeAll(async () => {
    place = await EventStorePlace.onAnyServer();
    north = await RunningServer.onEventStore(place.url);
    south = await RunningServer.onEventStore(place.url, north);
  });
  afterAll(async () => {
    await south.stop();
    await north.end();
    await place.end();
  });

  /** The same person on the other server: their token is good for both. */
  const at = (server: RunningServer, { token, name, id }: Member) => new Member(server, token!, name, id);

  /** Both show the same tally once both have heard of everything. */
  async function agreedTally(): Promise<string> {
    return awaitUntil('the same tally on both servers', async () => {
      const [here, there] = [await inNorth.tally(proposalId), await inSouth.tally(proposalId)];
      return here.position === there.position && JSON.stringify(here) === JSON.stringify(there) && JSON.stringify(here);
    });
  }

  it('is founded on one, and known to both', async () => {
    const commandId = randomUUID();
    await (await north.founder()).do('foundAssembly', { commandId, name: 'Riu Clar', charter });
    inNorth = await Assembly.officersOf(north, commandId);
    inSouth = await Assembly.officersOf(south, commandId);

    expect(await inSouth.chair.read('{ assembly { name charterVersion } }')).toEqual({
      assembly: { name: 'Riu Clar', charterVersion: 1 },
    });
  });

  it('is founded once by a command that reaches both at the same time', async () => {
    const input = { commandId: randomUUID(), name: 'Font Viva', charter };
    const founders = await Promise.all([north.founder(), south.founder()]);

    const answers = await Promise.all(founders.map((founder) => founder.do('foundAssembly', input)));

    expect(answers.map(({ receipt }) => receipt.leafHashes)).toEqual([
      answers[0]!.receipt.leafHashes,
      answers[0]!.receipt.leafHashes,
    ]);
    expect(answers.map(({ receipt }) => receipt.repeated).sort()).toEqual([false, true]);
  });

  it('has one roll, with names that both know', async () => {
    [ada, bruno] = (await inNorth.enrol(['Ada', 'Bruno'])) as [Member, Member];
    [carla, dimitri] = (await inSouth.enrol(['Carla', 'Dimitri'])) as [Member, Member];

    const query = '{ members { edges { node { name } } } }';
    for (const assembly of [inNorth, inSouth]) {
      const names = await awaitUntil('four members', async () => {
        const { members } = await assembly.auditor.read(query);
        return members.edges.length === 4 && members.edges.map((edge: { node: { name: string } }) => edge.node.name);
      });
      expect(names.sort()).toEqual(['Ada', 'Bruno', 'Carla', 'Dimitri']);
    }
  });

  it('votes and delegates on either, and both count the same', async () => {
    proposalId = await inNorth.open('A well', {}, north.clock.in(HOUR));
    await at(south, ada).votes(proposalId, 'yes');
    await at(north, carla).trusts([ada]);
    await at(south, bruno).votes(proposalId, 'no');
    await at(north, dimitri).trusts([bruno]);

    expect(JSON.parse(await agreedTally())).toMatchObject({ own: '2', carried: '2', entitled: '4' });
    expect(await at(north, carla).voiceOn(proposalId)).toMatchObject({ voter: { name: 'Ada' }, choice: 'yes' });
    expect(await at(south, carla).voiceOn(proposalId)).toMatchObject({ voter: { name: 'Ada' }, choice: 'yes' });
  });

  it('tells the watchers on one server what was done on the other', async () => {
    await using watch = inSouth.auditor.watch(
      'subscription ($id: ID!) { tallyChanged(proposalId: $id) { own carried } }',
      { id: proposalId },
    );
    await watch.until('the tally as it stands', ({ own }) => own === '2');

    await at(north, dimitri).votes(proposalId, 'yes');

    expect(await watch.until('the ballot', ({ own }) => own === '3')).toMatchObject({ carried: '1' });
  });

  it('answers a ballot that is sent to both with one receipt', async () => {
    const input = { commandId: randomUUID(), proposalId, choice: 'abstain' };

    const [first, second] = await Promise.all([
      at(north, carla).do('castBallot', input),
      at(south, carla).do('castBallot', input),
    ]);

    expect({ ...first.receipt, repeated: false }).toEqual({ ...second.receipt, repeated: false });
    expect([first.receipt.repeated, second.receipt.repeated].sort()).toEqual([false, true]);
  });

  it('goes on while one server is down, and the one that comes back has missed nothing', async () => {
    await north.stop();
    await at(south, carla).votes(proposalId, 'no');
    await north.start();

    expect(JSON.parse(await agreedTally())).toMatchObject({ own: '4' });
  });

  const awayForAWhile = async () => {
    await place.node.stop();
    const waiting = at(south, ada).votes(proposalId, 'no');
    await place.node.start();

    expect(await waiting).toMatchObject({ __typename: 'BallotRecorded' });
    expect(JSON.parse(await agreedTally())).toMatchObject({ own: '4', outcome: 'rejected' });
  };
  // A real server does not go when it is told to.
  if (realServer === undefined) it('goes on when the event store was away for a while', awayForAWhile);

  it('closes at its deadline once, though both servers mind the clock', async () => {
    north.clock.advance(2 * HOUR);
    await Promise.all([north.stop(), south.stop()]);
    await Promise.all([north.start(), south.start()]);

    for (const assembly of [inNorth, inSouth])
      await awaitUntil('the close', async () => (await assembly.proposal(proposalId)).status === 'CLOSED');
    const closes = (await inNorth.history()).filter(({ type }) => type === 'VotingClosed');
    expect(closes).toHaveLength(1);
    expect(await at(south, ada).say('castBallot', { proposalId, choice: 'yes' })).toMatchObject({
      __typename: 'ProposalMustBeOpen',
    });
  });

  it('certifies on one what a stranger recounts from the event store alone', async () => {
    await inSouth.chair.do('certifyResult', { proposalId });
    const { result } = await awaitUntil('the certified result', async () => {
      const proposal = await inNorth.proposal(proposalId);
      return proposal.status === 'CERTIFIED' && proposal;
    });

    const log = await place.logs({ namespace: 'plenum' }).open(inNorth.id);
    let record = emptyRecord;
    for (const event of await log.readAll(0, result.closedPosition))
      record = recordFold.evolve(record, upcast(event) as StoredEvent);
    const recount = printResult(count(electionOf(record, localIdOf(proposalId))!));
    expect(createHash('sha256').update(recount).digest('hex')).toBe(result.countDigest);
  });

  it('has one history, the same on both, and every token opens both', async () => {
    const [here, there] = [await inNorth.history(), await inSouth.history()];
    expect(JSON.stringify(here)).toBe(JSON.stringify(there));
    expect(here.map(({ position }) => position)).toEqual(here.map((_, index) => index + 1));
    const elsewhere = new Client(south, inNorth.auditor.token);
    expect(await elsewhere.read('{ assembly { name } }')).toEqual({ assembly: { name: 'Riu Clar' } });
  });
});
