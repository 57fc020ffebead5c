import * as domain from '@plenum/domain';
import type { Outcome, PlenumEvent } from '@plenum/domain';
import { Story, uuid } from '../../../libs/domain/src/record/story.contract';
import { oneOf, type Numbers } from './random-policy';

export const people = Array.from({ length: 9 }, (_, index) => uuid(`neighbour ${index}`));
export const proposals = Array.from({ length: 4 }, (_, index) => uuid(`proposal ${index}`));
export const meetingId = uuid('the assembly of spring');
const weights = ['1', '1', '1', '2', '1/3', '3/2', '0'];

/** What one command led to, and who asked; its events stand in the log side by side. */
export interface Command {
  readonly actor: string;
  readonly events: readonly PlenumEvent[];
}

/** Tries commands on an assembly; what is accepted is told in its story. */
export class Player {
  readonly story = new Story();
  readonly commands: Command[] = [];

  constructor(readonly next: Numbers) {}

  attempt(actor: string, outcome: Outcome<PlenumEvent>): void {
    if (domain.isRefusal(outcome) || outcome.length === 0) return;
    this.story.tell(outcome);
    this.commands.push({ actor, events: outcome });
  }

  must(outcome: Outcome<PlenumEvent>): void {
    if (domain.isRefusal(outcome)) throw new Error(`${outcome.refusal}: ${outcome.message}`);
    this.attempt('role:chair', outcome);
  }

  chair() {
    return this.story.by('role:chair');
  }

  /** Mostly a member; now and then a stranger. */
  someone(): string {
    const members = [...this.story.record.roll.members.keys()];
    return this.next(12) === 0 || members.length === 0 ? oneOf(this.next, people) : oneOf(this.next, members);
  }

  standing() {
    const { next } = this;
    const classId = oneOf(next, ['workers', 'clients', 'clients', undefined]);
    return {
      weight: next(3) ? '1' : oneOf(next, weights),
      votes: next(8) > 0,
      ...(classId === undefined ? {} : { classId }),
    };
  }
}
