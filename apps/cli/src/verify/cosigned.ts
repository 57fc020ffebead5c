import { base64, type Checkpoint } from '@plenum/event-log';

/** A head with the signatures of all the copies of it that are given: each witness hands back a copy with its own. */
export function cosignedByAll(head: Checkpoint, copies: readonly Checkpoint[]): Checkpoint {
  const signatures = new Map<string, Checkpoint['note']['signatures'][number]>();
  for (const { note } of [head, ...copies]) {
    if (note.text !== head.note.text) continue;
    for (const one of note.signatures) signatures.set(`${one.name} ${one.keyId} ${base64(one.signature)}`, one);
  }
  return { ...head, note: { ...head.note, signatures: [...signatures.values()] } };
}
