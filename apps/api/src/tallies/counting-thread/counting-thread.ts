import { performance } from 'node:perf_hooks';
import type { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import type { LinearPass } from '@plenum/counting';
import { Fault } from '@plenum/domain';
import type { EventLog } from '@plenum/event-log';
import { startWorker } from '../../platform/start-worker';
import type { AnswerTo, Question } from '../question';
import type { FromThread, ToThread } from './messages';
import { pageOf } from './pages';

/** What is answered faster was not counted from nothing, or costs no more than if it were not. Unit: milliseconds. */
const LEAST_OF_A_PASS_MS = 10;

const logger = new Logger('CountingThread');

/** The server is on its way down: what was asked will not be answered. */
export class CountingStopped extends Error {
  override readonly name = 'CountingStopped';
  readonly code = 'COUNTING_STOPPED';
  readonly advice = 'Ask again once the server has started anew.';
  constructor() {
    super('the server stops, and counts no more');
  }
}

interface Waiting {
  readonly proposalId: string;
  resolve(answer: unknown): void;
  reject(reason: unknown): void;
}

/**
 * Counts the proposals of one assembly on a thread of its own, so that whoever else is served does not wait for it. The thread reads the log
 * through here, byte for byte, and answers in the order it is asked. When it fails, that is a Fault: whatever was asked and whatever will be
 * asked is answered with it, and never with a count.
 */
export class CountingThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private readonly passes = new Map<string, LinearPass>();
  private asked = 0;
  private end: Error | undefined;

  constructor(private readonly log: Pick<EventLog, 'assemblyId' | 'readBytes'>) {
    this.worker = startWorker(require.resolve('./counting-worker'));
    this.worker.on('message', (message: FromThread) => this.hear(message));
    this.worker.on('messageerror', (reason: unknown) => this.fail(reason));
    this.worker.on('error', (reason: unknown) => this.fail(reason));
    this.worker.on('exit', (code) => this.fail(`it ended with code ${code}`));
    this.worker.unref();
  }

  /** Asks about a proposal that was opened by this position of the log. */
  ask<Asked extends Question>(position: number, proposalId: string, question: Asked): Promise<AnswerTo<Asked>> {
    if (this.end !== undefined) return Promise.reject(this.end);
    const id = ++this.asked;
    this.worker.ref();
    this.post({ kind: 'question', id, position, proposalId, question });
    return new Promise((resolve, reject) =>
      this.waiting.set(id, { proposalId, resolve: (answer) => resolve(answer as AnswerTo<Asked>), reject }),
    );
  }

  /** The last count of a proposal that took long enough to be called a pass. */
  lastPass(proposalId: string): LinearPass | undefined {
    return this.passes.get(proposalId);
  }

  /** Ends the thread; what it was asked is answered with `CountingStopped`. Idempotent. */
  async stop(): Promise<void> {
    this.finish(new CountingStopped());
    await this.worker.terminate();
  }

  private hear(message: FromThread): void {
    if (message.kind === 'answer') this.answer(message);
    else if (message.kind === 'read') void this.read(message);
    else logger.debug(message.message);
  }

  private answer({ id, answer, tookMs }: Extract<FromThread, { kind: 'answer' }>): void {
    const endedMs = performance.now();
    this.settle(id, ({ proposalId, resolve }) => {
      if (tookMs >= LEAST_OF_A_PASS_MS) this.passes.set(proposalId, { startedMs: endedMs - tookMs, endedMs });
      resolve(answer);
    });
  }

  private async read({ id, after, limit }: Extract<FromThread, { kind: 'read' }>): Promise<void> {
    try {
      const events = pageOf(await this.log.readBytes(after, limit));
      this.post({ kind: 'page', events }, [events.buffer]);
    } catch (reason) {
      this.settle(id, (waiting) => waiting.reject(reason));
      this.post({ kind: 'page' });
    }
  }

  private post(message: ToThread, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  private settle(id: number, how: (waiting: Waiting) => void): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined) return;
    this.waiting.delete(id);
    if (this.waiting.size === 0) this.worker.unref();
    how(waiting);
  }

  private fail(reason: unknown): void {
    if (this.end !== undefined) return;
    const what = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    logger.error(`assembly ${this.log.assemblyId}: its large proposals are not counted any more: ${what}`);
    this.finish(new Fault(`the thread that counts assembly ${this.log.assemblyId} is gone: ${String(reason)}`));
  }

  private finish(end: Error): void {
    this.end ??= end;
    for (const waiting of this.waiting.values()) waiting.reject(this.end);
    this.waiting.clear();
  }
}
