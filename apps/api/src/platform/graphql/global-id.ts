/** Opaque ids of the Relay `Node` interface: the kind of thing and its own id. */
const kinds = ['Assembly', 'Member', 'Proposal', 'Meeting', 'AgendaItem', 'Series', 'HandCount'] as const;
export type NodeKind = (typeof kinds)[number];

function isKind(text: string | undefined): text is NodeKind {
  return (kinds as readonly (string | undefined)[]).includes(text);
}

export function globalId(kind: NodeKind, id: string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64url');
}

export function parseGlobalId(text: string): { readonly kind: NodeKind; readonly id: string } | undefined {
  const [kind, id] = Buffer.from(text, 'base64url').toString('utf8').split(':');
  if (id === undefined || !isKind(kind)) return undefined;
  return globalId(kind, id) === text ? { kind, id } : undefined;
}

/** The own id when the text names a thing of this kind; otherwise an id that nothing has, so that it is "not found". */
export function localId(kind: NodeKind, text: string): string {
  const parsed = parseGlobalId(text);
  return parsed?.kind === kind ? parsed.id : 'unknown';
}
