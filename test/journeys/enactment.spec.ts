import { randomUUID } from 'node:crypto';
import type { Policy } from '@plenum/domain';
import { Enactment } from '../../apps/api/src/enactment/enactment';
import { Assemblies } from '../../apps/api/src/platform/assemblies';
import { awaitUntil } from './support/await-until';
import type { Json } from './support/client';
import { DAY } from './support/movable-clock';
import { localIdOf, type Assembly, type Member } from './support/people';
import { charterWith, decidingBy, plainPolicy, timePasses } from './support/ripening';
import { RunningServer } from './support/running-server';

const advice: Policy = { ...plainPolicy, id: 'advice', effect: 'consultative' };

describe('what an adopted proposal enacts', () => {
  let server: RunningServer;
  beforeEach(async () => (server = await RunningServer.onDisk()));
  afterEach(() => server.end());

  const enactsOf = async (assembly: Assembly, id: string): Promise<Json[]> => {
    const query = 'query ($id: ID!) { proposal(id: $id) { enacts { kind memberName done reason terms } } }';
    return (await assembly.auditor.read(query, { id })).proposal.enacts;
  };
  const enacted = (assembly: Assembly, id: string) =>
    awaitUntil('the enactment', async () => (await enactsOf(assembly, id)).every(({ done }) => done !== null));
  const drafted = (assembly: Assembly, enacts: Json[], policyId = 'plain') =>
    assembly.draft('A change', { policyId, enacts });
  /** Drafted, opened, voted on and certified. */
  const decided = async (assembly: Assembly, voter: Member, proposalId: string, choice = 'yes') => {
    await assembly.chair.do('openVoting', { proposalId });
    await voter.votes(proposalId, choice);
    await assembly.close(proposalId);
    await assembly.chair.do('certifyResult', { proposalId });
  };
  const charterOf = async (assembly: Assembly): Promise<Json> =>
    (await assembly.auditor.read('{ assembly { charter charterVersion } }')).assembly;
  const names = async (assembly: Assembly): Promise<string[]> => {
    const { members } = await assembly.auditor.read('{ members(first: 100) { edges { node { name } } } }');
    return members.edges.map(({ node }: Json) => node.name).sort();
  };

  it('admits, promotes and strikes; the name of somebody new never enters the log', async () => {
    const [assembly, ada, bruno, guest] = await decidingBy(
      server,
      [plainPolicy],
      ['Ada', 'Bruno', { name: 'Greta', votes: false }],
    );
    const proposalId = await drafted(assembly, [
      { admitMember: { name: 'Eva Maria Puig', email: 'eva@example.org', classId: 'workers' } },
      { amendMember: { memberId: guest!.id, votes: true } },
      { strikeMember: bruno!.id },
    ]);
    expect((await enactsOf(assembly, proposalId)).map(({ memberName, done }) => [memberName, done])).toEqual([
      ['Eva Maria Puig', null],
      ['Greta', null],
      ['Bruno', null],
    ]);
    await timePasses(server, DAY);
    await decided(assembly, ada!, proposalId);
    await enacted(assembly, proposalId);
    expect(await names(assembly)).toEqual(['Ada', 'Eva Maria Puig', 'Greta']);
    const roll = (await assembly.history()).filter(({ actor }) => actor === 'system:enactment');
    expect(roll.map(({ type, data }) => [type, data.classId, data.votes])).toEqual([
      ['MemberEnrolled', 'workers', true],
      ['MemberAmended', undefined, true],
      ['MemberStruck', undefined, undefined],
      ['ProposalEnacted', undefined, undefined],
    ]);
    expect(JSON.stringify(await assembly.history())).not.toMatch(/Eva Maria|eva@example/);
  });

  it('happens once, however often the server stops and starts', async () => {
    const [assembly, ada] = await decidingBy(server, [plainPolicy], ['Ada']);
    const clause = { setClause: { clauseId: 'name', title: 'Name', text: 'We are Riu Clar.' } };
    const proposalId = await drafted(assembly, [clause, { admitMember: { name: 'Eva' } }]);
    await decided(assembly, ada!, proposalId);
    await timePasses(server, DAY);
    await enacted(assembly, proposalId);
    const head = await assembly.head();
    await timePasses(server, DAY);
    const opened = await server.app.get(Assemblies).open(assembly.id);
    await server.app.get(Enactment).enact(opened, localIdOf(proposalId));
    expect(await assembly.head()).toBe(head);
    expect(await names(assembly)).toEqual(['Ada', 'Eva']);
    expect((await charterOf(assembly)).charter.clauses).toEqual([
      { id: 'name', title: 'Name', text: 'We are Riu Clar.' },
    ]);
  });

  it('changes a threshold for the proposals that open after it, and not for those that are open', async () => {
    const [assembly, ada, bruno, carla] = await decidingBy(server, [plainPolicy], ['Ada', 'Bruno', 'Carla']);
    const already = await assembly.open('Open already', { policyId: 'plain' });
    const proposalId = await drafted(assembly, [
      { setThreshold: { policyId: 'plain', fraction: '3/4', strict: false } },
    ]);
    await decided(assembly, ada!, proposalId);
    await enacted(assembly, proposalId);
    expect((await charterOf(assembly)).charterVersion).toBe(3);
    const later = await assembly.open('Opened later', { policyId: 'plain' });
    for (const one of [already, later]) {
      await ada!.votes(one, 'yes');
      await bruno!.votes(one, 'yes');
      await carla!.votes(one, 'no');
    }
    expect(await assembly.tally(already)).toMatchObject({ outcome: 'adopted' });
    expect(await assembly.tally(later)).toMatchObject({ outcome: 'rejected' });
  });

  it('changes the charter in force, and says so where it no longer fits', async () => {
    const [assembly, ada, bruno] = await decidingBy(server, [plainPolicy], ['Ada', 'Bruno']);
    const unfit = { title: 'x', policyId: 'plain', enacts: [{ setQuorum: { policyId: 'plain', fraction: '1/2' } }] };
    expect(await assembly.chair.say('draftProposal', unfit)).toMatchObject({
      ...{ __typename: 'EnactmentMustBePossible', field: 'enacts[0]' },
      message: 'This does not fit the charter: the policy "plain" has only 0 quorums.',
    });
    const fitting = await drafted(assembly, [
      { setPolicy: { ...plainPolicy, id: 'new' } },
      { strikeMember: bruno!.id },
    ]);
    await assembly.chair.do('openVoting', { proposalId: fitting });
    const renamed = { ...plainPolicy, escalation: { to: 'other', share: '1/2' } };
    await assembly.chair.do('adoptCharter', {
      charter: charterWith(renamed, { ...plainPolicy, id: 'other' }),
      charterVersion: 3,
    });
    await assembly.registrar.do('strikeMember', { memberId: bruno!.id, reason: 'Moved away' });
    await ada!.votes(fitting, 'yes');
    await assembly.close(fitting);
    await assembly.chair.do('certifyResult', { proposalId: fitting });
    await enacted(assembly, fitting);
    expect((await enactsOf(assembly, fitting)).map(({ done, reason }) => [done, reason])).toEqual([
      [true, null],
      [false, 'This member is not on the roll.'],
    ]);
    const { charter, charterVersion } = await charterOf(assembly);
    expect(charterVersion).toBe(4);
    expect(charter.policies.map(({ id }: Json) => id)).toEqual(['plain', 'other', 'new']);
  });

  it('does not happen for what was rejected or only advised, and whoever was not admitted is forgotten', async () => {
    const [assembly, ada] = await decidingBy(server, [plainPolicy, advice], ['Ada']);
    const person = { admitMember: { name: 'Eva', number: '7' } };
    const rejected = await drafted(assembly, [person]);
    expect(
      await assembly.chair.say('draftProposal', { title: 'x', policyId: 'plain', enacts: [person] }),
    ).toMatchObject({
      __typename: 'EnactmentMustBePossible',
    });
    await decided(assembly, ada!, rejected, 'no');
    await awaitUntil('forgetting', async () => (await enactsOf(assembly, rejected))[0].memberName === null);
    const advised = await drafted(assembly, [person], 'advice');
    await decided(assembly, ada!, advised);
    await awaitUntil('forgetting', async () => (await enactsOf(assembly, advised))[0].memberName === null);
    expect((await assembly.proposal(advised)).result).toMatchObject({ outcome: 'adopted' });
    const withdrawn = await drafted(assembly, [person]);
    await assembly.chair.do('withdrawProposal', { proposalId: withdrawn, reason: 'Not now' });
    await awaitUntil('forgetting', async () => (await enactsOf(assembly, withdrawn))[0].memberName === null);
    await timePasses(server, DAY);
    expect(await names(assembly)).toEqual(['Ada']);
  });

  it('is drafted once for one command id, with one person to admit', async () => {
    const [assembly] = await decidingBy(server, [plainPolicy], ['Ada']);
    const commandId = randomUUID();
    const input = {
      commandId,
      title: 'Admit Eva',
      policyId: 'plain',
      enacts: [{ admitMember: { name: 'Eva', number: '7' } }],
    };
    const first = await assembly.chair.do('draftProposal', input);
    const second = await assembly.chair.do('draftProposal', input);
    expect(second.receipt).toEqual({ ...first.receipt, repeated: true });
    expect(await assembly.chair.say('draftProposal', { ...input, title: 'Admit Fina' })).toMatchObject({
      __typename: 'CommandIdMustBeFresh',
    });
  });

  it.each<[string, Json, string]>([
    ['nothing', {}, 'enacts[0]'],
    ['two things at once', { removeClause: 'x', strikeMember: 'x' }, 'enacts[0]'],
    ['somebody without a name', { admitMember: { name: ' ' } }, 'enacts[0].admitMember.name'],
  ])('cannot be %s', async (_what, enactment, field) => {
    const [assembly] = await decidingBy(server, [plainPolicy], ['Ada']);
    const input = { title: 'A change', policyId: 'plain', enacts: [enactment] };
    expect(await assembly.chair.say('draftProposal', input)).toMatchObject({ __typename: 'InputMustBeValid', field });
  });
});
