import { Injectable } from '@nestjs/common';
import type { Origin } from '../../platform/origin';
import { ProgressFeed } from './progress-feed';
import type { RollImportProgress } from './roll-import-progress.type';

/** Imports whose newest step is remembered for followers who come late. */
const REMEMBERED_IMPORTS = 100;

type Import = Pick<Origin, 'assemblyId' | 'commandId'>;

/** Tells followers how far an import is, each assembly's to its own. */
@Injectable()
export class ImportProgress {
  private readonly newest = new Map<string, RollImportProgress>();
  private readonly feeds = new Map<string, Set<ProgressFeed>>();

  publish(one: Import, step: Omit<RollImportProgress, 'commandId'>): void {
    const key = keyOf(one);
    const progress = { commandId: one.commandId, ...step };
    this.newest.delete(key);
    this.newest.set(key, progress);
    if (this.newest.size > REMEMBERED_IMPORTS) this.newest.delete(this.newest.keys().next().value!);
    for (const feed of [...(this.feeds.get(key) ?? [])]) feed.put(progress);
  }

  /** Every step from now on, after the newest one if there is one; also for an import that has not begun. */
  follow(one: Import): ProgressFeed {
    const key = keyOf(one);
    const feed = new ProgressFeed((left) => this.leave(key, left));
    const feeds = this.feeds.get(key) ?? new Set();
    this.feeds.set(key, feeds.add(feed));
    const newest = this.newest.get(key);
    if (newest !== undefined) feed.put(newest);
    return feed;
  }

  private leave(key: string, feed: ProgressFeed): void {
    const feeds = this.feeds.get(key);
    feeds?.delete(feed);
    if (feeds?.size === 0) this.feeds.delete(key);
  }
}

function keyOf({ assemblyId, commandId }: Import): string {
  return `${assemblyId} ${commandId}`;
}
