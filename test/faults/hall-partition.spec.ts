import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awaitUntil } from '../journeys/support/await-until';
import { Client, type Answer, type Json, type Receipt, type Reply } from '../journeys/support/client';
import { documentOf } from '../journeys/support/mutations';
import type { Watch } from '../journeys/support/watch';
import { Dice } from './support/dice';
import { HallWing, type Cut } from './support/hall-wing';
import { eventsIn } from './support/log-reading';
import { openPoll, type OpenPoll } from './support/open-poll';
import { LONG, report, SEED, withSeed } from './support/run-length';
import { ServerProcess } from './support/server-process';

const PHONES = LONG ? 1_000 : 40;

type Shown = 'ready' | 'sending' | 'counted' | 'late';

/** What a member sees: `counted` with a receipt in hand, `late` with a refusal, and nothing of the kind before either came. */
class Phone {
  shows: Shown = 'ready';
  receipt: Receipt | undefined;
  private readonly commandId = randomUUID();
  private readonly told = new Set<string>();
  private readonly asked: Promise<void>[] = [];

  constructor(
    private readonly client: Client,
    private readonly proposalId: string,
    private readonly choice: string,
  ) {}

  /** Everything that the server said of this one ballot, each thing once. */
  get answers(): readonly string[] {
    return [...this.told];
  }

  /** Resolves also when no answer came; then it goes on showing that it sends. */
  vote(): Promise<void> {
    if (this.shows === 'ready') this.shows = 'sending';
    const asked = this.askOnce();
    this.asked.push(asked);
    return asked;
  }

  /** The same command again, until it is known what became of it, and whatever is still on its way has come. */
  async untilKnown(): Promise<void> {
    await awaitUntil('what became of a ballot', async () => {
      await this.vote();
      return this.shows !== 'sending';
    });
    await Promise.all(this.asked);
  }

  watch(): Watch {
    return this.client.watch('subscription ($id: ID!) { tallyChanged(proposalId: $id) { final voters } }', {
      id: this.proposalId,
    });
  }

  private async askOnce(): Promise<void> {
    const input = { commandId: this.commandId, proposalId: this.proposalId, choice: this.choice };
    const reply = await this.client.ask(documentOf('castBallot'), { input }).catch(() => undefined);
    if (reply !== undefined) this.hear(reply);
  }

  private hear({ data }: Reply): void {
    const answer = data?.castBallot as Answer | undefined;
    if (answer === undefined) return;
    const { repeated: _, ...lasting } = answer.receipt ?? { repeated: false };
    this.told.add(answer.receipt === undefined ? answer.__typename : JSON.stringify(lasting));
    this.receipt = answer.receipt;
    this.shows = answer.receipt === undefined ? 'late' : 'counted';
  }
}

describe(`a hall of which half is cut off while voting closes (seed ${SEED})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-hall-'));
  const server = new ServerProcess(folder);
  beforeAll(() => server.start());
  afterAll(async () => {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each<[words: string, cut: Cut]>([
    ['break', 'drop'],
    ['hang, and what was sent is gone', 'swallow'],
    ['hang, and what was sent comes late', 'hold'],
  ])(
    `no phone of ${PHONES} shows a ballot as counted that is not, and all learn what became of theirs: connections that %s`,
    async (_words, cut) => {
      await withSeed(async () => {
        const dice = new Dice(SEED);
        const poll = await openPoll(server, PHONES);
        await using west = await HallWing.towards(server.url, cut);
        await using east = await HallWing.towards(server.url, cut);
        const [here, there] = [phonesIn(west, poll, dice, 0), phonesIn(east, poll, dice, 1)];
        await using watching = new Watching(there.slice(0, PHONES / 4));

        const { cutAt, unheard, tooLate } = await voteThroughTheCut({ poll, west, east, here, there, dice });
        const mended = Date.now();
        east.mend();
        const known = [...here, ...there].map((phone) => phone.untilKnown());
        await Promise.all([...known, watching.again()]);
        const learnedMs = Date.now() - mended;

        const counted = await requireTrueStates(poll, [...here, ...there]);
        const finals = await watching.finals();
        expect(finals).toEqual(finals.map(() => ({ final: true, voters: counted })));
        const shown = (phones: readonly Phone[]) => new Set(phones.map(({ shows }) => shows));
        expect([shown(unheard), shown(tooLate)]).toEqual([new Set(['counted']), new Set(['late'])]);
        const cutOff = { unheard: unheard.length, tooLate: tooLate.length };
        report('hall-partition', { cut, phones: PHONES, counted, cutOff, cutMs: mended - cutAt, learnedMs });
      });
    },
    LONG ? 1_200_000 : 120_000,
  );
});

/** Every other one of them. */
function phonesIn(wing: HallWing, { voters, proposalId }: OpenPoll, dice: Dice, half: 0 | 1): readonly Phone[] {
  return voters
    .filter((_, index) => index % 2 === half)
    .map(({ token }) => new Phone(new Client(wing, token), proposalId, dice.pick(['yes', 'no', 'abstain'])));
}

interface Hall {
  readonly poll: OpenPoll;
  readonly west: HallWing;
  readonly east: HallWing;
  readonly here: readonly Phone[];
  readonly there: readonly Phone[];
  readonly dice: Dice;
}

/**
 * Some vote while all is well; of some in the east wing the ballot arrives and the answer does not; of some not even the ballot; some
 * try when voting is over. In the west wing some vote before the chair closes, and some in the same moment. Says who was cut off, and since when.
 */
async function voteThroughTheCut({ poll, west, east, here, there, dice }: Hall): Promise<CutOff> {
  const [early, unheard, unsent, last] = parted(dice.shuffled(there), 4) as [Phone[], Phone[], Phone[], Phone[]];
  await Promise.all(early.map((phone) => phone.vote()));
  expect(new Set(early.map(({ shows }) => shows))).toEqual(new Set(['counted']));

  const cutAt = Date.now();
  east.turn('deaf');
  for (const phone of unheard) void phone.vote();
  const recorded = early.length + unheard.length;
  await awaitUntil('the unheard ballots', async () => (await countOf(poll)).voters === recorded);
  east.turn('dark');
  for (const phone of unsent) void phone.vote();
  await east.untilStopped(unsent.length);

  const [before, around] = parted(dice.shuffled(here), 2) as [Phone[], Phone[]];
  await Promise.all(before.map((phone) => phone.vote()));
  const chair = new Client(west, poll.chair.token);
  const close = () => chair.do('closeVoting', { proposalId: poll.proposalId, reason: 'All have spoken' });
  await Promise.all(dice.shuffled([...around.map((phone) => () => phone.vote()), close]).map((act) => act()));
  for (const phone of last) void phone.vote();
  await east.untilStopped(unsent.length + last.length);

  const cutOff = [...unheard, ...unsent, ...last];
  expect(cutOff.filter(({ shows }) => shows !== 'sending')).toEqual([]);
  return { cutAt, unheard, tooLate: [...unsent, ...last] };
}

interface CutOff {
  /** Unix milliseconds. */
  readonly cutAt: number;
  readonly unheard: readonly Phone[];
  readonly tooLate: readonly Phone[];
}

function parted<T>(items: readonly T[], parts: number): readonly T[][] {
  return Array.from({ length: parts }, (_, part) => items.filter((_one, index) => index % parts === part));
}

/** Every ballot in the log before the close is in somebody's hand as a receipt, and every receipt is in the log; says how many. */
async function requireTrueStates(poll: OpenPoll, phones: readonly Phone[]): Promise<number> {
  const answers = phones.map(({ answers }) => answers);
  expect(answers.filter((one) => one.length !== 1)).toEqual([]);
  const counted = phones.flatMap(({ shows, receipt }) => (shows === 'counted' ? [receipt!] : []));
  const late = phones.filter(({ shows }) => shows === 'late');
  expect(counted.length + late.length).toBe(phones.length);
  expect(new Set(late.flatMap((phone) => phone.answers))).toEqual(new Set(['ProposalMustBeOpen']));

  const events = await eventsIn(poll.auditor);
  const close = events.findIndex(({ type }) => type === 'VotingClosed');
  const ballots = events.filter(({ type }) => type === 'BallotCast');
  expect(events.slice(close).filter(({ type }) => type === 'BallotCast')).toEqual([]);
  const places = (list: readonly (readonly [number, string])[]) => [...list].sort(([a], [b]) => a - b);
  expect(places(counted.map(({ position, leafHashes }) => [position, leafHashes[0]!]))).toEqual(
    places(ballots.map(({ position, leafHash }) => [position, leafHash])),
  );
  expect(await countOf(poll)).toEqual({ final: true, voters: counted.length });
  return counted.length;
}

async function countOf({ auditor, proposalId }: OpenPoll): Promise<{ final: boolean; voters: number }> {
  const query = 'query ($id: ID!) { tally(proposalId: $id) { final voters } }';
  return (await auditor.read(query, { id: proposalId })).tally;
}

/** Phones that also watch the count over a socket, and connect anew once they can. */
class Watching implements AsyncDisposable {
  private watches: Watch[];

  constructor(private readonly phones: readonly Phone[]) {
    this.watches = phones.map((phone) => phone.watch());
  }

  async again(): Promise<void> {
    await this[Symbol.asyncDispose]();
    this.watches = this.phones.map((phone) => phone.watch());
  }

  finals(): Promise<readonly Json[]> {
    return Promise.all(this.watches.map((watch) => watch.until('the final count', ({ final }) => final === true)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.watches.map((watch) => watch[Symbol.asyncDispose]()));
  }
}
