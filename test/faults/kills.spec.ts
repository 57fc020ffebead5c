import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, Client, Receipt } from '../journeys/support/client';
import { documentOf } from '../journeys/support/mutations';
import { Dice } from './support/dice';
import { eventsIn, type ReadEvent } from './support/log-reading';
import { openPoll } from './support/open-poll';
import { LONG, report, SEED, withSeed } from './support/run-length';
import { ServerProcess } from './support/server-process';

const KILLS = LONG ? 200 : 10;
const VOTERS = LONG ? 1_000 : 80;
const CONNECTIONS = 8;
/** Unit: receipts between two kills, at most. */
const LONGEST_LIFE = LONG ? 120 : 30;

/** One ballot: the same id and the same words, however often it is sent. */
interface Command {
  readonly voter: Client;
  readonly input: { readonly commandId: string; readonly proposalId: string; readonly choice: string };
}

/** Every answer that a command ever got, over connections that drop, from servers that die. */
class Mailbox {
  readonly receipts = new Map<string, Receipt[]>();
  readonly refusals: Answer[] = [];
  count = 0;

  /** False when no answer came: whoever sent it does not know what became of it. */
  async send({ voter, input }: Command): Promise<boolean> {
    try {
      const { data } = await voter.ask(documentOf('castBallot'), { input });
      const answer = data?.castBallot as Answer | undefined;
      if (answer === undefined) return false;
      if (answer.receipt === undefined) this.refusals.push(answer);
      else this.keep(answer.receipt);
      return true;
    } catch {
      return false;
    }
  }

  private keep(receipt: Receipt): void {
    this.receipts.set(receipt.commandId, [...(this.receipts.get(receipt.commandId) ?? []), receipt]);
    this.count += 1;
  }
}

/** The receipt as the voter keeps it: whether it was the first answer is the one thing that may differ. */
const lasting = ({ repeated: _, ...receipt }: Receipt) => JSON.stringify(receipt);

describe(`a server that is killed again and again while people vote (seed ${SEED})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-kills-'));
  const server = new ServerProcess(folder);
  afterAll(async () => {
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'records each ballot once, however often it was sent, and loses none that was acknowledged',
    async () => {
      await withSeed(async () => {
        const dice = new Dice(SEED);
        await server.start();
        const poll = await openPoll(server, VOTERS);
        const commands = poll.voters.map((voter, index): Command => ({
          voter,
          input: {
            commandId: randomUUID(),
            proposalId: poll.proposalId,
            choice: index % 3 === 0 ? 'no' : 'yes',
          },
        }));
        const mailbox = new Mailbox();
        let startMs = 0;
        for (let kill = 0; kill < KILLS; kill += 1) {
          await killedWhile(server, mailbox, sent(commands, dice), 1 + dice.below(LONGEST_LIFE));
          const before = Date.now();
          await server.start();
          startMs = Math.max(startMs, Date.now() - before);
        }
        await Promise.all(sharedBy(CONNECTIONS, dice.shuffled([...commands, ...commands]), (one) => mailbox.send(one)));

        expect(mailbox.refusals).toEqual([]);
        expect([...mailbox.receipts.keys()].sort()).toEqual(commands.map(({ input }) => input.commandId).sort());
        for (const receipts of mailbox.receipts.values()) expect(new Set(receipts.map(lasting)).size).toBe(1);
        const events = await ballotsIn(poll.auditor);
        expect(events.length).toBe(VOTERS);
        for (const { position, leafHash } of events)
          expect([...mailbox.receipts.values()].some(([first]) => hasEvent(first!, position, leafHash))).toBe(true);
        const answers = mailbox.count;
        report('kills', { kills: KILLS, ballots: VOTERS, answers, lost: 0, slowestStartMs: startMs });
      });
    },
    LONG ? 3_600_000 : 180_000,
  );

  it('refuses other words under a known command id, and the first stand', async () => {
    const { voters, proposalId, auditor } = await openPoll(server, 20);
    for (const [index, voter] of voters.entries()) {
      const commandId = randomUUID();
      const { receipt } = await voter.do('castBallot', { commandId, proposalId, choice: 'yes' });
      const other = { commandId, proposalId, choice: index % 2 === 0 ? 'no' : 'abstain' };
      expect((await voter.say('castBallot', other)).__typename).toBe('CommandIdMustBeFresh');
      expect(lasting((await voter.do('castBallot', { commandId, proposalId, choice: 'yes' })).receipt)).toBe(
        lasting(receipt),
      );
    }
    const ballots = await ballotsIn(auditor);
    expect(ballots.map(({ data }) => data.choice)).toEqual(voters.map(() => 'yes'));
  });
});

const hasEvent = ({ position, leafHashes }: Receipt, at: number, leafHash: string) =>
  position === at && leafHashes.includes(leafHash);

/** Each command one to five times over, in any order. */
function sent(commands: readonly Command[], dice: Dice): readonly Command[] {
  return dice.shuffled(commands.flatMap((command) => Array.from({ length: 1 + dice.below(5) }, () => command)));
}

/** Several senders work through one list. */
function sharedBy<T>(senders: number, items: readonly T[], send: (item: T) => Promise<unknown>): Promise<void>[] {
  const left = [...items];
  return Array.from({ length: senders }, async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await send(next);
  });
}

/** Kills the server after so many more receipts, in the middle of whatever it is doing. */
async function killedWhile(
  server: ServerProcess,
  mailbox: Mailbox,
  commands: readonly Command[],
  receipts: number,
): Promise<void> {
  const enough = mailbox.count + receipts;
  await Promise.all(
    sharedBy(CONNECTIONS, commands, async (command) => {
      if (!server.isUp) return;
      await mailbox.send(command);
      if (mailbox.count >= enough && server.isUp) await server.kill();
    }),
  );
  await server.kill();
}

async function ballotsIn(auditor: Client): Promise<readonly ReadEvent[]> {
  return (await eventsIn(auditor)).filter(({ type }) => type.startsWith('Ballot'));
}
