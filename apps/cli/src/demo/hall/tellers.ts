import { isRefusal } from '../../server/refusal';
import { Stopped } from '../../terminal/stopped';
import type { Gathering, Person } from './gathering';
import type { Totals } from './ledger';
import type { Vote } from './phones';
import type { Recorded, Speaker } from './speaker';

interface HandCountOpened extends Recorded {
  readonly handCount: { readonly id: string; readonly counted: number };
}

interface HandCountNoted extends Recorded {
  readonly handCount: { readonly status: string; readonly disagreed: boolean };
}

export interface OpenHands {
  readonly proposalId: string;
  readonly handCountId: string;
  readonly counted: number;
}

/** Two who count hands, each for themself, and who write down what is called out by name. */
export class Tellers {
  constructor(
    private readonly gathering: Gathering,
    private readonly meetingId: string,
  ) {}

  /** The chair asks for a show of hands; who is counted is settled from here on. */
  async ask(proposalId: string): Promise<OpenHands> {
    const chair = await this.gathering.chair();
    const content = { proposalId, meetingId: this.meetingId };
    const { receipt, handCount } = await chair.do<HandCountOpened>('openHandCount', content);
    const { id, counted } = handCount;
    this.gathering.ledger.keep(receipt, { kind: 'hands-asked', proposalId, counted });
    return { proposalId, handCountId: id, counted };
  }

  /** Both count. Where they differ first, nothing counts until they agree. */
  async count({ counted, ...raised }: OpenHands, yesInHundred: number, differFirst: boolean): Promise<Totals> {
    const [tomas, teresa] = await this.both();
    const totals = totalsOf(counted, yesInHundred);
    const wrong = { ...totals, yes: totals.yes + 1, no: totals.no - 1 };
    await this.enter(tomas, raised, totals, 'OPEN', false);
    if (differFirst) await this.enter(teresa, raised, wrong, 'OPEN', true);
    const receipt = await this.enter(teresa, raised, totals, 'RECORDED', false);
    this.gathering.ledger.keep(receipt, { kind: 'hands', proposalId: raised.proposalId, totals });
    return totals;
  }

  /** Each writes down half of what is called out. */
  async writeDown(proposalId: string, votes: readonly Vote[]): Promise<void> {
    const tellers = await this.both();
    await Promise.all(
      tellers.map(async (teller, half) => {
        for (const vote of votes.filter((_, index) => index % 2 === half)) await this.named(teller, proposalId, vote);
      }),
    );
  }

  private async named(teller: Speaker, proposalId: string, { person: { id }, choice }: Vote): Promise<void> {
    const sentAt = performance.now();
    const answer = await teller.do('castNamedBallot', { proposalId, memberId: id, choice });
    const said = { proposalId, member: id, choice, from: 'teller', sentAt, toldAt: performance.now() } as const;
    this.gathering.ledger.keep(answer.receipt, { kind: 'ballot', ...said });
  }

  private async enter(teller: Speaker, raised: object, totals: Totals, status: string, disagreed: boolean) {
    const hands = Object.entries(totals).map(([option, count]) => ({ option, hands: count }));
    const answer = await teller.do<HandCountNoted>('enterHandTotals', { ...raised, totals: hands });
    const { handCount, receipt } = answer;
    if (handCount.status !== status || handCount.disagreed !== disagreed) {
      throw new Stopped('HANDS_MISCOUNTED', `expected ${status}, disagreed ${disagreed}: ${JSON.stringify(handCount)}`);
    }
    if (status !== 'RECORDED') this.gathering.ledger.keep(receipt);
    return receipt;
  }

  private both(): Promise<[Speaker, Speaker]> {
    const [tomas, teresa] = this.gathering.crowd.tellers;
    return Promise.all([this.gathering.teller(tomas), this.gathering.teller(teresa)]);
  }
}

/** A few abstain, and one in fifty raises no hand at all. Unit: heads. */
function totalsOf(counted: number, yesInHundred: number) {
  const raised = counted - Math.ceil(counted / 50);
  const abstain = Math.floor(raised / 25);
  const yes = Math.floor(((raised - abstain) * yesInHundred) / 100);
  return { yes, no: raised - abstain - yes, abstain };
}

/** A member whose hand is counted tries to vote beside it: that must be refused. */
export async function mustNotVoteBesideHands(gathering: Gathering, proposalId: string, person: Person): Promise<void> {
  const answer = await (await gathering.member(person)).say('castBallot', { proposalId, choice: 'no' });
  if (!isRefusal(answer) || answer.__typename !== 'CountedMemberMustNotCastBallot') {
    throw new Stopped('COUNTED_TWICE', `${person.name} has a counted hand and voted: ${JSON.stringify(answer)}`);
  }
  gathering.ledger.noteRefusal(answer.__typename);
}
