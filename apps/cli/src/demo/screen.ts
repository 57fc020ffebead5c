import type { Output } from '../terminal/terminal';
import { coloured, type Row } from './painting';
import { SMALLEST, type Size } from './picture';

const REDRAW_EVERY_MS = 50;
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[2J';
const LEAVE = '\x1b[?25h\x1b[?1049l';
const BEGIN = '\x1b[?2026h';
const END = '\x1b[?2026l';
const WIDEST = 120;

/** Whether the picture fits in this window. */
export function fitsOn({ columns = 0, rows = 0 }: Output): boolean {
  return columns >= SMALLEST.columns && rows >= SMALLEST.rows;
}

/** How a scene is drawn, with what is being said; `now` is the reader's clock, in Unix ms. */
export type Drawing<Seen> = (scene: Seen, said: string, now: number, size: Size) => readonly Row[];

/** The picture on a screen of its own, redrawn in place: only the rows that changed are written. */
export class Screen<Seen> {
  private readonly timer: NodeJS.Timeout;
  private drawn: readonly string[] = [];
  private drawnFor = '';
  private scene: Seen | undefined;
  private said = '';

  constructor(
    private readonly output: Output,
    private readonly drawing: Drawing<Seen>,
  ) {
    output.write(ENTER);
    this.timer = setInterval(() => this.draw(), REDRAW_EVERY_MS);
  }

  say(text: string): void {
    this.said = text;
  }

  see(scene: Seen): void {
    this.scene = scene;
  }

  rest(scene: Seen): void {
    this.scene = scene;
  }

  /** Back to the screen that was there before, with the last picture left on it. */
  close(): void {
    clearInterval(this.timer);
    this.output.write(LEAVE);
    const rows = this.rows();
    if (rows.length > 0) this.output.write(`${rows.join('\n')}\n`);
  }

  private draw(): void {
    const { columns, rows } = sizeOf(this.output);
    if (this.drawnFor !== `${columns}x${rows}`) {
      this.drawnFor = `${columns}x${rows}`;
      this.drawn = [];
      this.output.write('\x1b[2J');
    }
    const next = this.rows();
    const changes = next.map((row, index) => (row === this.drawn[index] ? '' : `\x1b[${index + 1};1H${row}`)).join('');
    this.drawn = next;
    if (changes !== '') this.output.write(`${BEGIN}${changes}${END}`);
  }

  private rows(): readonly string[] {
    if (this.scene === undefined) return [];
    return this.drawing(this.scene, this.said, Date.now(), sizeOf(this.output)).map(coloured);
  }
}

function sizeOf({ columns = SMALLEST.columns, rows = SMALLEST.rows }: Output): Size {
  return { columns: Math.min(columns, WIDEST), rows };
}
