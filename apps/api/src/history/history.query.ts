import { Args, ArgsType, Field, ID, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, IsString } from 'class-validator';
import { streams } from '@plenum/domain';
import type { RecordedEvent } from '@plenum/event-log';
import { AccessForAll, CurrentViewer } from '../platform/access/access.guard';
import type { Viewer } from '../platform/access/roles';
import { Assemblies, type OpenAssembly } from '../platform/assemblies';
import { byNumber, connectionType, pageOf, PageArgs, type Connection } from '../platform/graphql/connection';
import { localId } from '../platform/graphql/global-id';
import { Instant, Json } from '../platform/graphql/scalars';

@ObjectType('LogEvent', { description: 'A fact as it stands in the log.' })
export class LogEventType {
  @Field(() => Int)
  position!: number;
  @Field(() => String)
  type!: string;
  @Field(() => String)
  stream!: string;
  @Field(() => Int)
  revision!: number;
  @Field(() => Instant)
  at!: string;
  @Field(() => String, { description: 'A random member id, or a role or system name.' })
  actor!: string;
  @Field(() => Json)
  data!: unknown;
  @Field(() => String, { description: 'SHA-256 leaf hash of the stored bytes, hex.' })
  leafHash!: string;
}

export const LogEventConnection = connectionType('LogEvent', () => LogEventType);

@ArgsType()
export class HistoryArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description: "A proposal's own story: drafted, opened, extended, closed, certified.",
  })
  @IsOptional()
  @IsString()
  proposalId?: string;

  @Field(() => ID, {
    nullable: true,
    description: "With a proposal: this member's ballot on it. Alone: what the member said about delegations.",
  })
  @IsOptional()
  @IsString()
  memberId?: string;
}

@Resolver()
export class HistoryQuery {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAll()
  @Query(() => LogEventConnection, {
    description: 'The log, oldest first: of a proposal, of a member, of a ballot, or, with neither, all of it.',
  })
  async history(@CurrentViewer() viewer: Viewer, @Args() args: HistoryArgs): Promise<Connection<LogEventType>> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    const stream = streamFor(args);
    if (stream === undefined) return wholeLog(assembly, args);
    const events = await assembly.log.readStream(stream);
    return pageOf(events.map(logEventFrom), args, ({ position }) => String(position), byNumber);
  }
}

function streamFor({ proposalId, memberId }: HistoryArgs): string | undefined {
  const proposal = proposalId == null ? undefined : localId('Proposal', proposalId);
  const member = memberId == null ? undefined : localId('Member', memberId);
  if (proposal !== undefined)
    return member === undefined ? streams.proposal(proposal) : streams.ballot(proposal, member);
  return member === undefined ? undefined : streams.delegations(member);
}

/** Positions are the cursors, so that a page is one read however long the log is. */
async function wholeLog({ log }: OpenAssembly, { first, after }: HistoryArgs): Promise<Connection<LogEventType>> {
  const from = after == null ? 0 : Number(Buffer.from(after, 'base64url').toString('utf8')) || 0;
  const head = await log.head();
  const events = await log.readAll(from, first);
  const edges = events.map((event) => ({
    cursor: Buffer.from(String(event.position)).toString('base64url'),
    node: logEventFrom(event),
  }));
  const ends = edges.length === 0 ? {} : { startCursor: edges[0]!.cursor, endCursor: edges.at(-1)!.cursor };
  const pageInfo = { hasNextPage: from + edges.length < head, hasPreviousPage: from > 0, ...ends };
  return { edges, pageInfo, totalCount: head };
}

function logEventFrom({ position, type, stream, revision, at, actor, data, leafHash }: RecordedEvent): LogEventType {
  return { position, type, stream, revision, at, actor, data, leafHash: Buffer.from(leafHash).toString('hex') };
}
