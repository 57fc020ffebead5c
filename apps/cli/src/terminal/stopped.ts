/** What the shell reads when a command is over. */
export const ExitCode = {
  done: 0,
  failed: 1,
  badFile: 2,
  /** Of a check: neither right nor wrong can be said. */
  undecided: 2,
  usage: 3,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A foreseen end that is not success: one sentence, a stable code to match on, and what the shell reads. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor(
    readonly code: string,
    message: string,
    readonly exitCode: ExitCode = ExitCode.failed,
  ) {
    super(message);
  }
}

/** Ctrl-C, or a polite request to end. The message says what is left of the work: what a command writes appears whole or not at all. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(left = 'nothing was changed') {
    super(left);
  }
}

/** For work that an interruption leaves half done, with words for whoever interrupts it. */
export async function leaving<T>(left: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Interrupted ? new Interrupted(left) : error;
  }
}

export function stopIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new Interrupted();
}
