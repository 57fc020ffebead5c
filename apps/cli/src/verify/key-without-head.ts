import { shown, type KeyChain } from '@plenum/event-log';
import { newestOf, type FoundHead } from './heads';

/**
 * Whoever can sign for the key before can hand a log over to any public key, and be taken at the word of that one by those who trust it:
 * only a head shows that whoever has its secret knows this log.
 */
export function keyWithoutHead(signed: readonly FoundHead[], { keys }: KeyChain): string | undefined {
  const last = keys.at(-1);
  if (last === undefined || (newestOf(signed)?.checkpoint.size ?? 0) >= last.from) return undefined;
  return (
    `the key in force has signed no head: event ${last.from} names ${shown(last.key.toString())}, and nothing shows that its owner took ` +
    'this log over. If it is yours, plenum key rotate or a start of the server goes on and signs the first'
  );
}
