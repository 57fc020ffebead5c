import { randomUUID } from 'node:crypto';
import { count, printResult } from '@plenum/counting';
import { electionOf, emptyRecord, recordFold, upcast, type StoredEvent } from '@plenum/domain';
import { openSqliteLogReadOnly, sqliteLogFileOf } from '@plenum/event-log';
import { createHash } from 'node:crypto';
import { charter } from './support/charter';
import type { Json } from './support/client';
import { DAY, HOUR } from './support/movable-clock';
import { Assembly, localIdOf, type Member } from './support/people';
import { RunningServer } from './support/running-server';

/** One assembly from its founding to a certified result, told in order: each step stands on the ones before. */
describe('a first assembly', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let ada: Member, bruno: Member, carla: Member, dimitri: Member, emma: Member, farid: Member, greta: Member;
  let proposalId: string;
  const tallyAt = new Map<number, string>();

  /** Notes the tally as it stands, to be asked for again when it is the past. */
  async function tallyNow(): Promise<Json> {
    const tally = await assembly.tally(proposalId);
    tallyAt.set(tally.position, JSON.stringify(tally));
    return tally;
  }

  beforeAll(async () => (server = await RunningServer.onDisk()));
  afterAll(() => server.end());

  it('is founded by the server’s admin, and known to its own people from then on', async () => {
    const commandId = randomUUID();
    const founder = await server.founder();
    const answer = await founder.do('foundAssembly', { commandId, name: '  Cooperativa Riu Clar ', charter });
    expect(answer).toMatchObject({
      receipt: { position: 2, events: ['AssemblyFounded', 'CharterAdopted'] },
      assembly: { name: 'Cooperativa Riu Clar', charterVersion: 1 },
    });
    assembly = await Assembly.officersOf(server, commandId);
    expect((await assembly.chair.read('{ assembly { name memberCount } }')).assembly).toEqual({
      name: 'Cooperativa Riu Clar',
      memberCount: 0,
    });
  });

  it('adopts a second version of its charter', async () => {
    const areas = [...charter.areas, { path: 'water/springs', name: 'Springs' }];
    await assembly.chair.do('adoptCharter', { charter: { ...charter, areas }, charterVersion: 2 });
    const { now, before } = await assembly.auditor.read(
      '{ now: assembly { charterVersion charter } before: charter(version: 1) }',
    );
    expect(now).toEqual({ charterVersion: 2, charter: { ...charter, areas } });
    expect(before).toEqual(charter);
  });

  it('puts people of three classes on its roll, one of them as a guest', async () => {
    [ada, bruno, carla, dimitri, emma, farid, greta] = (await assembly.enrol([
      { name: 'Ada', classId: 'workers' },
      { name: 'Bruno', classId: 'workers' },
      { name: 'Carla', classId: 'consumers' },
      { name: 'Dimitri', classId: 'consumers' },
      { name: 'Emma', classId: 'consumers' },
      { name: 'Farid', classId: 'supporters', weight: '1.5' },
      { name: 'Greta', votes: false },
    ])) as [Member, Member, Member, Member, Member, Member, Member];
    const { members } = await ada.read('{ members { totalCount edges { node { name classId weight votes } } } }');
    expect(members.totalCount).toBe(7);
    expect(members.edges[5].node).toEqual({ name: 'Farid', classId: 'supporters', weight: '3/2', votes: true });
  });

  it('writes a proposal down, words it better and opens it under the charter and roll of that moment', async () => {
    const drafted = await ada.do('draftProposal', { title: 'Paint the lanes', policyId: 'ordinary', area: 'roads' });
    proposalId = drafted['proposal'].id;
    await ada.do('editProposal', { proposalId, title: 'Paint the cycle lanes', area: 'roads/cycling' });
    const closesAt = server.clock.in(2 * DAY);
    await assembly.chair.do('openVoting', { proposalId, closesAt });
    expect(await assembly.proposal(proposalId)).toMatchObject({
      title: 'Paint the cycle lanes',
      area: 'roads/cycling',
      status: 'OPEN',
      charterVersion: 2,
      rollRevision: 6,
      closesAt,
    });
    expect(await tallyNow()).toMatchObject({
      entitled: '13/2',
      voters: 0,
      members: 6,
      undelivered: { deadEnd: '13/2' },
    });
  });

  it('lets its members delegate: everywhere, in an area, on one proposal, ranked, or to nobody', async () => {
    await carla.trusts([ada]);
    await dimitri.trusts([ada]);
    await dimitri.trusts([bruno], { area: 'roads' });
    await emma.trusts([farid, bruno], { proposalId });
    await farid.trusts([ada], {}, server.clock.in(30 * DAY));
    await farid.do('optOutOfDelegating', { scope: { proposalId } });
    const { me } = await farid.read('{ me { delegations { scope optedOut expiresAt delegates { name } } } }');
    expect(me.delegations).toHaveLength(2);
    expect(me.delegations).toContainEqual({ scope: 'proposal', optedOut: true, expiresAt: null, delegates: [] });
  });

  it('carries every voice where its owner sent it', async () => {
    await ada.votes(proposalId, 'yes');
    await bruno.votes(proposalId, 'no');
    expect(await carla.voiceOn(proposalId)).toMatchObject({ fate: 'CARRIED', voter: { name: 'Ada' }, choice: 'yes' });
    expect(await dimitri.voiceOn(proposalId)).toMatchObject({
      voter: { name: 'Bruno' },
      scope: 'area:roads',
      choice: 'no',
    });
    expect(await emma.voiceOn(proposalId)).toMatchObject({
      path: [{ name: 'Emma' }, { name: 'Bruno' }],
      skipped: [{ delegate: { name: 'Farid' }, rank: 1, why: 'no-voter-reachable' }],
    });
    expect(await farid.voiceOn(proposalId)).toMatchObject({ fate: 'UNDELIVERED_DEAD_END', optedOut: true });
    expect(await tallyNow()).toMatchObject({
      scores: [
        { option: 'yes', score: '2' },
        { option: 'no', score: '3' },
        { option: 'abstain', score: '0' },
      ],
      own: '2',
      carried: '3',
      undelivered: { total: '3/2' },
      outcome: 'rejected',
    });
  });

  it('lets a member override, change and withdraw', async () => {
    await carla.votes(proposalId, 'no');
    expect(await tallyNow()).toMatchObject({ own: '3', carried: '2' });
    await carla.votes(proposalId, 'abstain');
    await tallyNow();
    await carla.withdrawsBallot(proposalId);
    expect(await carla.voiceOn(proposalId)).toMatchObject({ fate: 'CARRIED', voter: { name: 'Ada' } });
    await bruno.votes(proposalId, 'yes');
    await greta.votes(proposalId, 'no');
    expect(await tallyNow()).toMatchObject({
      outcome: 'adopted',
      winners: ['yes'],
      own: '2',
      carried: '3',
      entitled: '13/2',
    });
  });

  it('is not moved by a charter adopted meanwhile, and extends its vote for a stated reason', async () => {
    const [ordinary, ...others] = charter.policies;
    const strict = { ...ordinary!, thresholds: [{ base: 'entitled', fraction: '1', strict: false }] };
    await assembly.chair.do('adoptCharter', {
      charter: { ...charter, policies: [strict, ...others] },
      charterVersion: 3,
    });
    const closesAt = server.clock.in(3 * DAY + HOUR);
    await assembly.chair.do('extendVoting', { proposalId, closesAt, reason: 'The hall was full' });
    expect(await assembly.proposal(proposalId)).toMatchObject({ charterVersion: 2, closesAt });
    expect(await tallyNow()).toMatchObject({ outcome: 'adopted' });
  });

  it('closes and certifies, and takes no ballot afterwards', async () => {
    const closed = await assembly.close(proposalId);
    await assembly.chair.do('certifyResult', { proposalId });
    expect(await assembly.proposal(proposalId)).toMatchObject({
      status: 'CERTIFIED',
      closedBy: 'chair',
      reason: 'Everybody has spoken',
      result: { outcome: 'adopted', entitled: '13/2', undelivered: '3/2', closedPosition: closed.receipt!.position },
    });
    expect(await ada.say('castBallot', { proposalId, choice: 'no' })).toMatchObject({
      __typename: 'ProposalMustBeOpen',
    });
  });

  it('tells the tally of every past position as it was told then', async () => {
    expect(tallyAt.size).toBe(6);
    for (const [position, told] of tallyAt) {
      expect(JSON.stringify(await assembly.tally(proposalId, position))).toBe(told);
    }
  });

  it('finds the same tally and the same certified result after a restart', async () => {
    const before = [await assembly.tally(proposalId), await assembly.proposal(proposalId), await assembly.history()];
    await server.stop();
    await server.start();
    const after = [await assembly.tally(proposalId), await assembly.proposal(proposalId), await assembly.history()];
    expect(JSON.stringify(after)).toBe(JSON.stringify(before));
    for (const [position, told] of tallyAt) {
      expect(JSON.stringify(await assembly.tally(proposalId, position))).toBe(told);
    }
  });

  it('certified what a stranger recounts from the log file alone', async () => {
    const { result } = await assembly.proposal(proposalId);
    await server.stop();
    const log = openSqliteLogReadOnly(sqliteLogFileOf(server.dataDir, assembly.id)!);
    const events = await log.readAll(0, result.closedPosition);
    await log.close();
    let record = emptyRecord;
    for (const event of events) record = recordFold.evolve(record, upcast(event) as StoredEvent);
    const recount = printResult(count(electionOf(record, localIdOf(proposalId))!));
    expect(createHash('sha256').update(recount).digest('hex')).toBe(result.countDigest);
  });
});
