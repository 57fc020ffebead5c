import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { isRefusal, type issueHallCode } from '@plenum/domain';
import { IsString } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { CommandInput, originOf } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { ReceiptType, receiptFrom } from '../../platform/graphql/receipt.type';
import { resultUnion, type RefusalsOf } from '../../platform/graphql/refusal.types';
import { qrOf } from '../../proof/receipt-proof/receipt-picture';
import { hallCodeDigest, newHallCode, ticketFor } from '../hall-code';
import { IssueHallCodeCommand } from './issue-hall-code.handler';

@InputType()
export class IssueHallCodeInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => ID)
  @IsString()
  memberId!: string;
}

@ObjectType('HallCode', {
  description: 'A code that lets one member into one hall, once. It is shown here and nowhere again: hand it over.',
})
export class HallCodeType {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;
  @Field(() => String, {
    nullable: true,
    description: 'Such as 7K2M-Q0XD-93TB. Null when this command id had been recorded before: then ask for a new one.',
  })
  code?: string;
  @Field(() => String, { nullable: true, description: 'The text of the QR code: all that checkInWithCode asks for.' })
  ticket?: string;
  @Field(() => String, { nullable: true, description: 'The same as a picture, in SVG.' })
  qrSvg?: string;
}

export const IssueHallCodeResult = resultUnion<RefusalsOf<typeof issueHallCode>>('IssueHallCodeResult', HallCodeType, {
  MeetingMustExist: true,
  MeetingMustNotBeOver: true,
  MemberMustBeOnTheRoll: true,
  MemberMustNotBeCheckedIn: true,
});

@Resolver()
export class IssueHallCodeMutation {
  constructor(private readonly commands: CommandBus) {}

  @Access('registrar')
  @Mutation(() => IssueHallCodeResult, {
    description: 'A one-time code for a member to check in with. A newer one makes the older one void.',
  })
  async issueHallCode(@CurrentViewer() viewer: Viewer, @Args('input') input: IssueHallCodeInput) {
    const content = {
      meetingId: localId('Meeting', input.meetingId),
      memberId: localId('Member', input.memberId),
    };
    const door = { assemblyId: viewer.assemblyId, ...content };
    const code = newHallCode();
    const digest = hallCodeDigest(door, code);
    const answer = await this.commands.execute(new IssueHallCodeCommand(originOf(viewer, input), content, digest));
    if (isRefusal(answer)) return answer;
    const receipt = receiptFrom(answer);
    if (answer.repeated) return { receipt };
    const ticket = ticketFor(door, code);
    return { receipt, code, ticket, qrSvg: qrOf(ticket) };
  }
}
