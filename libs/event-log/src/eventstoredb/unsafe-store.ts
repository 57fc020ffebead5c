import { LogInterruption } from '../errors';

/** The server would keep the log in a way that loses or forgets facts. */
export class UnsafeStore extends LogInterruption {
  readonly code = 'STORE_UNSAFE';
  constructor(
    reason: string,
    readonly advice: string,
  ) {
    super(reason);
  }
}
