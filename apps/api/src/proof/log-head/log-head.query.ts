import { Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { base64 } from '@plenum/event-log';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { LogSigners } from '../heads/log-signers';

@ObjectType('LogKey', { description: 'One of the keys that a log has had: each signs the heads from one event on.' })
export class LogKeyType {
  @Field(() => String, { description: 'The public key (C2SP signed-note).' })
  verifierKey!: string;

  @Field(() => Int, {
    description:
      'How many events a head must cover at least to be signed by it: 0, or the position of its LogKeyRotated.',
  })
  from!: number;
}

@ObjectType('LogHead', {
  description: 'The newest signed head of the log: whoever keeps it can find any later change.',
})
export class LogHeadType {
  @Field(() => String, { description: 'Which log this is; also the name of its key.' })
  origin!: string;

  @Field(() => Int, { description: 'How many events it covers.' })
  size!: number;

  @Field(() => String, { description: 'Root of the tree over their hashes, SHA-256, base64.' })
  rootHash!: string;

  @Field(() => String, { description: 'The signed note (C2SP tlog-checkpoint): keep it as a file.' })
  checkpoint!: string;

  @Field(() => String, {
    description:
      'The public key that verifies it. Compare it with the one on the agenda, and do not take it from here alone.',
  })
  verifierKey!: string;

  @Field(() => [LogKeyType], {
    description:
      'Every key that the log has had, oldest first; the last is verifierKey. The log itself proves each step.',
  })
  keys!: LogKeyType[];
}

@Resolver()
export class LogHeadQuery {
  constructor(private readonly signers: LogSigners) {}

  @AccessForAll()
  @Query(() => LogHeadType, { nullable: true, description: 'Null until the first head is signed.' })
  async logHead(@CurrentViewer() viewer: Viewer): Promise<LogHeadType | undefined> {
    const { latest, verifier, keys } = await this.signers.of(viewer.assemblyId);
    if (latest === undefined) return undefined;
    const { origin, size, root } = latest.checkpoint;
    return {
      ...{ origin, size, rootHash: base64(root), checkpoint: latest.note },
      verifierKey: verifier.toString(),
      keys: keys.map(({ key, from }) => ({ verifierKey: key.toString(), from })),
    };
  }
}
