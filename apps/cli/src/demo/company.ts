import { GraphqlClient } from '../server/graphql-client';
import { Tokens, type Role } from '../server/server-parts';
import { Deeds } from './deeds';
import type { Venue } from './venue';

const PLAY_SECONDS = 3600;

/** A client for everybody who acts, each with a token of their own made from the venue's key. */
export class Company {
  private readonly clients = new Map<string, Promise<GraphqlClient>>();
  private readonly tokens: Tokens;

  constructor(
    private readonly venue: Venue,
    private readonly interrupted: AbortSignal,
  ) {
    this.tokens = Tokens.in(venue.folder);
  }

  get chairId(): string {
    return this.venue.cast.chair.memberId;
  }

  client(memberId: string): Promise<GraphqlClient> {
    const known = this.clients.get(memberId);
    if (known !== undefined) return known;
    const made = this.make(memberId);
    this.clients.set(memberId, made);
    return made;
  }

  async deedsOf({ memberId }: { readonly memberId: string }): Promise<Deeds> {
    return new Deeds(await this.client(memberId));
  }

  async close(): Promise<void> {
    await Promise.all([...this.clients.values()].map(async (client) => (await client).close()));
  }

  private async make(memberId: string): Promise<GraphqlClient> {
    const roles: Role[] = memberId === this.chairId ? ['chair', 'member'] : ['member'];
    const { assemblyId } = this.venue.cast;
    const token = await this.tokens.issue({ assemblyId, roles, memberId, lifetimeSeconds: PLAY_SECONDS });
    return new GraphqlClient(this.venue.url, token, this.interrupted);
  }
}
