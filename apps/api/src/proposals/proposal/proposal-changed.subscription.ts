import { Args, Field, ID, Int, ObjectType, Resolver, Subscription } from '@nestjs/graphql';
import { upcast, type StoredEvent } from '@plenum/domain';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { viewerFeed } from '../../platform/access/viewer-feed';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import type { Feed, FeedSource } from '../../platform/feed';
import { localId } from '../../platform/graphql/global-id';
import { proposalFrom, ProposalType } from './proposal.type';

const PAGE = 1_000;
const lifecycle = new Set<string>([
  'ProposalDrafted',
  'ProposalEdited',
  'VotingOpened',
  'VotingExtended',
  'VotingClosed',
  'ProposalWithdrawn',
  'ResultCertified',
  'ProposalSubmitted',
  'ProposalAdmitted',
  'PhaseBegan',
  'ProposalLapsed',
  'AlternativeOffered',
  'ProposalEscalated',
  'OutcomeStated',
  'ReviewFellDue',
  'ProposalEnacted',
]);

@ObjectType('ProposalChange')
export class ProposalChangeType {
  @Field(() => Int, { description: 'Log position of the change: resume after it.' })
  position!: number;
  @Field(() => String, { description: 'The kind of event, such as VotingOpened.' })
  event!: string;
  @Field(() => ProposalType, { description: 'The proposal as it stands now.' })
  proposal!: ProposalType;
}

@Resolver()
export class ProposalChangedSubscription {
  constructor(private readonly assemblies: Assemblies) {}

  @AccessForAll()
  @Subscription(() => ProposalChangeType, {
    resolve: (change: ProposalChangeType) => change,
    description:
      'Every step of the proposals, or of one: from its draft through its phases and its vote to its outcome and its reviews.',
  })
  async proposalChanged(
    @CurrentViewer() viewer: Viewer,
    @Args('proposalId', { type: () => ID, nullable: true }) id?: string,
    @Args('after', { type: () => Int, nullable: true, description: 'First what happened after this log position.' })
    after?: number,
  ): Promise<Feed<ProposalChangeType>> {
    const assembly = await this.assemblies.open(viewer.assemblyId);
    if (after != null) assembly.past.requirePosition(after);
    const only = id == null ? undefined : localId('Proposal', id);
    return viewerFeed<ProposalChangeType>(viewer, (source) => follow(assembly, only, after ?? undefined, source));
  }
}

/** Listens before it reads the past, so that nothing falls between; what happens meanwhile waits its turn. */
function follow(
  assembly: OpenAssembly,
  only: string | undefined,
  after: number | undefined,
  source: FeedSource<ProposalChangeType>,
): () => void {
  const tell = (event: StoredEvent) => {
    const change = changeFrom(assembly, only, event);
    if (change !== undefined) source.push(change);
  };
  const until = assembly.view.record.position;
  let meanwhile: StoredEvent[] | undefined = [];
  const unlisten = assembly.view.listen(({ events }) =>
    meanwhile === undefined ? events.forEach(tell) : meanwhile.push(...events),
  );
  replay(assembly, after ?? until, until, tell)
    .then(() => {
      meanwhile?.forEach(tell);
      meanwhile = undefined;
    })
    .catch((reason: unknown) => source.fail(reason));
  return unlisten;
}

async function replay(
  { log }: OpenAssembly,
  after: number,
  until: number,
  tell: (event: StoredEvent) => void,
): Promise<void> {
  for (let at = after; at < until;) {
    const page = await log.readAll(at, Math.min(PAGE, until - at));
    if (page.length === 0) return;
    for (const event of page) tell(upcast(event) as StoredEvent);
    at = page.at(-1)!.position;
  }
}

function changeFrom(
  assembly: OpenAssembly,
  only: string | undefined,
  event: StoredEvent,
): ProposalChangeType | undefined {
  if (!lifecycle.has(event.type) || !('proposalId' in event.data)) return undefined;
  const { proposalId } = event.data;
  if (only !== undefined && proposalId !== only) return undefined;
  const proposal = proposalFrom(assembly, proposalId);
  return proposal && { position: event.position, event: event.type, proposal };
}
