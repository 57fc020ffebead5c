import { ExitCode } from '../terminal/stopped';
import type { Judgement } from './verdict';

/** A check came to its end, and not to "valid": what to print on standard output, and what the shell reads. */
export class Judged extends Error {
  override readonly name = 'Judged';
  readonly exitCode: ExitCode;

  constructor(
    readonly judgement: Exclude<Judgement, 'valid'>,
    readonly report: string,
  ) {
    super(judgement);
    this.exitCode = judgement === 'invalid' ? ExitCode.failed : ExitCode.undecided;
  }
}
