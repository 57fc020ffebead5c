import { Injectable } from '@nestjs/common';
import type { Origin } from '../../platform/origin';
import type { RollImportProgress } from './roll-import-progress.type';

/** Imports whose newest step is remembered for listeners who come late. */
const REMEMBERED_IMPORTS = 100;

type Import = Pick<Origin, 'assemblyId' | 'commandId'>;
type Listener = (progress: RollImportProgress) => void;

/** Tells listeners how far an import is, each assembly's to its own. */
@Injectable()
export class ImportProgress {
  private readonly newest = new Map<string, RollImportProgress>();
  private readonly listeners = new Map<string, Set<Listener>>();

  publish(one: Import, step: Omit<RollImportProgress, 'commandId'>): void {
    const key = keyOf(one);
    const progress = { commandId: one.commandId, ...step };
    this.newest.delete(key);
    this.newest.set(key, progress);
    if (this.newest.size > REMEMBERED_IMPORTS) this.newest.delete(this.newest.keys().next().value!);
    for (const listener of [...(this.listeners.get(key) ?? [])]) listener(progress);
  }

  /**
   * Hear the newest step, if there is one, and every later one, until the returned function is called; also of an import
   * that has not begun.
   */
  listen(one: Import, listener: Listener): () => void {
    const key = keyOf(one);
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners.add(listener));
    const newest = this.newest.get(key);
    if (newest !== undefined) listener(newest);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(key) === listeners) this.listeners.delete(key);
    };
  }
}

function keyOf({ assemblyId, commandId }: Import): string {
  return `${assemblyId} ${commandId}`;
}
