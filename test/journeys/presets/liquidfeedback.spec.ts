import type { Json } from '../support/client';
import { DAY, HOUR } from '../support/movable-clock';
import type { Assembly, Member } from '../support/people';
import { timePasses } from '../support/ripening';
import { RunningServer } from '../support/running-server';
import { byPreset, certified, draftBy, reaches } from './support/by-preset';

const NAMES = ['Ada', 'Bruno', 'Carla', 'Dora', 'Edi', 'Fina', 'Gil', 'Hana', 'Ivo', 'Jana', 'Kai', 'Lola'];

describe('the preset liquidfeedback: from an idea to a ranking', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let people: Member[];
  let [ada, bruno, carla, dora, edi, fina, gil, hana, ivo, jana, kai]: Member[] = [];
  beforeEach(async () => {
    server = await RunningServer.onDisk();
    [assembly, ...people] = await byPreset(server, 'liquidfeedback', NAMES);
    [ada, bruno, carla, dora, edi, fina, gil, hana, ivo, jana, kai] = people;
  });
  afterEach(() => server.end());

  const read = async (proposalId: string, fields: string): Promise<Json> =>
    (await assembly.auditor.read(`query ($id: ID!) { proposal(id: $id) { ${fields} } }`, { id: proposalId })).proposal;
  const submitted = async (drafter: Member, wording: Json): Promise<string> => {
    const proposalId = await draftBy(drafter, wording);
    await drafter.do('submitProposal', { proposalId });
    return proposalId;
  };
  const budget = { policyId: 'issue', area: 'economy/budget', options: ['a solar roof', 'no change'] };

  it('goes from support through discussion and verification to a vote by ranking', async () => {
    const proposalId = await submitted(ada!, { title: 'The surplus', ...budget });
    await ada!.do('supportProposal', { proposalId });
    expect(await read(proposalId, 'status support { supporters asked needed }')).toEqual({
      ...{ status: 'ADMISSION', support: { supporters: 1, asked: 12, needed: '1/10' } },
    });
    await bruno!.do('supportProposal', { proposalId });
    await reaches(assembly, proposalId, 'DISCUSSION');

    await bruno!.do('offerAlternative', { proposalId, option: 'a cargo bike', text: 'One for all.' });
    await bruno!.do('offerAlternative', { proposalId, option: 'two cargo bikes' });
    await kai!.do('offerAlternative', { proposalId, option: 'a library' });
    const alternatives = async (): Promise<Json[]> =>
      (await read(proposalId, 'alternatives { id option harmonicWeight }')).alternatives;
    const likes = async (member: Member, option: string) => {
      const alternativeId = (await alternatives()).find((one) => one.option === option).id;
      await member.do('supportProposal', { proposalId, alternativeId });
    };
    for (const member of [bruno!, carla!, dora!]) {
      await likes(member, 'a cargo bike');
      await likes(member, 'two cargo bikes');
    }
    for (const member of [jana!, kai!]) await likes(member, 'a library');
    expect((await alternatives()).map(({ option, harmonicWeight }) => [option, harmonicWeight])).toEqual([
      ['a cargo bike', '3'],
      ['a library', '2'],
      ['two cargo bikes', '3/2'],
    ]);

    await timePasses(server, 15 * DAY);
    await reaches(assembly, proposalId, 'VERIFICATION');
    expect(await ada!.say('editProposal', { proposalId, text: 'Another' })).toMatchObject({
      __typename: 'ProposalMustBeDraft',
    });
    await timePasses(server, 7 * DAY);
    await reaches(assembly, proposalId, 'OPEN');

    const rank = (member: Member, ...order: string[]) =>
      member.votes(
        proposalId,
        order.map((option) => [option]),
      );
    for (const member of [ada!, edi!, fina!]) await rank(member, 'a solar roof', 'a cargo bike', 'no change');
    for (const member of [bruno!, carla!, dora!]) await rank(member, 'a cargo bike', 'a solar roof', 'no change');
    for (const member of [jana!, kai!]) await rank(member, 'a library', 'a cargo bike', 'a solar roof');
    await timePasses(server, 7 * DAY);
    await reaches(assembly, proposalId, 'CLOSED');
    expect(await certified(assembly, proposalId)).toMatchObject({ outcome: 'elected', winners: ['a cargo bike'] });
    expect((await read(proposalId, 'rule')).rule).toBe('schulze');
  });

  it('lapses when too few support it in thirty days', async () => {
    const proposalId = await submitted(ada!, { title: 'The surplus', ...budget });
    await ada!.do('supportProposal', { proposalId });
    await timePasses(server, 31 * DAY);
    await reaches(assembly, proposalId, 'LAPSED');
    expect((await read(proposalId, 'reason')).reason).toBe('1 of 12 voting members supported it in time.');
  });

  it('follows the narrowest delegation, lets members keep their voice for one issue, and resolves weights at the close', async () => {
    const proposalId = await submitted(ada!, { title: 'The surplus', ...budget, policyId: 'urgent' });
    for (const member of [ada!, bruno!]) await member.do('supportProposal', { proposalId });
    await reaches(assembly, proposalId, 'DISCUSSION');
    await timePasses(server, 25 * HOUR);
    await reaches(assembly, proposalId, 'VERIFICATION');
    await timePasses(server, 13 * HOUR);
    await reaches(assembly, proposalId, 'OPEN');

    for (const member of [gil!, hana!, ivo!]) await member.trusts([ada!]);
    await hana!.trusts([bruno!], { area: 'economy' });
    await ivo!.trusts([bruno!], { area: 'economy' });
    await ivo!.do('optOutOfDelegating', { scope: { proposalId } });
    await ada!.votes(proposalId, [['a solar roof']]);
    await bruno!.votes(proposalId, [['no change']]);
    const voices = await Promise.all([gil!, hana!, ivo!].map((member) => member.voiceOn(proposalId)));
    expect(voices.map(({ fate, scope, voter }) => [fate, scope, voter?.name])).toEqual([
      ['CARRIED', 'assembly', 'Ada'],
      ['CARRIED', 'area:economy', 'Bruno'],
      ['UNDELIVERED_DEAD_END', expect.stringContaining('proposal'), undefined],
    ]);
    expect(voices[2].optedOut).toBe(true);
    expect(await assembly.tally(proposalId)).toMatchObject({ outcome: 'tied', valid: '4', entitled: '12' });

    await assembly.registrar.do('amendMember', { memberId: gil!.id, weight: '2', reason: 'A second share' });
    await hana!.revokes({ area: 'economy' });
    await timePasses(server, DAY);
    await reaches(assembly, proposalId, 'CLOSED');
    expect(await certified(assembly, proposalId)).toMatchObject({ winners: ['a solar roof'] });
    await gil!.trusts([bruno!]);
    expect(await assembly.tally(proposalId)).toMatchObject({ final: true, valid: '5', entitled: '13', carried: '3' });
  });
});
