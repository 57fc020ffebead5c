import { parseGlobalId, type NodeKind } from '../server/server-parts';

/** The log's own id, whether it was given as such or in the opaque form that GraphQL shows. */
export function rawId(kind: NodeKind, text: string): string {
  const parsed = parseGlobalId(text);
  return parsed?.kind === kind ? parsed.id : text;
}

/** Enough of a random id to tell people and proposals apart on one screen. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
