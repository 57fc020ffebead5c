import { interrupted } from './terminal/interruption';
import { plenum } from './program';
import { ExitCode } from './terminal/stopped';

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
  interrupted,
};

void plenum(process.argv.slice(2), terminal).then((exitCode) => {
  process.exitCode = exitCode;
});
