import type { Client } from '../../journeys/support/client';

export interface ReadEvent {
  readonly position: number;
  readonly type: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly leafHash: string;
  readonly data: { readonly choice: string };
}

const HISTORY = `query ($after: String) { history(first: 200, after: $after) {
    edges { node { position at type data leafHash } } pageInfo { hasNextPage endCursor } } }`;

/** All events of the auditor's assembly, oldest first, page by page as any client reads them. */
export async function eventsIn(auditor: Client): Promise<readonly ReadEvent[]> {
  const found: ReadEvent[] = [];
  for (let after: string | null = null; ;) {
    const { history } = await auditor.read(HISTORY, { after });
    found.push(...history.edges.map(({ node }: { node: ReadEvent }) => node));
    if (!history.pageInfo.hasNextPage) return found;
    after = history.pageInfo.endCursor as string;
  }
}
