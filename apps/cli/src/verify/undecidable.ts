import { ExitCode, Stopped } from '../terminal/stopped';

/** Why nothing can be said of a log at all. */
export class Undecidable extends Stopped {
  constructor(reason: string) {
    super('', reason, ExitCode.undecided);
  }
}

/** What a server answers instead of its log (it is away, or does not know the token) says nothing of the log. */
export function undecidableOf(error: unknown): never {
  throw error instanceof Stopped ? new Undecidable(error.message) : error;
}
