/** A Fault: something that cannot happen did. Whoever serves results must stop serving them. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** Throws a Fault unless `holds`. */
export function assert(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Fault(otherwise);
}
