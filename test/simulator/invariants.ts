import { Fraction, fractionOf, tally, type Tally } from '@plenum/counting';
import { electionOf, emptyRecord, recordFold, upcast, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import type { RecordedEvent } from '@plenum/event-log';
import { NaiveHall, type NaiveSums } from '../../libs/domain/src/record/naive-hall.contract';
import { roof } from '../../libs/domain/src/record/people.contract';
import type { Held } from './network';

/** Watches the log as it grows, and says what should never be. */
export class Invariants {
  readonly broken: string[] = [];
  readonly met = { counted: 0, carried: 0, inHall: 0, handCounts: 0 };
  private readonly hashes: string[] = [];
  private readonly history: StoredEvent[] = [];
  private readonly prefixes = new Map<number, NaiveHall>();
  private record: AssemblyRecord = emptyRecord;
  private atClose: string | undefined;

  /** `log` is everything that stands in it now. */
  look(log: readonly RecordedEvent[]): void {
    this.onlyGrew(log);
    for (const event of log.slice(this.history.length)) this.follow(event);
  }

  /** Everything that anybody holds in their hand at the end. */
  lookAtReceipts(held: readonly Held[]): void {
    const told = new Map<string, string>();
    for (const { commandId, answer } of held) {
      if ('refused' in answer || answer.leafHashes.length === 0) continue;
      const words = JSON.stringify(answer);
      if ((told.get(commandId) ?? words) !== words) this.broken.push(`${commandId} has two receipts`);
      told.set(commandId, words);
      const last = this.hashes.slice(answer.position - answer.leafHashes.length, answer.position);
      if (last.join() !== answer.leafHashes.join())
        this.broken.push(`a receipt at ${answer.position} is not in the log`);
    }
  }

  get isOpen(): boolean {
    return this.record.proposals.get(roof)?.state.status === 'open';
  }

  private get isClosed(): boolean {
    return this.atClose !== undefined;
  }

  private onlyGrew(log: readonly RecordedEvent[]): void {
    const isShorter = log.length < this.hashes.length;
    if (isShorter || this.hashes.some((hash, index) => hash !== hashOf(log[index]!)))
      this.broken.push(`the log changed before ${this.hashes.length}`);
  }

  private follow(recorded: RecordedEvent): void {
    const event = upcast(recorded) as StoredEvent;
    const before = new NaiveHall([...this.history], this.prefixes);
    if (event.type === 'BallotCast' || event.type === 'BallotChanged') this.lookAtBallot(event, before);
    this.history.push(event);
    this.hashes.push(hashOf(recorded));
    this.record = recordFold.evolve(this.record, event);
    const election = electionOf(this.record, roof);
    if (election !== undefined) this.lookAtCount(tally(election), event);
  }

  private lookAtBallot(
    { position, data }: Extract<StoredEvent, { type: 'BallotCast' | 'BallotChanged' }>,
    before: NaiveHall,
  ): void {
    const { memberId, proposalId, channel } = data;
    const isIn = before.isInHall(memberId, proposalId);
    if (channel !== (isIn ? 'in-person' : 'online')) this.broken.push(`${position}: a ballot says ${channel}`);
    if (this.isClosed) this.broken.push(`${position}: a ballot after the close`);
    if (isIn) this.met.inHall += 1;
  }

  private lookAtCount(counted: Tally, { position, type }: StoredEvent): void {
    const naive = new NaiveHall([...this.history], this.prefixes);
    const sums = sumsIn(counted);
    if (JSON.stringify(sums) !== JSON.stringify(ordered(naive.sums(roof))))
      this.broken.push(`${position}: counted ${JSON.stringify(sums)}, not ${JSON.stringify(naive.sums(roof))}`);
    const parts = [...Object.values(sums.own), ...Object.values(sums.carried), sums.handCount];
    const given = parts.reduce((sum, part) => sum + part, 0);
    if (given + sums.undelivered !== sums.entitled || given > sums.entitled)
      this.broken.push(`${position}: ${given} counted and ${sums.undelivered} undelivered of ${sums.entitled}`);
    this.isSettled(sums, position, type);
    this.met.counted += given > 0 ? 1 : 0;
    this.met.carried += sums.carried.online + sums.carried['in-person'] > 0 ? 1 : 0;
    this.met.handCounts += sums.handCount > 0 ? 1 : 0;
  }

  /** From the close on nothing moves any more, whatever comes. */
  private isSettled(sums: NaiveSums, position: number, type: string): void {
    if (type === 'VotingClosed' && this.isClosed) this.broken.push(`${position}: closed twice`);
    if (type === 'VotingClosed') this.atClose = JSON.stringify(sums);
    if (this.isClosed && this.atClose !== JSON.stringify(sums)) this.broken.push(`${position}: moved after the close`);
  }
}

function hashOf({ leafHash }: RecordedEvent): string {
  return Buffer.from(leafHash).toString('hex');
}

function inHalves(text = '0'): number {
  return Number(fractionOf(text).times(Fraction.of(2)).toString());
}

/** In half weights, in the words of the model that was written apart from the count. */
function sumsIn({ byChannel, sums, undelivered, scores, participation }: Tally): NaiveSums {
  const channel = (name: 'in-person' | 'online', source: 'own' | 'carried') => inHalves(byChannel[name]?.[source]);
  const each = (source: 'own' | 'carried') => ({
    'in-person': channel('in-person', source),
    online: channel('online', source),
  });
  return ordered({
    own: each('own'),
    carried: each('carried'),
    handCount: inHalves(sums.handCount),
    undelivered: inHalves(undelivered.total),
    scores: { yes: inHalves(scores['yes']), no: inHalves(scores['no']), abstain: inHalves(scores['abstain']) },
    entitled: inHalves(participation.entitled),
  });
}

function ordered({ own, carried, handCount, undelivered, scores, entitled }: NaiveSums): NaiveSums {
  const channels = (sums: NaiveSums['own']) => ({ 'in-person': sums['in-person'], online: sums.online });
  const { yes, no, abstain } = scores;
  return {
    ...{ own: channels(own), carried: channels(carried), handCount, undelivered },
    ...{ scores: { yes, no, abstain }, entitled },
  };
}
