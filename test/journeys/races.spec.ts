import { randomUUID } from 'node:crypto';
import type { Answer, Json } from './support/client';
import { foundedWith } from './support/founding';
import { localIdOf, type Assembly, type Member } from './support/people';
import { RunningServer } from './support/running-server';
import { jitter } from './support/far-away-logs';
import { shuffled } from './support/shuffled';

const CLOSES = 50;
const VOTERS = 50;

const stores = [
  ['on disk', () => RunningServer.onDisk()],
  ['in a store at the end of a long line', () => RunningServer.farAway(jitter(5))],
] as const;

describe.each(stores)('races %s', (_store, start) => {
  let server: RunningServer;
  beforeAll(async () => (server = await start()));
  afterAll(() => server.end());

  it.each([1, 3, 5, 8])(
    'of 50 ballots against 50 closes, once %i are in: one close, and every receipt counts',
    async (answered) => {
      const [assembly, ...voters] = await foundedWith(
        server,
        Array.from({ length: VOTERS }, (_, index) => `Voter ${index + 1}`),
      );
      const proposalId = await assembly.open('Now or never');
      const closes: Promise<Answer>[] = [];
      let ballots = 0;
      const votes = shuffled(voters, answered).map(async (voter, index) => {
        const answer = await voter.say('castBallot', { proposalId, choice: index % 3 ? 'yes' : 'no' });
        ballots += 1;
        if (ballots !== answered) return answer;
        for (let index = 0; index < CLOSES; index += 1) closes.push(closing(assembly, proposalId, `Close ${index}`));
        return answer;
      });

      const answers = [...(await Promise.all(votes)), ...(await Promise.all(closes))];

      const recorded = (type: string) => answers.filter(({ __typename }) => __typename === type);
      expect(recorded('ProposalRecorded')).toHaveLength(1);
      const receipts = recorded('BallotRecorded');
      const refused = recorded('ProposalMustBeOpen');
      expect(receipts.length + refused.length + 1).toBe(VOTERS + CLOSES);
      expect(await assembly.tally(proposalId)).toMatchObject({
        own: String(receipts.length),
        voters: receipts.length,
        final: true,
      });
      const story = await assembly.history();
      expect(story.filter(({ type }) => type === 'VotingClosed')).toHaveLength(1);
      expect(story.at(-1).type).toBe('VotingClosed');
      expect(story.filter(({ type }) => type === 'BallotCast')).toHaveLength(receipts.length);
    },
  );

  it.each([11, 12, 13])(
    'of votes, delegations and revocations come out as the log ordered them (seed %i)',
    async (seed) => {
      const [assembly, ...people] = await foundedWith(server, ['Ada', 'Bruno', 'Carla', 'Dimitri', 'Emma', 'Farid']);
      const proposalId = await assembly.open('Everything at once');
      const deeds = people.flatMap((person, index) => {
        const next = people[(index + 1) % people.length]!;
        const other = people[(index + 3) % people.length]!;
        return [
          () => person.say('castBallot', { proposalId, choice: index % 2 ? 'yes' : 'no' }),
          () => person.say('castBallot', { proposalId, choice: 'abstain' }),
          () => person.say('withdrawBallot', { proposalId }),
          () => person.say('setDelegation', { scope: {}, delegates: [next.id] }),
          () => person.say('setDelegation', { scope: { proposalId }, delegates: [other.id] }),
          () => person.say('revokeDelegation', { scope: {} }),
        ];
      });
      const closeAt = Math.floor((deeds.length * 2) / 3);
      const order = shuffled(deeds, seed);
      order.splice(closeAt, 0, () => closing(assembly, proposalId, 'Enough'));

      await Promise.all(order.map((send) => send()));

      const expected = modelOf(await assembly.history(), people);
      const { scores, own, carried, undelivered } = await assembly.tally(proposalId);
      const scored = Object.fromEntries(scores.map(({ option, score }: Json) => [option, Number(score)]));
      expect({ scored, own: Number(own), carried: Number(carried), undelivered: Number(undelivered.total) }).toEqual(
        expected,
      );
    },
  );

  it('of two editors leaves the draft as one of them wrote it, and both in the log', async () => {
    const [assembly] = await foundedWith(server, ['Ada']);
    const proposalId = await assembly.draft('A well');
    const titles = Array.from({ length: 4 }, (_, index) => `Version ${index}`);
    const answers = await Promise.all(
      titles.map((title) => assembly.chair.ask(EDIT, { input: { commandId: randomUUID(), proposalId, title } })),
    );
    const conflicts = answers.filter(({ errors }) => errors?.[0]?.extensions.code === 'REVISION_CONFLICT').length;
    const edits = (await assembly.history({ proposalId })).filter(({ type }) => type === 'ProposalEdited');
    expect(edits).toHaveLength(titles.length - conflicts);
    expect((await assembly.proposal(proposalId)).title).toBe(edits.at(-1).data.title);
  });
});

const EDIT = 'mutation ($input: EditProposalInput!) { editProposal(input: $input) { __typename } }';

function closing(assembly: Assembly, proposalId: string, reason: string): Promise<Answer> {
  return assembly.chair.say('closeVoting', { proposalId, reason });
}

/** The rules again, in the plainest words: last word before the close, own ballot first, then the narrowest delegation. */
function modelOf(history: readonly Json[], people: readonly Member[]) {
  const ballots = new Map<string, string>();
  const narrow = new Map<string, string>();
  const wide = new Map<string, string>();
  for (const { type, data } of history) {
    if (type === 'VotingClosed') break;
    const scope = data.scope === 'assembly' ? wide : narrow;
    if (type === 'BallotCast' || type === 'BallotChanged') ballots.set(data.memberId, data.choice);
    if (type === 'BallotWithdrawn') ballots.delete(data.memberId);
    if (type === 'DelegationSet') scope.set(data.memberId, data.delegates[0]);
    if (type === 'DelegationRevoked') scope.delete(data.memberId);
  }
  const scored: Record<string, number> = { yes: 0, no: 0, abstain: 0 };
  let [own, carried, undelivered] = [0, 0, 0];
  for (const { id } of people) {
    let at: string | undefined = localIdOf(id);
    for (let hops = 0; at !== undefined && !ballots.has(at); hops += 1) {
      at = hops > people.length ? undefined : (narrow.get(at) ?? wide.get(at));
    }
    if (at === undefined) undelivered += 1;
    else {
      scored[ballots.get(at)!]! += 1;
      if (at === localIdOf(id)) own += 1;
      else carried += 1;
    }
  }
  return { scored, own, carried, undelivered };
}
