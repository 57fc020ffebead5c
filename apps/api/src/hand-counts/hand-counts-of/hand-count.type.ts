import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Fault, type HandCountState, type HandTotals, type ProposalRecord } from '@plenum/domain';
import { globalId } from '../../platform/graphql/global-id';
import type { OpenAssembly } from '../../platform/assemblies';
import type { Viewer } from '../../platform/access/roles';
import { memberFrom, MemberType } from '../../roll/member.type';

export enum HandCountStatus {
  OPEN = 'OPEN',
  RECORDED = 'RECORDED',
  CANCELLED = 'CANCELLED',
}
registerEnumType(HandCountStatus, { name: 'HandCountStatus' });

@ObjectType('Hands')
export class HandsType {
  @Field(() => String, { description: 'An option, or abstain.' })
  option!: string;
  @Field(() => Int)
  hands!: number;
}

@ObjectType('TellerSheet', { description: 'What one teller entered last.' })
export class TellerSheetType {
  @Field(() => MemberType)
  teller!: MemberType;
  @Field(() => [HandsType])
  totals!: HandsType[];
}

@ObjectType('HandCount', { description: 'A show of hands on one proposal.' })
export class HandCountType {
  @Field(() => ID)
  id!: string;
  @Field(() => HandCountStatus)
  status!: HandCountStatus;
  @Field(() => ID)
  meetingId!: string;
  @Field(() => Int, { description: 'Log position of the opening: who was counted is read there.' })
  openedPosition!: number;
  @Field(() => Int, {
    description:
      'Members whose hands are counted. 0 once one of them was struck or came to weigh otherwise: then nobody is held by it, and it has to be taken anew.',
  })
  counted!: number;
  @Field(() => Boolean, { description: 'True when two tellers entered different totals: let them count again.' })
  disagreed!: boolean;
  @Field(() => [HandsType], { nullable: true, description: 'There once two tellers agree.' })
  totals?: HandsType[];
  @Field(() => [MemberType], { description: 'The two who agreed.' })
  tellers!: MemberType[];
  @Field(() => [TellerSheetType], {
    description:
      'What was entered: to the chair and the auditor all of it, to a teller their own until it is recorded.',
  })
  sheets!: TellerSheetType[];
  @Field(() => String, { nullable: true })
  cancelledFor?: string;
}

const handsFrom = (totals: HandTotals): HandsType[] =>
  Object.entries(totals).map(([option, hands]) => ({ option, hands }));

/** A second teller counts better who has not seen what the first one counted. */
function mayRead({ roles, memberId }: Viewer, tellerId: string, { status }: HandCountState): boolean {
  return roles.has('chair') || roles.has('auditor') || tellerId === memberId || status === 'recorded';
}

export function handCountFrom(
  assembly: OpenAssembly,
  { hands }: ProposalRecord,
  state: HandCountState,
  viewer: Viewer,
): HandCountType {
  const { id, status, meetingId, openedPosition, entered, totals, tellers, cancelledFor } = state;
  const counted = hands?.get(id);
  if (counted === undefined) throw new Fault(`nobody knows whom the hand count ${id} counts`);
  const sheets = Object.entries(entered);
  return {
    id: globalId('HandCount', id),
    status: HandCountStatus[status.toUpperCase() as keyof typeof HandCountStatus],
    meetingId: globalId('Meeting', meetingId),
    openedPosition,
    counted: counted.size,
    disagreed: status === 'open' && sheets.length > 1,
    ...(totals && { totals: handsFrom(totals) }),
    tellers: tellers.map((one) => memberFrom(assembly, one)),
    sheets: sheets
      .filter(([tellerId]) => mayRead(viewer, tellerId, state))
      .map(([tellerId, sheet]) => ({ teller: memberFrom(assembly, tellerId), totals: handsFrom(sheet) })),
    ...(cancelledFor === undefined ? {} : { cancelledFor }),
  };
}
