import { Logger } from '@nestjs/common';
import type { AssemblyRecord, ProposalRecord } from '@plenum/domain';
import type { OpenAssembly } from '../platform/assemblies';
import { Counts } from './counts';
import { CountingStopped, CountingThread } from './counting-thread/counting-thread';
import { SpareThread } from './counting-thread/spare-thread';
import { answerTo, type AnswerTo, type CountQuestion, type Question } from './question';
import { Standing } from './standing';
import { TallyNow, type ReadFigures } from './tally-now';
import { isTooLargeForTheLoop, type LoopLimits } from './too-large-for-the-loop';

const logger = new Logger('LiveProposals');

/** What is needed of an assembly to say where its proposals stand. */
export type StandingsSource = Pick<OpenAssembly, 'id' | 'view' | 'log'>;

/** Where the proposals of one assembly stand: small ones are counted here and now, large ones on a thread that is started for the first. */
export class AssemblyStandings {
  private readonly counts: Counts;
  private readonly now = new Map<string, TallyNow>();
  private thread: CountingThread | undefined;
  private readonly spare: SpareThread;
  private stopped = false;

  constructor(
    private readonly assembly: StandingsSource,
    private readonly limits: LoopLimits,
  ) {
    this.counts = new Counts(assembly.view.record, (message) => logger.debug(message));
    assembly.view.listen((step) => this.counts.step(step));
    this.spare = new SpareThread(assembly.log);
  }

  /** Undefined for a proposal that never opened. */
  of(record: AssemblyRecord, proposalId: string): Standing | undefined {
    const proposal = record.proposals.get(proposalId);
    if (proposal?.state.opening === undefined) return undefined;
    const onSpare = this.canWait(record, proposal);
    if (this.isLarge(record, proposal)) {
      return new Standing(record, (question) =>
        onSpare(question)
          ? this.spare.ask(record.position, proposalId, question)
          : this.onThread(record, proposalId, question),
      );
    }
    const count = this.counts.of(record, proposalId)!;
    return new Standing(record, async <Asked extends Question>(question: Asked) => {
      if (onSpare(question)) return this.spare.ask(record.position, proposalId, question);
      return answerTo(question as CountQuestion, count) as AnswerTo<Asked>;
    });
  }

  /** The figures as they are now, or, of a large proposal, as they are a little later. */
  async read(proposalId: string): Promise<ReadFigures | undefined> {
    const { record } = this.assembly.view;
    const standing = this.of(record, proposalId);
    if (standing === undefined) return undefined;
    if (this.isLarge(record, record.proposals.get(proposalId)!)) return this.nowOf(proposalId).read();
    return { record, figures: await standing.figures() };
  }

  /** Has the open proposals that are counted on a thread counted once. Whoever asks after a failure hears of it. */
  prepare(): void {
    const { record } = this.assembly.view;
    const large = record.open.filter((id) => this.isLarge(record, record.proposals.get(id)!));
    for (const id of large) this.read(id).catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([this.thread?.stop(), this.spare.stop()]);
  }

  private isLarge(record: AssemblyRecord, proposal: ProposalRecord): boolean {
    return isTooLargeForTheLoop(record, proposal, this.limits);
  }

  /** Which questions are asked where nobody's tally waits for them: a whole history, and whatever counts a proposal of some size twice over. */
  private canWait(record: AssemblyRecord, proposal: ProposalRecord): (question: Question) => boolean {
    const half = { members: this.limits.members / 2, marks: this.limits.marks / 2 };
    const isLargeTwice = isTooLargeForTheLoop(record, proposal, half);
    return ({ about }) => about === 'turning-points' || (about === 'supposed' && isLargeTwice);
  }

  private nowOf(proposalId: string): TallyNow {
    let now = this.now.get(proposalId);
    if (now === undefined) {
      now = new TallyNow(
        proposalId,
        () => this.of(this.assembly.view.record, proposalId)!,
        () => this.thread?.lastPass(proposalId),
      );
      this.now.set(proposalId, now);
    }
    return now;
  }

  private onThread<Asked extends Question>(
    { position }: AssemblyRecord,
    proposalId: string,
    question: Asked,
  ): Promise<AnswerTo<Asked>> {
    if (this.stopped) return Promise.reject(new CountingStopped());
    this.thread ??= new CountingThread(this.assembly.log);
    return this.thread.ask(position, proposalId, question);
  }
}
