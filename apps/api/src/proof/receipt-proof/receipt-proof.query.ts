import { Args, Field, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { formatProof } from '@plenum/event-log';
import { AccessForAll, CurrentViewer } from '../../platform/access/access.guard';
import type { Viewer } from '../../platform/access/roles';
import { Assemblies } from '../../platform/assemblies';
import { LogSigners } from '../heads/log-signers';
import { qrOf } from './receipt-picture';

@ObjectType('ReceiptProof', {
  description: 'A receipt to keep: proves, offline and for good, that the event stands in the signed log.',
})
export class ReceiptProofType {
  @Field(() => Int)
  position!: number;

  @Field(() => String, {
    description: 'SHA-256 leaf hash of the stored event in hex: the one in the receipt of the command.',
  })
  leafHash!: string;

  @Field(() => Int, { description: 'How many events the signed head in the proof covers.' })
  size!: number;

  @Field(() => String, {
    description:
      'The proof (C2SP tlog-proof) with the event in it. Keep it as a .tlog-proof file; plenum verify receipt checks it.',
  })
  text!: string;
}

@Resolver(() => ReceiptProofType)
export class ReceiptProofQuery {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly signers: LogSigners,
  ) {}

  @AccessForAll()
  @Query(() => ReceiptProofType, {
    nullable: true,
    description:
      'The receipt of the event at a log position; waits for the next signed head, a second at most. Null beyond the log.',
  })
  async receiptProof(
    @CurrentViewer() viewer: Viewer,
    @Args('position', { type: () => Int }) position: number,
  ): Promise<ReceiptProofType | undefined> {
    const { log } = await this.assemblies.open(viewer.assemblyId);
    const [event] = position < 1 ? [] : await log.readBytes(position - 1, 1);
    if (event?.position !== position) return undefined;
    const { head, path } = await (await this.signers.of(viewer.assemblyId)).placeOf(position);
    const text = formatProof({ extra: event.bytes, index: position - 1, path }, head.note);
    const leafHash = Buffer.from(event.leafHash).toString('hex');
    return { position, leafHash, size: head.checkpoint.size, text };
  }

  /** Drawn only when it is asked for: it costs many times what the proof does. */
  @ResolveField(() => String, {
    nullable: true,
    description: 'The same text as a QR code, SVG; null when it is too long for one.',
  })
  qr(@Parent() { text }: ReceiptProofType): string | undefined {
    return qrOf(text);
  }
}
