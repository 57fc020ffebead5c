import { CommandBus } from '@nestjs/cqrs';
import { Args, Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { isRefusal, refuse } from '@plenum/domain';
import { LogNotFound } from '@plenum/event-log';
import { IsString, MaxLength } from 'class-validator';
import { AccessForAnyone } from '../../platform/access/access.guard';
import { Assemblies } from '../../platform/assemblies';
import { CommandInput } from '../../platform/graphql/command.input';
import { localId } from '../../platform/graphql/global-id';
import { receiptFrom, ReceiptType } from '../../platform/graphql/receipt.type';
import { resultUnion } from '../../platform/graphql/refusal.types';
import { hallCodeDigest } from '../hall-code';
import { CheckInWithCodeCommand, type CodeAnswer } from './check-in-with-code.handler';

@InputType()
export class CheckInWithCodeInput extends CommandInput {
  @Field(() => ID)
  @IsString()
  assemblyId!: string;

  @Field(() => ID)
  @IsString()
  meetingId!: string;

  @Field(() => ID)
  @IsString()
  memberId!: string;

  @Field(() => String, { description: 'As it was handed over; small letters, spaces and dashes do not matter.' })
  @IsString()
  @MaxLength(40)
  code!: string;
}

/** No more than somebody needs to know who holds a code and no token. */
@ObjectType('HallEntered', { description: 'You are in the hall.' })
export class HallEnteredType {
  @Field(() => ReceiptType)
  receipt!: ReceiptType;
  @Field(() => String)
  meetingTitle!: string;
  @Field(() => String, { nullable: true, description: 'Who is checked in. Null when the person was forgotten.' })
  memberName?: string;
}

type CodeRefusal = Extract<CodeAnswer, { readonly refusal: string }>['refusal'];

export const CheckInWithCodeResult = resultUnion<CodeRefusal>('CheckInWithCodeResult', HallEnteredType, {
  MeetingMustExist: true,
  MeetingMustBeInSession: true,
  HallCodeMustBeGood: true,
  RegistrarMustHelp: true,
});

/** Whoever holds the code acts by it: the log knows no other name for them. */
const ACTOR = 'role:hall-code';

@Resolver()
export class CheckInWithCodeMutation {
  constructor(
    private readonly commands: CommandBus,
    private readonly assemblies: Assemblies,
  ) {}

  @AccessForAnyone()
  @Mutation(() => CheckInWithCodeResult, {
    description:
      'Enter the hall with the code you were given. No token is needed: the code is the proof. After five wrong ones the registrar has to help.',
  })
  async checkInWithCode(@Args('input') input: CheckInWithCodeInput) {
    const door = {
      assemblyId: localId('Assembly', input.assemblyId),
      meetingId: localId('Meeting', input.meetingId),
      memberId: localId('Member', input.memberId),
    };
    const { assemblyId, ...here } = door;
    const origin = { assemblyId, actor: ACTOR, commandId: input.commandId.toLowerCase() };
    const content = { ...here, codeDigest: hallCodeDigest(door, input.code) };
    const answer = await this.answer(new CheckInWithCodeCommand(origin, content));
    if (isRefusal(answer)) return answer;
    const { view, names } = await this.assemblies.open(assemblyId);
    const meetingTitle = view.record.meetings.get(door.meetingId)?.state.title;
    return { receipt: receiptFrom(answer), meetingTitle, memberName: names.get(door.memberId)?.name };
  }

  /** An assembly that is not there has no meeting either: nobody without a token learns which ones exist. */
  private async answer(command: CheckInWithCodeCommand): Promise<CodeAnswer> {
    try {
      return await this.commands.execute(command);
    } catch (error) {
      if (error instanceof LogNotFound) return refuse('MeetingMustExist', 'meetingId');
      throw error;
    }
  }
}
