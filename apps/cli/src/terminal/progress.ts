import { allowsPictures, type Output, type Terminal } from './terminal';
import { bar, fit } from './bar';

export interface Progress {
  readonly done: number;
  /** Undefined while nobody knows how much there is. */
  readonly total?: number;
  /** What is counted, in the plural. */
  readonly unit: string;
  readonly seconds: number;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
const BETWEEN_LINES_MS = 10_000;

/** Such as `████████▌                 512 of 1,490 events   9,800 events/s`. */
export function progressLine(progress: Progress): string {
  const { done, total } = progress;
  if (total === undefined) return plainLine(progress);
  const share = total === 0 ? 1 : done / total;
  return `${fit(bar(share, BAR_WIDTH), BAR_WIDTH)}   ${plainLine(progress)}`;
}

/** The same without a picture, such as `512 of 1,490 events   9,800 events/s`. */
export function plainLine({ done, total, unit, seconds }: Progress): string {
  const speed = seconds > 0 ? `   ${thousands(Math.round(done / seconds))} ${unit}/s` : '';
  return `${thousands(done)}${total === undefined ? '' : ` of ${thousands(total)}`} ${unit}${speed}`;
}

export function thousands(count: number): string {
  return count.toLocaleString('en-US');
}

/**
 * A line on a terminal that is written over as work goes on. Where no picture can be drawn, such as in a log of nightly jobs, a plain line
 * now and then, and none for what is done soon.
 */
export class ProgressLine {
  private readonly startedAt: number;
  private drawnAt = -Infinity;
  private toldAt: number;
  private readonly visible: boolean;

  constructor(
    private readonly output: Output,
    terminal: Terminal,
    private readonly unit: string,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.visible = allowsPictures(output, terminal);
    this.startedAt = this.toldAt = now();
  }

  get seconds(): number {
    return (this.now() - this.startedAt) / 1000;
  }

  show(done: number, total: number | undefined): void {
    const progress = { done, unit: this.unit, seconds: this.seconds, ...(total === undefined ? {} : { total }) };
    if (this.visible) this.draw(progress);
    else this.tell(progress);
  }

  private draw(progress: Progress): void {
    const now = this.now();
    if (now - this.drawnAt < REDRAW_MS && progress.done !== progress.total) return;
    this.drawnAt = now;
    this.output.write(`\r${progressLine(progress)}\x1b[K`);
  }

  private tell(progress: Progress): void {
    const now = this.now();
    if (now - this.toldAt < BETWEEN_LINES_MS) return;
    this.toldAt = now;
    this.output.write(`${plainLine(progress)}\n`);
  }

  /** Take the line away again. */
  clear(): void {
    if (this.visible && this.drawnAt !== -Infinity) this.output.write('\r\x1b[K');
  }
}
