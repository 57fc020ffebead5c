import type { Policy } from '@plenum/domain';
import { awaitUntil } from './support/await-until';
import type { Json } from './support/client';
import { DAY, HOUR } from './support/movable-clock';
import type { Assembly, Member } from './support/people';
import { decidingBy, plainPolicy, timePasses } from './support/ripening';
import { RunningServer } from './support/running-server';

const PEOPLE = ['Ada', 'Bruno', 'Carla', 'Dora'];

const ripe: Policy = {
  ...plainPolicy,
  id: 'ripe',
  lifecycle: {
    admission: { supporters: '1/2', hours: 10 },
    ...{ discussionHours: 48, verificationHours: 24, reviewAfterDays: 30 },
  },
};

const LIFE = `status until reason support { supporters asked needed mine } outcomeText review { at dueSince }
  alternatives { id option author { name } supporters harmonicWeight } options`;

describe('the way of a proposal', () => {
  let server: RunningServer;
  beforeEach(async () => (server = await RunningServer.onDisk()));
  afterEach(() => server.end());

  const life = async (assembly: Assembly, id: string): Promise<Json> =>
    (await assembly.auditor.read(`query ($id: ID!) { proposal(id: $id) { ${LIFE} } }`, { id })).proposal;
  const reaches = (assembly: Assembly, id: string, status: string) =>
    awaitUntil(status, async () => (await life(assembly, id)).status === status);
  const draftOf = async (member: Member, input: Json): Promise<string> =>
    (await member.do('draftProposal', { title: 'A well', ...input }))['proposal'].id;

  it('goes from supporters through discussion and verification to a vote, an outcome and its review', async () => {
    const [assembly, ada, bruno, carla] = await decidingBy(server, [ripe], PEOPLE);
    const proposalId = await draftOf(ada!, { policyId: 'ripe' });
    expect(await assembly.chair.say('openVoting', { proposalId })).toMatchObject({ __typename: 'PhasesMustBeOver' });
    await ada!.do('submitProposal', { proposalId });
    await bruno!.do('supportProposal', { proposalId });
    expect(await life(assembly, proposalId)).toMatchObject({
      status: 'ADMISSION',
      support: { supporters: 1, asked: 4, needed: '1/2' },
    });
    await carla!.do('supportProposal', { proposalId });
    await reaches(assembly, proposalId, 'DISCUSSION');
    await ada!.do('editProposal', { proposalId, title: 'A deep well' });

    await timePasses(server, 2 * DAY);
    expect(await life(assembly, proposalId)).toMatchObject({ status: 'VERIFICATION' });
    expect(await ada!.say('editProposal', { proposalId, title: 'x' })).toMatchObject({
      __typename: 'ProposalMustBeDraft',
    });
    await timePasses(server, DAY);
    expect(await life(assembly, proposalId)).toMatchObject({ status: 'OPEN', until: null });

    await ada!.votes(proposalId, 'yes');
    await timePasses(server, 8 * DAY);
    await assembly.chair.do('certifyResult', { proposalId });
    await assembly.chair.do('stateOutcome', { proposalId, text: 'We dig in spring.' });
    expect(await life(assembly, proposalId)).toMatchObject({
      ...{ status: 'CERTIFIED', outcomeText: 'We dig in spring.' },
      review: { dueSince: null },
    });
    expect(await assembly.auditor.read('{ reviewsDue { title } }')).toEqual({ reviewsDue: [] });
    await timePasses(server, 31 * DAY);
    expect(await assembly.auditor.read('{ reviewsDue { title } }')).toEqual({ reviewsDue: [{ title: 'A deep well' }] });
    const reviewAt = server.clock.in(90 * DAY);
    await assembly.chair.do('stateOutcome', { proposalId, text: 'It gives water.', reviewAt });
    expect(await assembly.auditor.read('{ reviewsDue { title } }')).toEqual({ reviewsDue: [] });
    expect((await life(assembly, proposalId)).review).toEqual({ at: reviewAt, dueSince: null });

    const told = await assembly.history({ proposalId });
    expect(told.map(({ type }) => type)).toEqual([
      ...['ProposalDrafted', 'ProposalSubmitted', 'ProposalAdmitted', 'PhaseBegan', 'ProposalEdited', 'PhaseBegan'],
      ...['VotingOpened', 'VotingClosed', 'ResultCertified', 'OutcomeStated', 'ReviewFellDue', 'OutcomeStated'],
    ]);
    const byTheServer = told.filter(({ actor }) => actor === 'system:deadline').map(({ type }) => type);
    expect(byTheServer).toEqual([
      ...['ProposalAdmitted', 'PhaseBegan', 'PhaseBegan', 'VotingOpened', 'VotingClosed', 'ReviewFellDue'],
    ]);
  });

  it('ends without enough supporters, and says how many there were', async () => {
    const [assembly, ada, bruno] = await decidingBy(server, [ripe], PEOPLE);
    const proposalId = await draftOf(ada!, { policyId: 'ripe' });
    await ada!.do('submitProposal', { proposalId });
    await bruno!.do('supportProposal', { proposalId });
    await ada!.do('supportProposal', { proposalId: await draftAndSubmit(ada!) });
    await timePasses(server, 11 * HOUR);
    expect(await life(assembly, proposalId)).toMatchObject({
      ...{ status: 'LAPSED', reason: '1 of 4 voting members supported it in time.' },
    });
    expect(await bruno!.say('supportProposal', { proposalId })).toMatchObject({
      __typename: 'ProposalMustBePreparing',
    });
  });

  const draftAndSubmit = async (member: Member): Promise<string> => {
    const proposalId = await draftOf(member, { title: 'Another', policyId: 'ripe' });
    await member.do('submitProposal', { proposalId });
    return proposalId;
  };

  it('is admitted when the roll shrinks to its supporters', async () => {
    const [assembly, ada, bruno, carla, dora] = await decidingBy(server, [ripe], PEOPLE);
    const proposalId = await draftAndSubmit(ada!);
    await bruno!.do('supportProposal', { proposalId });
    for (const { id } of [carla!, dora!]) await assembly.registrar.do('strikeMember', { memberId: id, reason: 'Left' });
    await reaches(assembly, proposalId, 'DISCUSSION');
  });

  it('lets members offer other texts, orders them so that copies gain nothing, and the vote ranks them', async () => {
    const ranked: Policy = {
      ...ripe,
      ...{ id: 'ranked', rule: 'schulze', thresholds: [] },
      lifecycle: { discussionHours: 24 },
    };
    const [assembly, ada, bruno, carla, dora] = await decidingBy(server, [ranked], PEOPLE);
    const proposalId = await draftOf(ada!, { policyId: 'ranked', options: ['a well', 'nothing'] });
    await ada!.do('submitProposal', { proposalId });
    await bruno!.do('offerAlternative', { proposalId, option: 'a pump', text: 'With a solar panel.' });
    await bruno!.do('offerAlternative', { proposalId, option: 'a big pump' });
    await carla!.do('offerAlternative', { proposalId, option: 'rain barrels' });
    const { alternatives } = await life(assembly, proposalId);
    const idOf = (option: string) => alternatives.find((one: Json) => one.option === option).id;
    for (const member of [bruno!, dora!]) {
      await member.do('supportProposal', { proposalId, alternativeId: idOf('a pump') });
      await member.do('supportProposal', { proposalId, alternativeId: idOf('a big pump') });
    }
    await carla!.do('supportProposal', { proposalId, alternativeId: idOf('rain barrels') });
    const ordered = (await life(assembly, proposalId)).alternatives;
    expect(ordered.map((one: Json) => [one.option, one.supporters, one.harmonicWeight])).toEqual([
      ['a pump', 2, '2'],
      ['a big pump', 2, '1'],
      ['rain barrels', 1, '1'],
    ]);
    await timePasses(server, DAY);
    expect((await life(assembly, proposalId)).options).toEqual([
      ...['a well', 'nothing', 'a pump', 'a big pump', 'rain barrels'],
    ]);
    await bruno!.votes(proposalId, [['a pump'], ['a big pump'], ['a well']]);
    await dora!.votes(proposalId, [['a pump'], ['rain barrels']]);
    await ada!.votes(proposalId, [['a well'], ['a pump']]);
    await assembly.close(proposalId);
    await assembly.chair.do('certifyResult', { proposalId });
    expect((await assembly.proposal(proposalId)).result.winners).toEqual(['a pump']);
  });

  it('moves to a stricter policy when a class asks, and the tally goes on under it', async () => {
    const special: Policy = {
      ...plainPolicy,
      id: 'special',
      thresholds: [{ base: 'entitled', fraction: '3/4', strict: false }],
    };
    const escalating: Policy = { ...plainPolicy, escalation: { to: 'special', share: '1/2' } };
    const people = PEOPLE.map((name, index) => ({ name, classId: index < 2 ? 'workers' : 'consumers' }));
    const [assembly, ada, bruno, carla] = await decidingBy(server, [escalating, special], people);
    const proposalId = await assembly.open('A well', { policyId: 'plain' });
    for (const member of [ada!, bruno!, carla!]) await member.votes(proposalId, member === carla ? 'no' : 'yes');
    expect(await assembly.tally(proposalId)).toMatchObject({ outcome: 'adopted' });
    await carla!.do('demandEscalation', { proposalId });
    const query =
      '{ proposal(id: $id) { policyId escalatedFrom escalation { to demands { classId demands asked } } } }';
    const read = async () => (await assembly.auditor.read(`query ($id: ID!) ${query}`, { id: proposalId })).proposal;
    await awaitUntil('the stricter policy', async () => (await read()).policyId === 'special');
    expect(await read()).toMatchObject({ escalatedFrom: 'plain', escalation: null });
    expect(await assembly.tally(proposalId)).toMatchObject({ outcome: 'rejected', voters: 3 });
    await assembly.close(proposalId);
    await assembly.chair.do('certifyResult', { proposalId });
    expect((await assembly.proposal(proposalId)).result).toMatchObject({ outcome: 'rejected' });
  });

  it('does not end early while anything can change its outcome', async () => {
    const provable: Policy = { ...plainPolicy, id: 'provable', finalBallots: true, earlyClose: 'provable' };
    const [assembly, ada, bruno, carla] = await decidingBy(server, [provable], PEOPLE);
    const proposalId = await assembly.open('A well', { policyId: 'provable' });
    const close = () => assembly.chair.say('closeVoting', { proposalId, reason: 'It is clear' });
    await ada!.votes(proposalId, 'yes');
    await bruno!.votes(proposalId, 'yes');
    expect(await close()).toMatchObject({ __typename: 'OutcomeMustBeSettled', field: 'proposalId' });
    await carla!.votes(proposalId, 'yes');
    expect(await close()).toMatchObject({ __typename: 'ProposalRecorded' });
  });
});
