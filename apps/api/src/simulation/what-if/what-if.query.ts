import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import {
  ballotFold,
  Fault,
  foldAll,
  isRefusal,
  streams,
  suppose,
  upcast,
  type AssemblyRecord,
  type BallotState,
} from '@plenum/domain';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsString, ValidateNested } from 'class-validator';
import { Access, CurrentViewer } from '../../platform/access/access.guard';
import type { MemberViewer } from '../../platform/access/roles';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { Clock } from '../../platform/clock';
import { localId } from '../../platform/graphql/global-id';
import { Standings } from '../../tallies/standings';
import { DeedInput } from './deed.input';
import { supposedDeeds } from './supposed-deeds';
import { whatIfFrom } from './what-if-from';
import { WhatIfResult } from './what-if.type';

const MOST_DEEDS = 10;

@ArgsType()
export class WhatIfArgs {
  @Field(() => ID)
  @IsString()
  proposalId!: string;

  @Field(() => [DeedInput], { description: `One after the other; at most ${MOST_DEEDS}.` })
  @ArrayMaxSize(MOST_DEEDS)
  @ValidateNested({ each: true })
  @Type(() => DeedInput)
  suppose!: DeedInput[];
}

@Resolver()
export class WhatIfQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly standings: Standings,
    private readonly clock: Clock,
  ) {}

  @Access('member')
  @Query(() => WhatIfResult, {
    description:
      'What would happen on an open proposal if you delegated, revoked, opted out, voted or withdrew now: the tally and your voice before and after, and what weight would move. Refused is what the deeds themselves would be refused for. Nothing is recorded.',
  })
  async whatIf(@CurrentViewer() viewer: MemberViewer, @Args() args: WhatIfArgs) {
    const deeds = supposedDeeds(args.suppose);
    if (isRefusal(deeds)) return deeds;
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const { record } = assembly.view;
    const { memberId, actor } = viewer;
    const proposalId = localId('Proposal', args.proposalId);
    const ballot = await ballotAt(assembly, record, proposalId, memberId);
    const command = { commandId: 'what-if', actor, at: this.clock.instant(), proposalId, memberId, deeds };
    const told = suppose(command, record, ballot);
    if (isRefusal(told)) return told;
    const standing = this.standings.of(assembly, record, proposalId);
    if (standing === undefined) throw new Fault(`proposal ${proposalId} is open and has no count`);
    const consequence = await standing.suppose(memberId, told.events);
    return whatIfFrom(assembly, { memberId, proposalId, record, supposed: told.record }, consequence);
  }
}

/** The member's ballot as the command that follows would find it: also one that no count takes. */
async function ballotAt(
  { log }: OpenAssembly,
  { position }: AssemblyRecord,
  proposalId: string,
  memberId: string,
): Promise<BallotState> {
  const stored = await log.readStream(streams.ballot(proposalId, memberId));
  const events = stored.filter((event) => event.position <= position).map((event) => upcast(event));
  return foldAll(ballotFold, events as unknown as Parameters<typeof ballotFold.evolve>[1][]);
}
