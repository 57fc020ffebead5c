import { Judged } from './verify/judged';
import { ExitCode, Interrupted, Stopped } from './terminal/stopped';

/** What a person reads on standard error, and what the shell reads. A stack trace only for what nobody foresaw. */
export function describeFailure(error: unknown): { readonly line: string; readonly exitCode: number } {
  if (error instanceof Interrupted) return { line: 'interrupted\n', exitCode: ExitCode.interrupted };
  if (error instanceof Judged) return { line: '', exitCode: error.exitCode };
  if (error instanceof Stopped) {
    const { code, message, exitCode } = error;
    return { line: `${code === '' ? '' : `${code}: `}${message}\n`, exitCode };
  }
  if (isInterruption(error)) {
    return { line: `${error.code}: ${error.message}. ${error.advice}\n`, exitCode: ExitCode.failed };
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { line: `${trace}\n`, exitCode: ExitCode.failed };
}

/** Thrown by the libraries with a stable code and with advice. */
function isInterruption(error: unknown): error is Error & { readonly code: string; readonly advice: string } {
  return error instanceof Error && 'code' in error && 'advice' in error && typeof error.advice === 'string';
}
