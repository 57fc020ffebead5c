import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { enrolMembers, isRefusal, refuse, rollFold, streams, type NewMember } from '@plenum/domain';
import type { EventLog } from '@plenum/event-log';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { CommandRunner, type Answer, type Recorded } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Person } from '../../platform/name-registry';
import type { Origin } from '../../platform/origin';
import { memberIdsIn } from '../roll-recorded.type';
import { rollFacts } from '../roll-facts';
import type { Enrolment } from './enrolment';
import { numberTaken } from './number-taken';
import { Turns } from './turns';

export type EnrolAnswer = Answer<RefusalsOf<typeof enrolMembers>>;
type Enrolled = Enrolment & { readonly memberId: string };

/**
 * Enrols people: their names go to the registry, their standing to the log, both or neither. The registry is written
 * first, since a name without a member can be forgotten again, while a member without a name could never get one back.
 */
@Injectable()
export class Enrolments {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly runner: CommandRunner,
    private readonly turns: Turns,
  ) {}

  /** `deed` is the command's name. A refusal names the person by index: `members[3].number`. */
  enrol(origin: Origin, deed: string, asked: readonly Enrolment[]): Promise<EnrolAnswer> {
    return this.turns.take(origin.assemblyId, () => this.enrolInTurn(origin, deed, asked));
  }

  private async enrolInTurn(origin: Origin, deed: string, asked: readonly Enrolment[]): Promise<EnrolAnswer> {
    const assembly = await this.assemblies.open(origin.assemblyId);
    const people = asked.map((one): Enrolled => ({ ...one, memberId: randomUUID() }));
    if ((await assembly.log.receiptOf(origin.commandId)) !== undefined) {
      const answer = await this.record(origin, deed, people);
      return isRefusal(answer) ? answer : confirmed(assembly, answer, asked);
    }
    const taken = numberTaken(assembly.names, asked);
    return taken ?? this.nameAndRecord(assembly, origin, deed, people);
  }

  private async nameAndRecord(
    { names, log }: OpenAssembly,
    origin: Origin,
    deed: string,
    people: readonly Enrolled[],
  ): Promise<EnrolAnswer> {
    names.add(people.map(personOf));
    let enrolled = false;
    try {
      const answer = await this.record(origin, deed, people);
      enrolled = !isRefusal(answer) && !answer.repeated;
      return answer;
    } catch (error) {
      enrolled = await mayStand(log, origin.commandId);
      throw error;
    } finally {
      if (!enrolled) names.forget(people.map(({ memberId }) => memberId));
    }
  }

  /**
   * The digest that the log keeps of this command covers the standings only: no hash of a name may enter the log. That
   * a repeated command also means the same people is checked against the registry instead, which can forget.
   */
  private record(origin: Origin, deed: string, people: readonly Enrolled[]): Promise<EnrolAnswer> {
    const members = people.map(standingOf);
    return this.runner.run(origin, {
      name: deed,
      content: { members: members.map(({ weight, votes, classId }) => ({ weight, votes, classId })) },
      stream: streams.roll(),
      fold: rollFold,
      facts: rollFacts,
      decide: (base, roll, facts) => enrolMembers({ ...base, members }, roll, facts),
    });
  }
}

function personOf({ memberId, name, email, number }: Enrolled): Person {
  return { memberId, name, ...(email === undefined ? {} : { email }), ...(number === undefined ? {} : { number }) };
}

function standingOf({ memberId, weight, votes, classId }: Enrolled): NewMember {
  return { memberId, weight, votes, ...(classId === undefined ? {} : { classId }) };
}

/** A repeated command must name the same people as the first time, as far as they are not forgotten. */
function confirmed({ names }: OpenAssembly, repeated: Recorded, asked: readonly Enrolment[]): EnrolAnswer {
  for (const [index, memberId] of memberIdsIn(repeated).entries()) {
    const known = names.get(memberId);
    const named = asked[index]!;
    if (known === undefined) continue;
    const detail = (['name', 'email', 'number'] as const).find((one) => known[one] !== named[one]);
    if (detail !== undefined) return refuse('CommandIdMustBeFresh', `members[${index}].${detail}`);
  }
  return repeated;
}

/** Whether the facts may be in the log although the command failed. If so the names stay; `ForgetUnenrolled` sees later. */
async function mayStand(log: EventLog, commandId: string): Promise<boolean> {
  try {
    return (await log.receiptOf(commandId)) !== undefined;
  } catch {
    return true;
  }
}
