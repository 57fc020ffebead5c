import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refuse, type Refusal } from '@plenum/domain';
import type { Origin } from '../../platform/origin';
import { detailFault, tidy, type Enrolment } from '../enrolment/enrolment';
import { Enrolments, type EnrolAnswer } from '../enrolment/enrolments';

export type EnrolMembersAnswer = EnrolAnswer | Refusal<'InputMustBeValid'>;

export class EnrolMembersCommand extends Command<EnrolMembersAnswer> {
  constructor(
    readonly origin: Origin,
    readonly members: readonly Enrolment[],
  ) {
    super();
  }
}

@CommandHandler(EnrolMembersCommand)
export class EnrolMembersHandler implements ICommandHandler<EnrolMembersCommand> {
  constructor(private readonly enrolments: Enrolments) {}

  async execute({ origin, members }: EnrolMembersCommand): Promise<EnrolMembersAnswer> {
    const people = members.map(tidied);
    return firstFault(people) ?? this.enrolments.enrol(origin, 'EnrolMembers', people);
  }
}

/** Blank is the same as not given. */
function tidied({ name, email, number, ...standing }: Enrolment): Enrolment {
  const given = { email: tidy(email ?? ''), number: tidy(number ?? '') };
  return {
    ...standing,
    name: tidy(name),
    ...(given.email === '' ? {} : { email: given.email }),
    ...(given.number === '' ? {} : { number: given.number }),
  };
}

function firstFault(people: readonly Enrolment[]): Refusal<'InputMustBeValid'> | undefined {
  const numbers = new Set<string>();
  for (const [index, person] of people.entries()) {
    const fault = detailFault(person);
    if (fault !== undefined) return refuse('InputMustBeValid', `members[${index}].${fault.detail}`, fault.reason);
    const { number } = person;
    if (number === undefined) continue;
    if (numbers.has(number)) {
      return refuse('InputMustBeValid', `members[${index}].number`, `the number "${number}" is given twice`);
    }
    numbers.add(number);
  }
  return undefined;
}
