import { diskFailureOf } from './server/server-parts';
import { ExitCode, Interrupted, Stopped } from './terminal/stopped';
import { Judged } from './verify/judged';

interface Failure {
  readonly line: string;
  readonly exitCode: number;
}

/**
 * What a person reads on standard error, and what the shell reads. A stack trace only for what nobody foresaw. Where a command checks
 * something, 1 says "invalid" and comes from the check alone: whatever else kept it from its end decides nothing.
 */
export function describeFailure(error: unknown, checks = false): Failure {
  if (error instanceof Judged) return { line: '', exitCode: error.exitCode };
  const { line, exitCode } = describe(error);
  return { line, exitCode: checks && exitCode === ExitCode.failed ? ExitCode.undecided : exitCode };
}

function describe(error: unknown): Failure {
  if (error instanceof Interrupted) return { line: `stopped; ${error.message}\n`, exitCode: ExitCode.interrupted };
  if (error instanceof Stopped) {
    const { code, message, exitCode } = error;
    return { line: `${code === '' ? '' : `${code}: `}${message}\n`, exitCode };
  }
  if (isInterruption(error)) return failed(error.code, error.message, adviceHere(error));
  const disk = diskFailureOf(error);
  if (disk !== undefined) return failed(disk.code, disk.reason, disk.advice);
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { line: `${trace}\n`, exitCode: ExitCode.failed };
}

function failed(code: string, what: string, advice: string): Failure {
  return { line: `${code}: ${what}. ${advice}\n`, exitCode: ExitCode.failed };
}

interface Interruption extends Error {
  readonly code: string;
  readonly advice: string;
}

/** Thrown by the libraries with a stable code and with advice. */
function isInterruption(error: unknown): error is Interruption {
  return error instanceof Error && 'code' in error && 'advice' in error && typeof error.advice === 'string';
}

/** Some advice is for whoever sends commands to a server, and not for whoever stands beside its files. */
const BESIDE_THE_FILES: Readonly<Record<string, string>> = {
  LOG_UNAVAILABLE: 'Look after the disk or the cluster, then run the command again.',
  STORAGE_UNAVAILABLE: 'Look after the disk, then run the command again.',
  LOG_NOT_FOUND: 'Check --data and --assembly.',
};

function adviceHere({ code, advice, cause }: Interruption): string {
  const here = BESIDE_THE_FILES[code];
  if (here === undefined) return advice;
  return diskFailureOf(cause)?.advice ?? here;
}
