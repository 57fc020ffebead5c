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

/** Such as `████████▌                 512 of 1,490 events   9,800 events/s`. */
export function progressLine({ done, total, unit, seconds }: Progress): string {
  const speed = seconds > 0 ? `   ${thousands(Math.round(done / seconds))} ${unit}/s` : '';
  if (total === undefined) return `${thousands(done)} ${unit}${speed}`;
  const share = total === 0 ? 1 : done / total;
  return `${fit(bar(share, BAR_WIDTH), BAR_WIDTH)}   ${thousands(done)} of ${thousands(total)} ${unit}${speed}`;
}

export function thousands(count: number): string {
  return count.toLocaleString('en-US');
}

/** A line on a terminal that is written over as work goes on; where no picture can be drawn, nothing. */
export class ProgressLine {
  private readonly startedAt = performance.now();
  private drawnAt = -Infinity;
  private readonly visible: boolean;

  constructor(
    private readonly output: Output,
    terminal: Terminal,
    private readonly unit: string,
  ) {
    this.visible = allowsPictures(output, terminal);
  }

  get seconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }

  show(done: number, total: number | undefined): void {
    const now = performance.now();
    if (!this.visible || (now - this.drawnAt < REDRAW_MS && done !== total)) return;
    this.drawnAt = now;
    const line = progressLine({
      done,
      unit: this.unit,
      seconds: this.seconds,
      ...(total === undefined ? {} : { total }),
    });
    this.output.write(`\r${line}\x1b[K`);
  }

  /** Take the line away again. */
  clear(): void {
    if (this.visible && this.drawnAt !== -Infinity) this.output.write('\r\x1b[K');
  }
}
