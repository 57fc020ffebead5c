import { RunningServer } from '../support/running-server';
import { allSay, byPreset, draftBy, enacted, settled } from './support/by-preset';

const members = ['Ada', 'Bruno', 'Carla'].map((name) => ({ name, classId: 'members' }));
const contributors = ['Dani', 'Eva'].map((name) => ({ name, classId: 'contributors', votes: false }));

describe('the preset bettermeans: members bind, contributors advise', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await RunningServer.inMemory()));
  afterAll(() => server.end());

  const tallied = (outcome: string, [yes, no]: [string, string], [wouldYes, wouldNo]: [string, string]) => {
    const line = (option: string, score: string) => expect.objectContaining({ option, score });
    return {
      outcome,
      scores: expect.arrayContaining([line('yes', yes), line('no', no)]),
      guests: expect.arrayContaining([line('yes', wouldYes), line('no', wouldNo)]),
    };
  };

  it('tallies both apart in one proposal, and a promotion counts from the next proposal on', async () => {
    const [assembly, ada, bruno, carla, dani, eva] = await byPreset(server, 'bettermeans', [
      ...members,
      ...contributors,
    ]);
    const tally = async (proposalId: string) => {
      const query = `query ($id: ID!) { tally(proposalId: $id) { outcome entitled
        scores { option score } guests { option score } } }`;
      return (await assembly.auditor.read(query, { id: proposalId })).tally;
    };
    const logo = await draftBy(dani!, { title: 'A new logo', policyId: 'decision' });
    await assembly.chair.do('openVoting', { proposalId: logo });
    await allSay([ada!, bruno!], logo, 'yes');
    await allSay([carla!, dani!, eva!], logo, 'no');
    expect(await tally(logo)).toMatchObject({ entitled: '3', ...tallied('adopted', ['2', '1'], ['0', '2']) });

    const promotion = await draftBy(ada!, {
      title: 'Dani becomes a member',
      policyId: 'promotion',
      enacts: [{ amendMember: { memberId: dani!.id, votes: true, classId: 'members' } }],
    });
    await assembly.chair.do('openVoting', { proposalId: promotion });
    await allSay([ada!, bruno!], promotion, 'yes');
    await eva!.votes(promotion, 'yes');
    expect(await settled(assembly, promotion)).toMatchObject({ outcome: 'adopted' });
    expect(await enacted(assembly, promotion)).toEqual([{ kind: 'amend-member', done: true, reason: null }]);

    await dani!.votes(logo, 'no');
    expect(await tally(logo)).toMatchObject({ entitled: '3', ...tallied('adopted', ['2', '1'], ['0', '2']) });
    const next = await assembly.open('A new name', { policyId: 'decision' });
    await allSay([ada!, bruno!], next, 'yes');
    await allSay([carla!, dani!, eva!], next, 'no');
    expect(await tally(next)).toMatchObject({ entitled: '4', ...tallied('tied', ['2', '2'], ['0', '1']) });
    expect(await settled(assembly, logo)).toMatchObject({ outcome: 'adopted' });
  });

  it('promotes nobody under an ordinary decision', async () => {
    const [assembly, , , , dani] = await byPreset(server, 'bettermeans', [...members, ...contributors]);
    const enacts = [{ amendMember: { memberId: dani!.id, votes: true } }];
    expect(await assembly.chair.say('draftProposal', { title: 'x', policyId: 'decision', enacts })).toMatchObject({
      __typename: 'EnactmentMustBePossible',
      message: 'The policy "decision" does not let a proposal do this.',
    });
  });
});
