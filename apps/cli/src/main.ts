import { writeSync } from 'node:fs';
import { plenum } from './program';
import { ExitCode } from './terminal/stopped';

const interruption = new AbortController();

/** The first Ctrl-C asks the command to stop and tidy up; the second does not ask. */
function interrupt(): void {
  if (!interruption.signal.aborted) return interruption.abort();
  writeSync(process.stderr.fd, 'stopped at once; a file or folder named *.part may be left beside its place\n');
  process.exit(ExitCode.interrupted);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

/** `plenum export | head` closes the pipe when it has seen enough. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(ExitCode.done);
  throw error;
});

const terminal = {
  input: process.stdin,
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  interrupted: interruption.signal,
};

void plenum(process.argv.slice(2), terminal).then((exitCode) => {
  process.exitCode = exitCode;
});
