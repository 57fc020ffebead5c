import { isRefusal } from '@plenum/domain';
import { LogInterruption } from '@plenum/event-log';
import type { Dice } from '../faults/support/dice';
import { uuid } from '../../libs/domain/src/record/story.contract';
import type { Deed, Engine } from './engine';
import type { Scheduler } from './scheduler';

/** What somebody holds in their hand about one command. */
export interface Held {
  readonly commandId: string;
  /** `refused` with its name, or the position and hashes of its events. */
  readonly answer: { readonly refused: string } | { readonly position: number; readonly leafHashes: readonly string[] };
}

const LONGEST_WAY_MS = 40;
const PATIENCE_MS = 150;
const MOST_TRIES = 60;

/**
 * The network between people and the server: every message takes its time, may come twice or never, and may overtake others. People
 * send the same command again until somebody answers.
 */
export class Network {
  readonly held: Held[] = [];
  /** What no sender may ever be told. */
  readonly faults: string[] = [];
  private sent = 0;

  constructor(
    private readonly engine: Engine,
    private readonly scheduler: Scheduler,
    private readonly dice: Dice,
    private readonly isVotingOpen: () => boolean,
  ) {}

  async ask(actor: string, deed: Deed): Promise<Held | undefined> {
    const commandId = uuid(`command ${(this.sent += 1)}`);
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const answer = await this.sendOnce(actor, commandId, deed);
      if (answer !== undefined) return answer;
    }
    this.faults.push(`${commandId} was never answered`);
    return undefined;
  }

  private sendOnce(actor: string, commandId: string, deed: Deed): Promise<Held | undefined> {
    return new Promise((resolve) => {
      const copies = 1 + (this.dice.oneIn(5) ? 1 + this.dice.below(2) : 0);
      for (let copy = 0; copy < copies; copy += 1) {
        if (this.dice.oneIn(10)) continue;
        this.scheduler.after(this.dice.below(LONGEST_WAY_MS), () => void this.arrive(actor, commandId, deed, resolve));
      }
      this.scheduler.after(PATIENCE_MS, () => resolve(undefined));
    });
  }

  private async arrive(actor: string, commandId: string, deed: Deed, tell: (held: Held) => void): Promise<void> {
    const held = await this.answerOf(actor, commandId, deed);
    if (held === undefined || this.dice.oneIn(10)) return;
    this.scheduler.after(this.dice.below(LONGEST_WAY_MS), () => {
      this.held.push(held);
      tell(held);
    });
  }

  private async answerOf(actor: string, commandId: string, deed: Deed): Promise<Held | undefined> {
    try {
      const wasOpen = this.isVotingOpen();
      const answer = await this.engine.execute(deed, { assemblyId: 'simulated', commandId, actor });
      if (answer === undefined) return undefined;
      if (isRefusal(answer)) {
        // It opens once and closes once: open before and after is open throughout.
        if (answer.refusal === 'ProposalMustBeOpen' && wasOpen && this.isVotingOpen())
          this.faults.push(`${commandId} was refused as too late while voting was open`);
        return { commandId, answer: { refused: answer.refusal } };
      }
      const leafHashes = answer.events.map(({ leafHash }) => Buffer.from(leafHash).toString('hex'));
      return { commandId, answer: { position: answer.position, leafHashes } };
    } catch (error) {
      if (!(error instanceof LogInterruption)) this.faults.push(String(error));
      return undefined;
    }
  }
}
