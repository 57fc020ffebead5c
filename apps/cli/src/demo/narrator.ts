import type { Output } from '../terminal/terminal';
import { chainText, clockText, outcomeText } from './figures';
import type { Scene } from './scene';
import type { Audience } from './show';

/** The play as lines, where no picture can be drawn: in a pipe, a log file, or a small window. */
export class Narrator implements Audience {
  private readonly startedAt = performance.now();
  private scene: Scene | undefined;
  private told = '';

  constructor(private readonly output: Output) {}

  /** First how what was said before ended, then the next line. */
  say(text: string): void {
    if (this.scene !== undefined) this.rest(this.scene);
    this.output.write(`${clockText(performance.now() - this.startedAt)}  ${text}\n`);
  }

  see(scene: Scene): void {
    this.scene = scene;
  }

  rest(scene: Scene): void {
    this.scene = scene;
    const text = figuresText(scene);
    if (text !== this.told) this.output.write(text);
    this.told = text;
  }
}

function figuresText({ tally, voice, carrying, proposal }: Scene): string {
  const { own, carried, undelivered, entitled, scores } = tally;
  const { names, end } = chainText(voice);
  const load = carrying === undefined ? '' : `, carrying ${carrying.weight} for ${carrying.delegators} others`;
  return [
    `      ${scores.map(({ option, score }) => `${option} ${score}`).join(' · ')} — ${outcomeText(proposal, tally)}`,
    `      voted ${own} + carried ${carried} + undelivered ${undelivered.total} (circle ${undelivered.cycle}) = ${entitled}`,
    `      ${names}: ${end}${load}\n`,
  ].join('\n');
}
