import { writeSync } from 'node:fs';
import { ExitCode } from './stopped';

const interruption = new AbortController();

/** The first Ctrl-C asks the command to stop and tidy up; the second does not ask. */
function interrupt(): void {
  if (!interruption.signal.aborted) return interruption.abort();
  writeSync(process.stderr.fd, 'stopped at once; a file or folder named *.part may be left beside its place\n');
  process.exit(ExitCode.interrupted);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

/** Aborted by Ctrl-C. Heard from the moment at which this file is loaded: before all the rest, which takes a while. */
export const interrupted = interruption.signal;
