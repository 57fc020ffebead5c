import type { Json } from '../support/client';
import { DAY } from '../support/movable-clock';
import type { Assembly, Member } from '../support/people';
import { timePasses } from '../support/ripening';
import { RunningServer } from '../support/running-server';
import { allSay, byPreset, certified, draftBy, enacted, reaches, settled } from './support/by-preset';

describe('the preset one-click: what passes is done', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let [ada, bruno, carla]: Member[] = [];
  beforeEach(async () => {
    server = await RunningServer.onDisk();
    [assembly, ada, bruno, carla] = await byPreset(server, 'one-click', ['Ada', 'Bruno', 'Carla']);
  });
  afterEach(() => server.end());

  const open = async (drafter: Member, wording: Json): Promise<string> => {
    const proposalId = await draftBy(drafter, wording);
    await assembly.chair.do('openVoting', { proposalId });
    return proposalId;
  };
  const roll = async (): Promise<string[]> => {
    const { members } = await assembly.auditor.read('{ members(first: 20) { edges { node { name } } } }');
    return members.edges.map(({ node }: Json) => node.name);
  };
  const charter = async (): Promise<Json> =>
    (await assembly.auditor.read('{ assembly { charter charterVersion } }')).assembly;
  const clause = async (id: string): Promise<string> =>
    (await charter()).charter.clauses.find((one: Json) => one.id === id).text;

  it('admits whom nobody vetoes, after three days of voting, and removes a member in the same way', async () => {
    const admission = await open(ada!, {
      title: 'Admit Dora',
      policyId: 'membership',
      enacts: [{ admitMember: { name: 'Dora Roig', email: 'dora@example.org' } }],
    });
    await allSay([ada!, bruno!], admission, 'yes');
    await timePasses(server, 3 * DAY);
    await reaches(assembly, admission, 'CLOSED');
    expect(await certified(assembly, admission)).toMatchObject({ outcome: 'adopted' });
    await enacted(assembly, admission);
    expect(await roll()).toEqual(['Ada', 'Bruno', 'Carla', 'Dora Roig']);

    const { members } = await assembly.auditor.read('{ members(search: "Dora") { edges { node { id } } } }');
    const dora = await assembly.member(members.edges[0].node.id, 'Dora');
    const removal = await open(bruno!, {
      title: 'Remove Carla',
      policyId: 'membership',
      enacts: [{ strikeMember: carla!.id }],
    });
    await allSay([ada!, bruno!, dora], removal, 'yes');
    await carla!.votes(removal, 'no');
    expect(await settled(assembly, removal)).toMatchObject({ outcome: 'rejected' });
    const resignation = await open(carla!, {
      title: 'Let me go',
      policyId: 'membership',
      enacts: [{ strikeMember: carla!.id }],
    });
    await allSay([ada!, bruno!, carla!, dora], resignation, 'yes');
    expect(await settled(assembly, resignation)).toMatchObject({ outcome: 'adopted' });
    await enacted(assembly, resignation);
    expect(await roll()).toEqual(['Ada', 'Bruno', 'Dora Roig']);
  });

  it('changes a clause as soon as two thirds of all have said yes, and keeps every earlier constitution', async () => {
    const text = 'The organisation bakes bread for the neighbourhood.';
    const proposalId = await open(ada!, {
      title: 'Say what we are for',
      policyId: 'constitution',
      enacts: [{ setClause: { clauseId: 'objectives', title: 'Objectives', text } }],
    });
    await ada!.votes(proposalId, 'yes');
    expect(await assembly.chair.say('closeVoting', { proposalId, reason: 'Enough' })).toMatchObject({
      __typename: 'OutcomeMustBeSettled',
    });
    await allSay([bruno!, carla!], proposalId, 'yes');
    await settled(assembly, proposalId);
    await enacted(assembly, proposalId);
    expect(await clause('objectives')).toBe(text);
    const { charter: first } = await assembly.auditor.read('{ charter(version: 1) }');
    expect(first.clauses[0].text).toContain('(write them here)');
  });

  it('changes the rules of voting for proposals opened after it, and not for those that are open', async () => {
    const already = await open(bruno!, { title: 'Buy an oven', policyId: 'general' });
    const change = await open(ada!, {
      title: 'Three quarters for everything',
      policyId: 'constitution',
      enacts: [{ setThreshold: { policyId: 'general', fraction: '3/4', strict: false } }],
    });
    await allSay([ada!, bruno!, carla!], change, 'yes');
    await settled(assembly, change);
    await enacted(assembly, change);
    expect((await charter()).charterVersion).toBe(2);
    const later = await open(bruno!, { title: 'Buy a van', policyId: 'general' });
    for (const proposalId of [already, later]) {
      await allSay([ada!, bruno!], proposalId, 'yes');
      await carla!.votes(proposalId, 'no');
    }
    expect(await settled(assembly, already)).toMatchObject({ outcome: 'adopted' });
    expect(await settled(assembly, later)).toMatchObject({ outcome: 'rejected' });
  });

  it('lets no general decision change the constitution or the membership', async () => {
    for (const enacts of [
      [{ setThreshold: { policyId: 'constitution', fraction: '1/2' } }],
      [{ removeClause: 'changes' }],
      [{ strikeMember: carla!.id }],
    ]) {
      expect(await ada!.say('draftProposal', { title: 'A trick', policyId: 'general', enacts })).toMatchObject({
        ...{ __typename: 'EnactmentMustBePossible', field: 'enacts[0]' },
      });
    }
  });
});
