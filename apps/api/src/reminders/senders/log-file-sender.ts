import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Delivery, Letter, Sender } from './sender';

/**
 * Writes every letter as one line of JSON to `<assembly>.outbox.log` in the data folder, readable by its owner only: for trying out, and
 * for houses that send their mail by other means. A line is on the disk before the letter counts as accepted.
 */
export class LogFileSender implements Sender {
  constructor(private readonly dataDir: string) {}

  async send(letter: Letter): Promise<Delivery> {
    const { assemblyId, ...told } = letter;
    try {
      writeDurably(this.fileOf(assemblyId), 'a', `${JSON.stringify(told)}\n`);
      return { outcome: 'accepted' };
    } catch (error) {
      return { outcome: 'unreachable', why: (error as NodeJS.ErrnoException).code ?? 'unknown' };
    }
  }

  forget(assemblyId: string, memberIds: readonly string[]): void {
    const file = this.fileOf(assemblyId);
    if (!existsSync(file)) return;
    const forgotten = new Set(memberIds);
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    const kept = lines.filter((line) => {
      const memberId = memberIn(line);
      return memberId !== undefined && !forgotten.has(memberId);
    });
    if (kept.length === lines.length) return;
    writeDurably(`${file}.new`, 'w', kept.map((line) => `${line}\n`).join(''));
    renameSync(`${file}.new`, file);
  }

  close(): void {}

  private fileOf(assemblyId: string): string {
    return join(this.dataDir, `${assemblyId}.outbox.log`);
  }
}

/** Undefined for a line that a crash broke off. */
function memberIn(line: string): string | undefined {
  try {
    return (JSON.parse(line) as Letter).memberId;
  } catch {
    return undefined;
  }
}

function writeDurably(file: string, flags: 'a' | 'w', text: string): void {
  const descriptor = openSync(file, flags, 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
