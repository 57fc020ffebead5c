import { Field, ObjectType } from '@nestjs/graphql';
import type { OpenAssembly } from '../../platform/assemblies';
import { ReceiptType } from '../../platform/graphql/receipt.type';
import { memberFrom, MemberType } from '../../roll/member.type';

@ObjectType('Commission', { description: 'The members appointed to an area.' })
export class CommissionType {
  @Field(() => String)
  area!: string;
  @Field(() => [MemberType])
  members!: MemberType[];
}

/** `area` is for the field resolver of `commission`. */
@ObjectType('CommissionRecorded', { description: 'The log holds the change of the commission.' })
export class CommissionRecorded {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;

  area!: string;
}

export function commissionFrom(assembly: OpenAssembly, area: string): CommissionType {
  const members = [...(assembly.view.record.commissions.get(area) ?? [])].sort();
  return { area, members: members.map((id) => memberFrom(assembly, id)) };
}
