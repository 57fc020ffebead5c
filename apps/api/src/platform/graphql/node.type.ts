import { Field, ID, InterfaceType } from '@nestjs/graphql';
import { parseGlobalId } from './global-id';

/** Relay's global object identification. */
@InterfaceType('Node', { resolveType: ({ id }: { id: string }) => parseGlobalId(id)?.kind })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque; ask for it again with `node(id)`.' })
  id!: string;
}
