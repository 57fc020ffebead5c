import { randomUUID } from 'node:crypto';
import { isRefusal, type Refusal } from '../../server/refusal';
import { pause } from '../../terminal/pause';
import { Dice } from '../../../../api/src/demo/dice';
import type { Gathering, Person } from './gathering';
import type { BallotSaid } from './ledger';
import type { Recorded } from './speaker';

export interface Vote {
  readonly person: Person;
  readonly choice: string;
}

export interface PhonePace {
  /** Phones that wait for an answer at the same time. */
  readonly atATime: number;
  /** How many people vote in a second, at moments of their own; left out, as fast as it goes. */
  readonly perSecond?: number;
}

const SEED = 64;
const FINE = 1_000_000;
/** Every so many-th ballot is sent twice at once, as by a phone that lost the connection and tries again. */
const SENT_TWICE_EVERY = 50;

/** Members' own phones. Every answer goes into the ledger. */
export class Phones {
  private readonly dice = new Dice(SEED);
  private sent = 0;

  constructor(
    private readonly gathering: Gathering,
    private readonly pace: PhonePace,
    private readonly interrupted: AbortSignal,
  ) {}

  /** At home in the weeks before: nobody waits, so these votes are not paced. */
  voteEarly(proposalId: string, votes: readonly Vote[]): Promise<void> {
    return this.inLanes(proposalId, votes, undefined);
  }

  /** Many at a time. Resolves when each has an answer. */
  vote(proposalId: string, votes: readonly Vote[]): Promise<void> {
    return this.inLanes(proposalId, votes, this.pace.perSecond);
  }

  private async inLanes(proposalId: string, votes: readonly Vote[], perSecond: number | undefined): Promise<void> {
    const start = performance.now();
    const moments = this.moments(votes.length, perSecond);
    let next = 0;
    const lane = async () => {
      while (next < votes.length) {
        const index = next++;
        const early = start + moments[index]! - performance.now();
        if (early > 0) await pause(early, this.interrupted);
        await this.cast(proposalId, votes[index]!, 'many-phones');
      }
    };
    await Promise.all(Array.from({ length: this.pace.atATime }, lane));
  }

  /** One ballot; a refusal is an answer too. */
  async cast(
    proposalId: string,
    { person, choice }: Vote,
    from: BallotSaid['from'] = 'many-phones',
  ): Promise<Recorded | Refusal> {
    const member = await this.gathering.member(person);
    const commandId = randomUUID();
    const isDoubled = from === 'many-phones' && ++this.sent % SENT_TWICE_EVERY === 0;
    const send = async () => {
      const sentAt = performance.now();
      const answer = await member.say('castBallot', { proposalId, choice }, commandId);
      this.note(answer, { proposalId, member: person.id, choice, from, sentAt, toldAt: performance.now() });
      return answer;
    };
    const [answer] = await Promise.all(isDoubled ? [send(), send()] : [send()]);
    return answer!;
  }

  private note(answer: Recorded | Refusal, said: BallotSaid): void {
    const { ledger } = this.gathering;
    if (isRefusal(answer)) ledger.noteRefusal(answer.__typename);
    else ledger.keep(answer.receipt, { kind: 'ballot', ...said });
  }

  /** When each begins, in milliseconds: in each second as many as the pace says, at any moment of it. */
  private moments(count: number, perSecond: number | undefined): readonly number[] {
    if (perSecond === undefined) return Array.from({ length: count }, () => 0);
    return Array.from({ length: count }, (_, index) => {
      const second = Math.floor(index / perSecond);
      const share = Math.min(1, (count - second * perSecond) / perSecond);
      return 1000 * (second + (share * this.dice.below(FINE)) / FINE);
    }).sort((one, other) => one - other);
  }
}
