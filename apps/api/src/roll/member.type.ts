import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Fault } from '@plenum/domain';
import type { OpenAssembly } from '../platform/assemblies';
import { globalId } from '../platform/graphql/global-id';
import { Node } from '../platform/graphql/node.type';
import { Exact } from '../platform/graphql/scalars';

export enum MemberStanding {
  ON_ROLL = 'ON_ROLL',
  STRUCK = 'STRUCK',
}
registerEnumType(MemberStanding, {
  name: 'MemberStanding',
  valuesMap: {
    ON_ROLL: { description: 'On the roll.' },
    STRUCK: { description: 'Was on the roll and was struck; may be readmitted.' },
  },
});

@ObjectType('Member', {
  implements: () => Node,
  description: 'A person on the roll. The log knows the id only; a name can be forgotten.',
})
export class MemberType extends Node {
  @Field(() => String, { nullable: true, description: 'Null when the person was forgotten.' })
  name?: string;

  @Field(() => String, { nullable: true, description: "The assembly's own member number." })
  number?: string;

  @Field(() => String, { nullable: true, description: 'The class of the charter that the member belongs to, if any.' })
  classId?: string;

  @Field(() => Exact, { nullable: true, description: 'Own weight. Null once struck.' })
  weight?: string;

  @Field(() => Boolean, { description: 'False for a consultative guest and for a struck member.' })
  votes!: boolean;

  @Field(() => MemberStanding)
  standing!: MemberStanding;
}

/** The member as the roll and the name registry know them now, or undefined when the id was never on the roll. */
export function findMember({ view, names }: OpenAssembly, memberId: string): MemberType | undefined {
  const { members, struck } = view.record.roll;
  const id = globalId('Member', memberId);
  const person = names.get(memberId);
  const known = { id, ...(person && { name: person.name }), ...(person?.number && { number: person.number }) };
  const member = members.get(memberId);
  if (member !== undefined) {
    const { weight, votes, classId } = member;
    return { ...known, weight, votes, ...(classId && { classId }), standing: MemberStanding.ON_ROLL };
  }
  return struck.has(memberId) ? { ...known, votes: false, standing: MemberStanding.STRUCK } : undefined;
}

/** The same for an id taken from the log, where only members stand; another id is a fault. */
export function memberFrom(assembly: OpenAssembly, memberId: string): MemberType {
  const member = findMember(assembly, memberId);
  if (member === undefined) throw new Fault(`"${memberId}" was never on the roll of ${assembly.id}`);
  return member;
}
