import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitUntil } from '../journeys/support/await-until';
import type { Client } from '../journeys/support/client';
import { Dice } from './support/dice';
import { hasCompiler } from './support/faulty-disk';
import { eventsIn } from './support/log-reading';
import { MovedClock } from './support/moved-clock';
import { openPoll } from './support/open-poll';
import { LONG, report, SEED, withSeed } from './support/run-length';
import { ServerProcess } from './support/server-process';

const POLLS = LONG ? 200 : 4;
const VOTERS = 8;
const BALLOTS = 12;
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const JUMPS = [SECOND, -SECOND, HOUR, -HOUR, DAY, -DAY];
/** Far enough away that none passes before it is said; the clock jumps there. */
const DEADLINES = [HOUR / 2, HOUR * 2, DAY * 2];
/** Unit: milliseconds before the deadline. */
const LAST_MOMENTS = 30;

if (!hasCompiler) {
  it('needs a C compiler and Linux, and says so where they are missing', () => {
    process.stderr.write('a clock that jumps under a real server was not tried: no C compiler here\n');
  });
} else {
  describe(`a machine whose clock is set while people vote (seed ${SEED})`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'plenum-clock-jumps-'));
    const clock = new MovedClock();
    const server = new ServerProcess(folder, { environment: clock.environment });
    beforeAll(() => server.start());
    afterAll(async () => {
      await server.kill();
      clock[Symbol.dispose]();
      rmSync(folder, { recursive: true, force: true });
    });

    it(
      `${POLLS} polls: what was recorded before the close counts, what came after is told so, and the deadline passes`,
      async () => {
        await withSeed(async () => {
          const dice = new Dice(SEED);
          const { chair, voters, auditor } = await openPoll(server, VOTERS);
          const met = { counted: 0, late: 0 };
          for (let poll = 0; poll < POLLS; poll += 1) {
            const { proposal } = await chair.do('draftProposal', { title: `A well ${poll}`, policyId: 'ordinary' });
            const closesAt = clock.in(dice.pick(DEADLINES));
            await chair.do('openVoting', { proposalId: proposal.id, closesAt });
            const pass = async () => {
              clock.setTo(closesAt);
              await awaitUntil('the close', async () => (await statusOf(auditor, proposal.id)) === 'CLOSED');
            };
            const passesBefore = poll % 2 === 0 ? 1 + dice.below(BALLOTS - 1) : undefined;
            const counted = await voteWhileItJumps(
              { proposalId: proposal.id, closesAt, pass, passesBefore },
              voters,
              clock,
              dice,
            );
            await pass();

            clock.jump(-DAY);
            const late = await voters[0]!.say('castBallot', { proposalId: proposal.id, choice: 'no' });
            expect(late.__typename).toBe('ProposalMustBeOpen');
            expect(await yesVotes(auditor, proposal.id)).toEqual({
              final: true,
              voters: counted.size,
              yes: counted.yes,
            });
            met.counted += counted.size;
            met.late += counted.late;
            clock.setTrue();
          }
          const positions = (await eventsIn(auditor)).map(({ position }) => position);
          expect(positions).toEqual(positions.map((_, index) => index + 1));
          report('clock-jumps', { polls: POLLS, ...met, misjudged: 0 });
          expect({ counted: met.counted > (LONG ? POLLS : 0), late: met.late > 0 }).toEqual({
            counted: true,
            late: true,
          });
        });
      },
      LONG ? 3_600_000 : 120_000,
    );
  });
}

interface Counted {
  readonly size: number;
  readonly yes: number;
  readonly late: number;
}

interface Poll {
  readonly proposalId: string;
  readonly closesAt: string;
  /** Resolves when the deadline has passed and voting is closed. */
  readonly pass: () => Promise<void>;
  /** Index of the ballot before which it passes; undefined when all come before. */
  readonly passesBefore: number | undefined;
}

/** People vote, the clock jumps and the deadline passes, in any order; what each was told is what must count: a receipt means the ballot stands. */
async function voteWhileItJumps(
  { proposalId, closesAt, pass, passesBefore }: Poll,
  voters: readonly Client[],
  clock: MovedClock,
  dice: Dice,
): Promise<Counted> {
  const standing = new Map<number, string>();
  let late = 0;
  for (let deed = 0; deed < BALLOTS; deed += 1) {
    if (dice.oneIn(3)) clock.jump(dice.pick(JUMPS));
    else if (dice.oneIn(4)) clock.setTo(closesAt, -dice.below(LAST_MOMENTS));
    if (deed === passesBefore) await pass();
    const voter = dice.below(voters.length);
    const choice = dice.pick(['yes', 'no']);
    const { __typename, receipt } = await voters[voter]!.say('castBallot', { proposalId, choice });
    if (receipt !== undefined) {
      expect(late).toBe(0);
      standing.set(voter, choice);
    } else {
      expect(__typename).toBe('ProposalMustBeOpen');
      late += 1;
    }
  }
  return { size: standing.size, yes: [...standing.values()].filter((choice) => choice === 'yes').length, late };
}

async function statusOf(auditor: Client, id: string): Promise<string> {
  return (await auditor.read('query ($id: ID!) { proposal(id: $id) { status } }', { id })).proposal.status as string;
}

async function yesVotes(auditor: Client, id: string): Promise<object> {
  const query = 'query ($id: ID!) { tally(proposalId: $id) { final voters scores { option score } } }';
  const { final, voters, scores } = (await auditor.read(query, { id })).tally;
  return { final, voters, yes: Number(scores[0].score) };
}
