import { Injectable } from '@nestjs/common';

/**
 * One enrolment at a time in each assembly, first come first served: between looking up a member number and writing it,
 * nobody else may take it, and a repeated command waits for the first to be answered.
 */
@Injectable()
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<T>(assemblyId: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(assemblyId) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.last.set(assemblyId, mine);
    return mine;
  }
}
