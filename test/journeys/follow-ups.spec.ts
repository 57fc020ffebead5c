import type { Policy } from '@plenum/domain';
import type { Json } from './support/client';
import type { Assembly } from './support/people';
import { decidingBy, plainPolicy } from './support/ripening';
import { RunningServer } from './support/running-server';

const consent: Policy = { ...plainPolicy, id: 'consent', rule: 'consent', thresholds: [] };
const suspensive: Policy = {
  ...{ ...plainPolicy, id: 'suspensive', effect: 'suspensive' },
  suspensive: { opposition: '1/2', turnout: '1/3' },
};
const advice: Policy = { ...plainPolicy, id: 'advice', effect: 'consultative' };

const STORY = `title text policyId status followsAs follows { title } followedBy { title } repealedBy { title }
  objections { member { name } choice reason } result { outcome force }`;

describe('going on from an earlier proposal', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await RunningServer.inMemory()));
  afterAll(() => server.end());

  const storyOf = async (assembly: Assembly, id: string): Promise<Json> =>
    (await assembly.auditor.read(`query ($id: ID!) { proposal(id: $id) { ${STORY} } }`, { id })).proposal;
  const settled = async (assembly: Assembly, proposalId: string) => {
    await assembly.close(proposalId);
    await assembly.chair.do('certifyResult', { proposalId });
  };
  const follow = async (assembly: Assembly, proposalId: string, as: string, more: Json = {}): Promise<string> =>
    (await assembly.chair.do('followProposal', { proposalId, as, ...more }))['proposal'].id;

  it('a blocked proposal is reformulated into a new one, with the objections at hand', async () => {
    const [assembly, ada, bruno] = await decidingBy(server, [consent], ['Ada', 'Bruno']);
    const text = 'We cut down the old oak.';
    const first = await assembly.open('The yard', { policyId: 'consent', options: ['yard'], text });
    await ada!.votes(first, 'agree');
    await bruno!.do('castBallot', { proposalId: first, choice: 'block', reason: 'Owls live in it' });
    await settled(assembly, first);
    expect(await storyOf(assembly, first)).toMatchObject({
      result: { outcome: 'blocked', force: 'BINDING' },
      objections: [{ member: { name: 'Bruno' }, choice: 'block', reason: 'Owls live in it' }],
    });
    const second = await follow(assembly, first, 'REFORMULATION', { text: 'We prune the old oak.' });
    expect(await storyOf(assembly, second)).toMatchObject({
      ...{ title: 'The yard', text: 'We prune the old oak.', policyId: 'consent', status: 'DRAFT' },
      ...{ followsAs: 'reformulation', follows: { title: 'The yard' } },
    });
    expect((await storyOf(assembly, first)).followedBy).toEqual([{ title: 'The yard' }]);
    await assembly.chair.do('openVoting', { proposalId: second });
    await ada!.votes(second, 'agree');
    await bruno!.votes(second, 'agree');
    await settled(assembly, second);
    expect(await storyOf(assembly, second)).toMatchObject({ result: { outcome: 'adopted' } });
  });

  it('what the hall adopts and those online oppose is read a second time', async () => {
    const [assembly, ada, bruno, carla] = await decidingBy(server, [suspensive], ['Ada', 'Bruno', 'Carla']);
    const first = await assembly.draft('A new roof', { policyId: 'suspensive' });
    const agenda = [{ title: 'The roof', proposalId: first }];
    const meetingId = (await assembly.chair.do('conveneMeeting', { title: 'Winter', agenda }))['meeting'].id;
    await assembly.chair.do('openMeeting', { meetingId });
    await assembly.registrar.do('checkIn', { meetingId, memberId: ada!.id });
    await assembly.chair.do('openVoting', { proposalId: first });
    await ada!.votes(first, 'yes');
    const now = 'query ($id: ID!) { proposal(id: $id) { suspension { outcome hallOutcome opposition turnout } } }';
    const standing = async () => (await assembly.auditor.read(now, { id: first })).proposal.suspension;
    expect(await standing()).toEqual({ outcome: 'adopted', hallOutcome: 'adopted', opposition: '0', turnout: '0' });
    await bruno!.votes(first, 'no');
    await carla!.votes(first, 'no');
    expect(await standing()).toMatchObject({ outcome: 'second-reading', hallOutcome: 'adopted', turnout: '2/3' });
    await settled(assembly, first);
    expect(await storyOf(assembly, first)).toMatchObject({
      result: { outcome: 'second-reading', force: 'SECOND_READING' },
    });
    const second = await follow(assembly, first, 'SECOND_READING');
    expect(await storyOf(assembly, second)).toMatchObject({
      ...{ title: 'A new roof', followsAs: 'second-reading', status: 'DRAFT' },
    });
  });

  it('a decision holds until a later one that was adopted repeals it', async () => {
    const [assembly, ada] = await decidingBy(server, [plainPolicy, advice], ['Ada']);
    const first = await assembly.open('Quiet hours', { policyId: 'plain' });
    await ada!.votes(first, 'yes');
    await settled(assembly, first);
    const tries = [
      { title: 'Noise, please', choice: 'no', policyId: 'plain' },
      { title: 'Noise, if I may say so', choice: 'yes', policyId: 'advice' },
      { title: 'Noise', choice: 'yes', policyId: 'plain' },
    ];
    const repealed: Json[] = [];
    for (const { title, choice, policyId } of tries) {
      const repeal = await follow(assembly, first, 'REPEAL', { title, text: '', policyId });
      await assembly.chair.do('openVoting', { proposalId: repeal });
      await ada!.votes(repeal, choice);
      await settled(assembly, repeal);
      repealed.push((await storyOf(assembly, first)).repealedBy);
    }
    expect(repealed).toEqual([null, null, { title: 'Noise' }]);
  });

  it('advice is recorded and shown, and never binds', async () => {
    const [assembly, ada] = await decidingBy(server, [advice], ['Ada']);
    const proposalId = await assembly.open('A colour', { policyId: 'advice' });
    await ada!.votes(proposalId, 'yes');
    await settled(assembly, proposalId);
    expect((await storyOf(assembly, proposalId)).result).toEqual({ outcome: 'adopted', force: 'ADVICE' });
  });

  it.each(['SECOND_READING', 'REFORMULATION', 'REPEAL'])('%s is refused where the result is another', async (as) => {
    const [assembly, ada] = await decidingBy(server, [plainPolicy], ['Ada']);
    const proposalId = await assembly.open('A well', { policyId: 'plain' });
    await ada!.votes(proposalId, 'no');
    await settled(assembly, proposalId);
    expect(await assembly.chair.say('followProposal', { proposalId, as })).toMatchObject({
      ...{ __typename: 'FollowUpMustFitTheOutcome', field: 'follows.as' },
    });
  });
});
