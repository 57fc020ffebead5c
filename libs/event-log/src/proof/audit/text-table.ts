import { type Fingerprint, fingerprintOf, SCALE } from './fingerprint';

/** Unit: 32-bit words of one slot: the fingerprint, and the number that stands beside it; 0 in a slot that is free. */
const SLOT = 4;

/** Of ten slots at most eight are taken; a table that would be fuller grows by a half. */
const [MOST_TAKEN, GROWTH] = [0.8, 1.5];

/**
 * A number for each of very many texts, in 20 to 30 bytes a text however long they are: open addressing over their fingerprints. The
 * texts themselves are not kept.
 */
export class TextTable {
  private slots = 64;
  private words = new Uint32Array(this.slots * SLOT);
  private taken = 0;

  /** Unit: bytes. */
  get bytes(): number {
    return this.words.byteLength;
  }

  /** Put `number`, from 1 to 2^32 - 1, beside `text`, and return what stood there before: 0 where nothing did. */
  replace(text: string, number: number): number {
    const print = fingerprintOf(text);
    const at = this.find(print);
    const before = this.words[at + 3]!;
    if (before === 0) this.taken += 1;
    this.write(at, print, number);
    if (this.taken > this.slots * MOST_TAKEN) this.grow();
    return before;
  }

  /** Where the slot begins that is taken by `print`, or would be. */
  private find([first, second, third]: Fingerprint): number {
    const { words } = this;
    let at = Math.floor(first * SCALE * this.slots) * SLOT;
    while (words[at + 3] !== 0 && !(words[at] === first && words[at + 1] === second && words[at + 2] === third)) {
      at += SLOT;
      if (at === words.length) at = 0;
    }
    return at;
  }

  private write(at: number, [first, second, third]: Fingerprint, number: number): void {
    this.words[at] = first;
    this.words[at + 1] = second;
    this.words[at + 2] = third;
    this.words[at + 3] = number;
  }

  private grow(): void {
    const { words } = this;
    this.slots = Math.ceil(this.slots * GROWTH);
    this.words = new Uint32Array(this.slots * SLOT);
    for (let at = 0; at < words.length; at += SLOT) {
      const number = words[at + 3]!;
      if (number === 0) continue;
      const print: Fingerprint = [words[at]!, words[at + 1]!, words[at + 2]!];
      this.write(this.find(print), print, number);
    }
  }
}
