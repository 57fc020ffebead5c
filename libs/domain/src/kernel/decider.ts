/**
 * The one shape of a consistency boundary. A stream is folded with `evolve` from `initial`; the decision looks at that
 * state, at the command and at facts from other streams, and returns new facts or a refusal. All pure: time, ids and
 * the actor arrive in the command.
 */
export interface Fold<State, Event> {
  readonly initial: State;
  evolve(state: State, event: Event): State;
}

/** The part every command has. All required, none ever defaulted. */
export interface CommandHead {
  /** Chosen by the caller; the same id again answers with the same receipt. */
  readonly commandId: string;
  /** Random member id, or a role or system name; never a person's name. */
  readonly actor: string;
  /** The server's time of acceptance, ISO 8601 UTC with milliseconds. */
  readonly at: string;
}

export function foldAll<State, Event>(fold: Fold<State, Event>, events: Iterable<Event>, from = fold.initial): State {
  let state = from;
  for (const event of events) state = fold.evolve(state, event);
  return state;
}

/** A thing that cannot be: serving must stop. Stands in `never` branches and beside invariants. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

export function unreachable(value: never): never {
  throw new Fault(`unforeseen case ${JSON.stringify(value)}`);
}
