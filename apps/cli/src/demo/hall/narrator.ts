import type { Output } from '../../terminal/terminal';
import { clockText } from '../figures';
import type { HallAudience } from './meeting';
import { inChannel, scoreOf, type HallScene } from './scene';

/** The meeting as lines, where no picture can be drawn. */
export class HallNarrator implements HallAudience {
  private readonly startedAt = performance.now();

  constructor(private readonly output: Output) {}

  say(text: string): void {
    this.output.write(`${clockText(performance.now() - this.startedAt)}  ${text}\n`);
  }

  see(): void {
    // Lines are told when something is at rest: at ten tallies a second nobody could read them.
  }

  rest({ items, current = 0, present, phones }: HallScene): void {
    const { tally, outcome } = items[current]!;
    if (tally === undefined) return;
    const { own, handCount, carried, undelivered, entitled } = tally;
    const votes = ['yes', 'no', 'abstain'].map((option) => `${option} ${scoreOf(tally, option)}`).join(', ');
    this.output.write(
      [
        `      ${outcome}: ${votes}; in the hall ${inChannel(tally, 'in-person')}, online ${inChannel(tally, 'online')}`,
        `      voted ${own} + hands ${handCount} + carried ${carried} + undelivered ${undelivered.total} = ${entitled}`,
        `      ${present} in the hall · ${phones.perSecond} ballots/s, 99 of 100 recorded within ${Math.round(phones.p99Ms)} ms`,
        '',
      ].join('\n'),
    );
  }
}
