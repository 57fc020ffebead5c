import { readFileSync } from 'node:fs';

/** One thing a process did to its folder, or said to somebody. */
export type Entry =
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  | { readonly kind: 'create' | 'unlink' | 'sync' | 'failed-sync'; readonly path: string }
  | { readonly kind: 'rename' | 'link'; readonly path: string; readonly to: string }
  | { readonly kind: 'told'; readonly text: string };

const HEAD_BYTES = 24;

/** The diary of a faulty disk, as its library wrote it; a last record that was cut off is left out. */
export function diaryIn(file: string): readonly Entry[] {
  const bytes = readFileSync(file);
  const entries: Entry[] = [];
  for (let at = 0; at + HEAD_BYTES <= bytes.length;) {
    const pathStart = at + HEAD_BYTES;
    const dataStart = pathStart + bytes.readUInt32LE(at + 4);
    const end = dataStart + Number(bytes.readBigUInt64LE(at + 16));
    if (end > bytes.length) break;
    const path = bytes.toString('utf8', pathStart, dataStart);
    const offset = Number(bytes.readBigUInt64LE(at + 8));
    entries.push(entryOf(bytes.readUInt32LE(at), path, offset, bytes.subarray(dataStart, end)));
    at = end;
  }
  return entries;
}

function entryOf(kind: number, path: string, offset: number, data: Buffer): Entry {
  switch (kind) {
    case 1:
      return { kind: 'write', path, offset, data };
    case 2:
      return { kind: 'sync', path };
    case 4:
      return { kind: 'create', path };
    case 8:
      return { kind: 'unlink', path };
    case 16:
      return { kind: 'rename', path, to: data.toString('utf8') };
    case 32:
      return { kind: 'truncate', path, length: offset };
    case 64:
      return { kind: 'told', text: data.toString('utf8') };
    case 256:
      return { kind: 'link', path, to: data.toString('utf8') };
    case 128:
      return { kind: 'failed-sync', path };
    default:
      throw new Error(`record of kind ${kind}`);
  }
}

/** A command of whose recording somebody was told. */
export interface Told {
  readonly commandId: string;
  readonly position: number;
}

const RECEIPT = /"receipt":\{"commandId":"([^"]+)","position":(\d+)/g;

/** The receipts in what was said over the wire. */
export function receiptsIn(text: string): readonly Told[] {
  return [...text.matchAll(RECEIPT)].map(([, commandId, position]) => ({
    commandId: commandId!,
    position: Number(position),
  }));
}
