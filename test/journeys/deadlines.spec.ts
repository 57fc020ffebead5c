import { awaitUntil } from './support/await-until';
import { foundedWith } from './support/founding';
import { DAY, HOUR, SECOND } from './support/movable-clock';
import type { Assembly } from './support/people';
import { RunningServer } from './support/running-server';

const SOON = 400;

describe('deadlines', () => {
  let server: RunningServer;
  beforeEach(async () => (server = await RunningServer.onDisk()));
  afterEach(() => server.end());

  const closed = (assembly: Assembly, proposalId: string) =>
    awaitUntil('the close', async () => (await assembly.proposal(proposalId)).status === 'CLOSED');

  it('closes voting by itself when the deadline passes, and what was cast before counts', async () => {
    const [assembly, ada] = await foundedWith(server, ['Ada', 'Bruno']);
    const closesAt = server.clock.in(SOON);
    const proposalId = await assembly.open('A well', {}, closesAt);
    await ada!.votes(proposalId, 'yes');
    await closed(assembly, proposalId);
    const last = (await assembly.history()).at(-1);
    expect(last).toMatchObject({ type: 'VotingClosed', actor: 'system:deadline', data: { cause: 'deadline' } });
    expect(last.at >= closesAt).toBe(true);
    expect(await assembly.tally(proposalId)).toMatchObject({ final: true, own: '1', entitled: '2' });
    expect(await ada!.say('castBallot', { proposalId, choice: 'no' })).toMatchObject({
      __typename: 'ProposalMustBeOpen',
      field: 'proposalId',
    });
  });

  it('closes what fell due while the server was down, before it answers the first request', async () => {
    const [assembly, ada] = await foundedWith(server, ['Ada', 'Bruno']);
    const due = await assembly.open('Due meanwhile', {}, server.clock.in(HOUR));
    const later = await assembly.open('Due later', {}, server.clock.in(3 * DAY));
    await ada!.votes(due, 'yes');
    await server.stop();
    server.moveAway(() => new Promise((resolve) => setTimeout(resolve, 20)));
    server.clock.advance(2 * HOUR);
    await server.start();
    const [{ status }, first, second] = await Promise.all([
      assembly.proposal(due),
      ada!.say('castBallot', { proposalId: due, choice: 'no' }),
      ada!.say('castBallot', { proposalId: later, choice: 'no' }),
    ]);
    expect(status).toBe('CLOSED');
    expect(first).toMatchObject({ __typename: 'ProposalMustBeOpen' });
    expect(second).toMatchObject({ __typename: 'BallotRecorded' });
    expect(await assembly.proposal(due)).toMatchObject({ status: 'CLOSED', closedBy: 'deadline' });
    expect(await assembly.tally(due)).toMatchObject({ scores: [{ option: 'yes', score: '1' }, {}, {}] });
  });

  it('waits for the new deadline when voting was extended before the old one', async () => {
    const [assembly, ada] = await foundedWith(server, ['Ada', 'Bruno']);
    const first = server.clock.in(SOON);
    const proposalId = await assembly.open('A bridge', {}, first);
    const closesAt = server.clock.in(SOON + 2 * SECOND);
    await assembly.chair.do('extendVoting', { proposalId, closesAt, reason: 'Rain' });
    await awaitUntil('the first deadline', async () => server.clock.instant() > first);
    await ada!.votes(proposalId, 'yes');
    await closed(assembly, proposalId);
    expect((await assembly.history()).at(-1).at >= closesAt).toBe(true);
    expect(
      await assembly.chair.say('extendVoting', { proposalId, closesAt: server.clock.in(DAY), reason: 'Too late' }),
    ).toMatchObject({ __typename: 'ProposalMustBeOpen' });
  });

  it('ends a delegation on its date, and the voice goes home at once', async () => {
    const [assembly, ada, bruno, carla] = await foundedWith(server, ['Ada', 'Bruno', 'Carla']);
    const proposalId = await assembly.open('A mill');
    await bruno!.votes(proposalId, 'no');
    await carla!.votes(proposalId, 'yes');
    await ada!.trusts([carla!]);
    await ada!.trusts([bruno!], { proposalId }, server.clock.in(SOON));
    expect(await ada!.voiceOn(proposalId)).toMatchObject({ voter: { name: 'Bruno' } });
    await awaitUntil('the wider delegation', async () => (await ada!.voiceOn(proposalId)).voter.name === 'Carla');
    expect((await assembly.history()).at(-1)).toMatchObject({ type: 'DelegationExpired', actor: 'system:deadline' });
  });

  it('moves the end of a delegation with its newest word', async () => {
    const [assembly, ada, bruno] = await foundedWith(server, ['Ada', 'Bruno']);
    const first = server.clock.in(SOON);
    await ada!.trusts([bruno!], {}, first);
    await ada!.trusts([bruno!], {}, server.clock.in(DAY));
    await bruno!.trusts([ada!], {}, server.clock.in(SOON));
    await bruno!.revokes();
    await awaitUntil('the first date', async () => server.clock.instant() > first);
    const { me } = await ada!.read('{ me { delegations { delegates { name } } } }');
    expect(me.delegations).toEqual([{ delegates: [{ name: 'Bruno' }] }]);
    await server.stop();
    server.clock.advance(2 * DAY);
    await server.start();
    expect((await ada!.read('{ me { delegations { scope } } }')).me.delegations).toEqual([]);
    const expiries = (await assembly.history()).filter(({ type }) => type === 'DelegationExpired');
    expect(expiries).toHaveLength(1);
  });
});
