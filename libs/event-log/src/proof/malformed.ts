import { LogInterruption } from '../errors';

/** A checkpoint, key, proof or tile is not in the form its specification gives. `what` names the part. */
export class ProofMalformed extends LogInterruption {
  readonly code = 'PROOF_MALFORMED';
  readonly advice = 'Ask for the file again, and compare it with a copy from elsewhere.';
  constructor(
    readonly what: string,
    readonly reason: string,
  ) {
    super(`${what}: ${reason}`);
  }
}
