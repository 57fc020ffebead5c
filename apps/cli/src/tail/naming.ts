/** How ids are shown: shortened where names must not appear, as names where the reader may see them. */
export interface Naming {
  readonly member: (id: string) => string;
  readonly proposal: (id: string) => string;
}

/** A moment as people read it: UTC, to the second. */
export function momentText(instant: string): string {
  return `${instant.slice(0, 19).replace('T', ' ')}Z`;
}
