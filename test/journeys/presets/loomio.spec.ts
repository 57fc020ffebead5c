import type { Json } from '../support/client';
import { DAY, HOUR } from '../support/movable-clock';
import type { Assembly, Member } from '../support/people';
import { timePasses } from '../support/reminding';
import { RunningServer } from '../support/running-server';
import { allSay, byPreset, draftBy, reaches, settled } from './support/by-preset';

const NAMES = ['Ada', 'Bruno', 'Carla', 'Dora'];

describe('the preset loomio: a tool for each kind of decision', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let people: Member[];
  let [ada, bruno, carla, dora]: Member[] = [];
  beforeEach(async () => {
    server = await RunningServer.onDisk();
    [assembly, ...people] = await byPreset(server, 'loomio', NAMES);
    [ada, bruno, carla, dora] = people;
  });
  afterEach(() => server.end());

  const open = async (wording: Json): Promise<string> => {
    const proposalId = await draftBy(ada!, wording);
    await assembly.chair.do('openVoting', { proposalId });
    return proposalId;
  };
  const says = (member: Member, proposalId: string, choice: Json, reason: string) =>
    member.do('castBallot', { proposalId, choice, reason });
  const read = async (proposalId: string, fields: string): Promise<Json> =>
    (await assembly.auditor.read(`query ($id: ID!) { proposal(id: $id) { ${fields} } }`, { id: proposalId })).proposal;

  it('asks for advice: what is said is recorded with its reasons, and binds nobody', async () => {
    const proposalId = await open({ title: 'Should I order the oak table?', policyId: 'advice' });
    await says(bruno!, proposalId, 'no', 'Pine is lighter');
    expect(await settled(assembly, proposalId)).toMatchObject({ outcome: 'rejected', force: 'ADVICE' });
    const given = await assembly.history({ proposalId, memberId: bruno!.id });
    expect(given.map(({ data }) => data.reason)).toEqual(['Pine is lighter']);
  });

  it('seeks consent: one objection with a reason leads to another wording', async () => {
    const first = await open({ title: 'Meet on Mondays', policyId: 'consent' });
    await allSay([ada!, bruno!], first, 'agree');
    await says(carla!, first, 'object', 'I work on Mondays');
    expect(await settled(assembly, first)).toMatchObject({ outcome: 'blocked' });
    expect((await read(first, 'objections { member { name } reason }')).objections).toEqual([
      { member: { name: 'Carla' }, reason: 'I work on Mondays' },
    ]);
    const second = (await ada!.do('followProposal', { proposalId: first, as: 'REFORMULATION', title: 'On Tuesdays' }))[
      'proposal'
    ].id;
    await assembly.chair.do('openVoting', { proposalId: second });
    await allSay([ada!, carla!], second, 'agree');
    await bruno!.votes(second, 'abstain');
    expect(await settled(assembly, second)).toMatchObject({ outcome: 'adopted', force: 'BINDING' });
  });

  it('seeks consensus: three of four are enough, unless somebody blocks', async () => {
    const proposalId = await open({ title: 'Share the van', policyId: 'consensus' });
    await allSay([ada!, bruno!, carla!], proposalId, 'agree');
    await says(dora!, proposalId, 'block', 'It is not insured');
    expect(await assembly.tally(proposalId)).toMatchObject({ outcome: 'blocked' });
    await dora!.votes(proposalId, 'object');
    expect(await settled(assembly, proposalId)).toMatchObject({ outcome: 'adopted' });
  });

  it('needs half of the group for consent and consensus', async () => {
    const proposalId = await open({ title: 'Meet on Mondays', policyId: 'consent' });
    await ada!.votes(proposalId, 'agree');
    expect(await settled(assembly, proposalId)).toMatchObject({ outcome: 'no-quorum' });
  });

  it.each<[string, Json[], string[]]>([
    ['poll', [['sea', 'lake'], ['lake'], ['lake', 'hills'], ['hills']], ['lake']],
    ['score', [{ sea: 9, lake: 5 }, { sea: 0, lake: 6, hills: 9 }, { lake: 7, hills: 1 }, { sea: 8 }], ['lake']],
    ['dot-vote', [{ sea: 8 }, { lake: 3, hills: 5 }, { hills: 4, sea: 4 }, { lake: 8 }], ['sea']],
    [
      'ranked-choice',
      [
        [['sea'], ['lake'], ['hills']],
        [['hills'], ['lake'], ['sea']],
        [['lake'], ['sea'], ['hills']],
        [['lake'], ['hills'], ['sea']],
      ],
      ['lake'],
    ],
  ])('chooses among options by %s', async (policyId, choices, winners) => {
    const proposalId = await open({ title: 'Where to in summer?', policyId, options: ['sea', 'lake', 'hills'] });
    for (const [at, choice] of choices.entries()) await says(people[at]!, proposalId, choice, 'I was there');
    expect(await settled(assembly, proposalId)).toMatchObject({ outcome: 'elected', winners });
  });

  it('lets nobody spread more than eight dots, or score above nine', async () => {
    const options = ['sea', 'lake'];
    const dots = await open({ title: 'Dots', policyId: 'dot-vote', options });
    const score = await open({ title: 'Score', policyId: 'score', options });
    for (const [proposalId, choice] of [
      [dots, { sea: 5, lake: 4 }],
      [score, { sea: 10 }],
    ] as const) {
      expect(await ada!.say('castBallot', { proposalId, choice })).toMatchObject({
        __typename: 'ChoiceMustFitTheRule',
      });
    }
  });

  it('reminds the undecided a day before the close, puts the outcome into words and looks at it again', async () => {
    await assembly.registrar.do('enrolMembers', { members: [{ name: 'Eva', email: 'eva@example.net' }] });
    const proposalId = await open({ title: 'Share the van', policyId: 'consensus' });
    await allSay(people, proposalId, 'agree');
    await timePasses(server, 6 * DAY + HOUR);
    const query = 'query ($id: ID!) { reminders(proposalId: $id) { rounds { hoursBeforeClose due sent } } }';
    expect((await assembly.chair.read(query, { id: proposalId })).reminders.rounds).toEqual([
      { hoursBeforeClose: 24, due: 1, sent: 1 },
    ]);
    await server.stop();
    server.clock.advance(DAY);
    await server.start();
    await reaches(assembly, proposalId, 'CLOSED');
    await assembly.chair.do('certifyResult', { proposalId });
    const reviewAt = server.clock.in(30 * DAY);
    await assembly.chair.do('stateOutcome', { proposalId, text: 'We share it; Ada keeps the keys.', reviewAt });
    expect(await read(proposalId, 'outcomeText review { at dueSince }')).toEqual({
      ...{ outcomeText: 'We share it; Ada keeps the keys.', review: { at: reviewAt, dueSince: null } },
    });
    await server.stop();
    server.clock.advance(31 * DAY);
    await server.start();
    expect(await assembly.chair.read('{ reviewsDue { title } }')).toEqual({ reviewsDue: [{ title: 'Share the van' }] });
  });
});
