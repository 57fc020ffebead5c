import type { Json } from './support/client';
import { foundedWith } from './support/founding';
import { TALLY, type Assembly, type Member } from './support/people';
import { RunningServer } from './support/running-server';

const VOICE = 'fate path { name } voter { name } choice';
const WHAT_IF = `query ($proposalId: ID!, $suppose: [DeedInput!]!) { whatIf(proposalId: $proposalId, suppose: $suppose) {
  __typename ... on Refusal { field message }
  ... on WhatIf { position outcomeChanges movedMembers movedWeight
    before { outcome { outcome winners } tally { ${TALLY} } voice { ${VOICE} } } after { outcome { outcome winners } tally { ${TALLY} } voice { ${VOICE} } }
    moves { from { fate voter { name } } to { fate voter { name } } weight members } } } }`;
const TURNING_POINTS = `query ($proposalId: ID!, $first: Int, $after: String, $last: Int) {
  turningPoints(proposalId: $proposalId, first: $first, after: $after, last: $last) { position isComplete points {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { node { position type at member { name } before { outcome } after { outcome winners } } } } } }`;

const whatIf = async (member: Member, proposalId: string, ...suppose: Json[]): Promise<Json> =>
  (await member.read(WHAT_IF, { proposalId, suppose })).whatIf;
const turningPoints = async (assembly: Assembly, proposalId: string, page: Json = {}): Promise<Json> =>
  (await assembly.auditor.read(TURNING_POINTS, { proposalId, first: 20, ...page })).turningPoints;
const lines = ({ points }: Json) =>
  points.edges.map(({ node }: Json) => [node.type, node.member?.name ?? null, node.after.outcome]);

describe('simulation', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let [ada, bruno, chiara, dimitri]: Member[] = [];
  let roof: string;
  beforeAll(async () => (server = await RunningServer.inMemory()));
  afterAll(() => server.end());
  beforeEach(async () => {
    [assembly, ada, bruno, chiara, dimitri] = await foundedWith(server, ['Ada', 'Bruno', 'Chiara', 'Dimitri']);
    roof = await assembly.open('Mend the roof', { area: 'water' });
  });

  describe('of what Ada, whom two others trust, could do', () => {
    beforeEach(async () => {
      await bruno!.trusts([ada!]);
      await chiara!.trusts([bruno!]);
      await dimitri!.votes(roof, 'no');
    });

    it('shows what a ballot would come to, and then it comes to that', async () => {
      const head = await assembly.head();
      const told = await whatIf(ada!, roof, { castBallot: { choice: 'yes' } });
      expect(told).toMatchObject({ position: head, outcomeChanges: true, movedMembers: 3, movedWeight: '3' });
      expect(told.before).toMatchObject({ tally: { outcome: 'rejected' }, voice: { fate: 'UNDELIVERED_DEAD_END' } });
      expect(told.after).toMatchObject({ tally: { outcome: 'adopted' }, voice: { fate: 'OWN_BALLOT', choice: 'yes' } });
      expect([told.before.outcome, told.after.outcome]).toEqual([
        { outcome: 'rejected', winners: ['no'] },
        { outcome: 'adopted', winners: ['yes'] },
      ]);
      expect(told.moves[0]).toEqual({
        from: { fate: 'UNDELIVERED_DEAD_END', voter: null },
        to: { fate: 'CARRIED', voter: { name: 'Ada' } },
        weight: '2',
        members: 2,
      });
      expect(await assembly.head()).toBe(head);
      expect(await assembly.tally(roof)).toEqual(told.before.tally);

      await ada!.votes(roof, 'yes');
      expect(await assembly.tally(roof)).toEqual({ ...told.after.tally, position: head + 1 });
    });

    it('shows where a delegation, an opt-out and a revocation would take a voice', async () => {
      const delegate = { setDelegation: { scope: { proposalId: roof }, delegates: [dimitri!.id] } };
      expect((await whatIf(ada!, roof, delegate)).after.voice).toEqual({
        fate: 'CARRIED',
        path: [{ name: 'Ada' }, { name: 'Dimitri' }],
        voter: { name: 'Dimitri' },
        choice: 'no',
      });
      await ada!.votes(roof, 'yes');
      for (const deed of [{ revokeDelegation: {} }, { optOutOfDelegating: { scope: { area: 'water' } } }]) {
        const told = await whatIf(bruno!, roof, deed);
        expect(told).toMatchObject({ outcomeChanges: true, movedMembers: 2 });
        expect(told.after).toMatchObject({ tally: { outcome: 'tied' }, voice: { fate: 'UNDELIVERED_DEAD_END' } });
      }
    });

    it('takes several deeds one after the other', async () => {
      const votes = { castBallot: { choice: 'yes' } };
      const told = await whatIf(dimitri!, roof, votes, { withdrawBallot: true });
      expect(told).toMatchObject({ movedMembers: 1, after: { tally: { voters: 0, outcome: 'no-quorum' } } });
      expect(await whatIf(dimitri!, roof)).toMatchObject({ outcomeChanges: false, moves: [] });
    });
  });

  it('refuses what the deed itself would be refused for, in the same words', async () => {
    const { field: _, ...really } = await ada!.say('castBallot', { proposalId: roof, choice: 'perhaps' });
    expect(await whatIf(ada!, roof, { castBallot: { choice: 'perhaps' } })).toEqual({
      ...really,
      field: 'suppose[0].choice',
    });
    expect(await whatIf(ada!, roof, { castBallot: { choice: 'yes' } }, { revokeDelegation: {} })).toMatchObject({
      __typename: 'DelegationMustExist',
      field: 'suppose[1].scope',
    });
    expect(await whatIf(ada!, roof, { castBallot: { choice: 0.5 } })).toMatchObject({
      __typename: 'InputMustBeValid',
      field: 'suppose[0].choice',
    });
    expect(await whatIf(ada!, roof, { castBallot: { choice: 'yes' }, withdrawBallot: true })).toMatchObject({
      __typename: 'InputMustBeValid',
      field: 'suppose[0]',
    });
    expect(await whatIf(ada!, await assembly.draft('A fence'))).toMatchObject({ __typename: 'ProposalMustBeOpen' });
    expect(await whatIf(ada!, 'nothing')).toMatchObject({ __typename: 'ProposalMustExist' });
  });

  it('supposes at most ten deeds at a time', async () => {
    const votes = { castBallot: { choice: 'yes' } };
    expect((await whatIf(ada!, roof, ...Array(10).fill(votes))).after.tally.voters).toBe(1);
    const eleven = { proposalId: roof, suppose: Array(11).fill(votes) };
    expect(await ada!.codeOf(WHAT_IF, eleven)).toBe('BAD_USER_INPUT');
  });

  describe('of what turned the outcome', () => {
    it('names the events, oldest first, in pages from either end', async () => {
      await ada!.votes(roof, 'yes');
      await bruno!.votes(roof, 'abstain');
      await chiara!.trusts([dimitri!]);
      await dimitri!.votes(roof, 'no');
      await chiara!.revokes();
      const told = await turningPoints(assembly, roof);
      expect(told).toMatchObject({ position: await assembly.head(), isComplete: true });
      expect(lines(told)).toEqual([
        ['VotingOpened', null, 'no-quorum'],
        ['BallotCast', 'Ada', 'adopted'],
        ['BallotCast', 'Dimitri', 'rejected'],
        ['DelegationRevoked', 'Chiara', 'tied'],
      ]);
      expect(told.points.edges.map(({ node }: Json) => node.before?.outcome ?? null)).toEqual([
        ...[null, 'no-quorum', 'adopted', 'rejected'],
      ]);
      const first = await turningPoints(assembly, roof, { first: 1 });
      const { endCursor } = first.points.pageInfo;
      expect(lines(await turningPoints(assembly, roof, { after: endCursor }))).toEqual(lines(told).slice(1));
      const last = await turningPoints(assembly, roof, { last: 2 });
      expect(lines(last)).toEqual(lines(told).slice(2));
      expect(last.points).toMatchObject({ totalCount: 4, pageInfo: { hasPreviousPage: true, hasNextPage: false } });
      expect(lines(await turningPoints(assembly, roof, { last: 9 }))).toEqual(lines(told));

      await assembly.close(roof);
      await chiara!.trusts([dimitri!]);
      expect(lines(await turningPoints(assembly, roof))).toEqual(lines(told));
    });

    it('says nothing of a draft', async () => {
      expect(await turningPoints(assembly, await assembly.draft('A fence'))).toBeNull();
    });
  });

  it('holds in a hall: a show of hands turns the outcome, and every past position is as it was', async () => {
    const [tess, tom] = await assembly.enrol([
      { name: 'Tess', votes: false },
      { name: 'Tom', votes: false },
    ]);
    const hall = await assembly.open('Mend the hall');
    const seen: Json[] = [];
    const look = async () => seen.push([await assembly.tally(hall), await chiara!.voiceOn(hall)]);
    await look();
    const meetingId = await assembly.meet([hall], [ada!, bruno!]);
    expect(await whatIf(ada!, hall, { castBallot: { choice: 'yes' } })).toMatchObject({
      after: {
        tally: { byChannel: expect.arrayContaining([expect.objectContaining({ group: 'in-person', own: '1' })]) },
      },
    });
    await dimitri!.votes(hall, 'no');
    await chiara!.trusts([dimitri!]);
    await look();
    const { handCount } = await assembly.chair.do('openHandCount', { proposalId: hall, meetingId });
    const totals = [
      { option: 'yes', hands: 2 },
      { option: 'no', hands: 0 },
      { option: 'abstain', hands: 0 },
    ];
    expect(await whatIf(ada!, hall, { castBallot: { choice: 'yes' } })).toMatchObject({
      __typename: 'CountedMemberMustNotCastBallot',
      field: 'suppose[0]',
    });
    for (const one of [tess!, tom!]) {
      const teller = await assembly.teller(one);
      await teller.do('enterHandTotals', { proposalId: hall, handCountId: handCount.id, totals });
      await look();
    }
    expect(await whatIf(chiara!, hall, { castBallot: { choice: 'yes' } })).toMatchObject({
      outcomeChanges: true,
      after: { tally: { outcome: 'adopted' } },
    });
    await chiara!.votes(hall, 'yes');
    await look();
    expect(lines(await turningPoints(assembly, hall))).toEqual([
      ['VotingOpened', null, 'no-quorum'],
      ['BallotCast', 'Dimitri', 'rejected'],
      ['HandCountRecorded', null, 'tied'],
      ['BallotCast', 'Chiara', 'adopted'],
    ]);
    const past = `query ($id: ID!, $position: Int) { proposal(id: $id) { myVoice(position: $position) {
      fate path { name } voter { name } choice scope optedOut hiddenScopes skipped { delegate { name } rank why } } } }`;
    for (const [tally, voice] of seen) {
      const { position } = tally;
      expect(await assembly.tally(hall, position)).toEqual(tally);
      expect((await chiara!.read(past, { id: hall, position })).proposal.myVoice).toEqual(voice);
    }
    expect(new Set(seen.map(([tally]) => tally.outcome)).size).toBeGreaterThan(3);
  });
});
