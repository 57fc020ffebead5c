import { randomUUID } from 'node:crypto';
import type { Answer, Json } from '../journeys/support/client';
import { jitter } from '../journeys/support/far-away-logs';
import { foundedWith } from '../journeys/support/founding';
import type { Assembly } from '../journeys/support/people';
import { RunningServer } from '../journeys/support/running-server';
import { Dice } from './support/dice';
import { LONG, report, SEED, withSeed } from './support/run-length';

const POLLS = LONG ? 1_000 : 1;
const VOTERS = LONG ? 1_000 : 150;
const CLOSES = LONG ? 1_000 : 150;
const STORMS = LONG ? 200 : 6;
const DEVICES = 4;
const PERSONS = LONG ? 1_000 : 60;

const names = (count: number) => Array.from({ length: count }, (_, index) => `Voter ${index + 1}`);
const recorded = (answers: readonly Answer[], type: string) => answers.filter(({ __typename }) => __typename === type);

describe(`everybody at once (seed ${SEED})`, () => {
  let server: RunningServer;
  beforeAll(async () => (server = await RunningServer.farAway(jitter(SEED))));
  afterAll(() => server.end());

  it(
    `${VOTERS} ballots and ${CLOSES} closes: one close, and the receipts are what counts`,
    async () => {
      const dice = new Dice(SEED);
      const [assembly, ...voters] = await foundedWith(server, names(VOTERS));
      let counted = 0;
      for (let poll = 0; poll < POLLS; poll += 1) {
        const proposalId = await assembly.open(`Now or never ${poll}`);
        const closes = Array.from({ length: CLOSES }, () => () => closing(assembly, proposalId));
        const casts = voters.map((voter) => () => voter.say('castBallot', { proposalId, choice: 'yes' }));
        const [early, late] = [casts.slice(0, VOTERS / 3), casts.slice(VOTERS / 3)];

        const sends = [...early, ...dice.shuffled([...late, ...closes])];
        const answers = await inStreams(sends, 40);

        const receipts = recorded(answers, 'BallotRecorded').length;
        expect(recorded(answers, 'ProposalRecorded')).toHaveLength(1);
        expect(receipts + recorded(answers, 'ProposalMustBeOpen').length + 1).toBe(VOTERS + CLOSES);
        expect(await assembly.tally(proposalId)).toMatchObject({
          own: String(receipts),
          voters: receipts,
          final: true,
        });
        counted += receipts;
      }
      report('closes', { polls: POLLS, ballots: POLLS * VOTERS, closes: POLLS * CLOSES, counted });
    },
    LONG ? 4 * 3_600_000 : 60_000,
  );

  it(
    'opening, closing, voting and withdrawing: no ballot is recorded outside of open and close',
    async () => {
      await withSeed(async () => {
        const dice = new Dice(SEED);
        const [assembly, ...voters] = await foundedWith(server, names(12));
        for (let storm = 0; storm < STORMS; storm += 1) {
          const proposalId = await assembly.draft(`Storm ${storm}`);
          const { chair } = assembly;
          const votes = voters.flatMap((voter) => [
            () => voter.say('castBallot', { proposalId, choice: 'yes' }),
            () => voter.say('castBallot', { proposalId, choice: 'no' }),
            () => voter.say('withdrawBallot', { proposalId }),
          ]);
          const turns = Array.from({ length: 4 }, () => [
            () => chair.say('openVoting', { proposalId }),
            () => closing(assembly, proposalId),
          ]).flat();

          await Promise.all(dice.shuffled([...votes, ...turns]).map(untilAnswered));

          await requireVotesInside(assembly);
        }
        report('storms', { storms: STORMS, outside: 0 });
      });
    },
    LONG ? 3_600_000 : 60_000,
  );

  it(
    `${PERSONS} persons on ${DEVICES} devices each: each is let in once, and has one ballot`,
    async () => {
      const [assembly, ...people] = await foundedWith(server, names(PERSONS));
      const proposalId = await assembly.open('A well');
      const meetingId = await assembly.meet([proposalId]);
      const devices = people.flatMap((person) => Array<typeof person>(DEVICES).fill(person));
      const sends = devices.flatMap((person) => [
        () => assembly.registrar.say('checkIn', { commandId: randomUUID(), meetingId, memberId: person.id }),
        () => person.say('castBallot', { proposalId, choice: 'yes' }),
      ]);

      await inStreams(new Dice(SEED).shuffled(sends), 40);

      const story: Json[] = await assembly.history();
      expect(story.filter(({ type }) => type === 'MemberCheckedIn')).toHaveLength(PERSONS);
      expect(story.filter(({ type }) => type === 'BallotCast')).toHaveLength(PERSONS);
      expect(await assembly.tally(proposalId)).toMatchObject({ own: String(PERSONS), voters: PERSONS });
      report('doors', { persons: PERSONS, devices: DEVICES });
    },
    LONG ? 3_600_000 : 60_000,
  );
});

function closing(assembly: Assembly, proposalId: string): Promise<Answer> {
  return assembly.chair.say('closeVoting', { proposalId, reason: 'Enough' });
}

/** One proposal after the other. */
async function requireVotesInside(assembly: Assembly): Promise<void> {
  let status = 'draft';
  for (const { type, position } of await assembly.history()) {
    if (type === 'ProposalDrafted') status = 'draft';
    if (type === 'VotingOpened') status = 'open';
    if (type === 'VotingClosed') status = 'closed';
    if (type.startsWith('Ballot')) expect({ position, status }).toEqual({ position, status: 'open' });
  }
}

/** As many at a time as a hall of phones sends. */
async function inStreams<T>(sends: readonly (() => Promise<T>)[], streams: number): Promise<T[]> {
  const left = [...sends];
  const answers: T[] = [];
  const stream = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) answers.push(await untilAnswered(next));
  };
  await Promise.all(Array.from({ length: streams }, stream));
  return answers;
}

/** Whoever loses a race too often is told so, and sends it again. */
async function untilAnswered<T>(send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!String(error).includes('REVISION_CONFLICT')) throw error;
    }
  }
}
