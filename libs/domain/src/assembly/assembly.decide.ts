import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { fitting } from '../kernel/text';
import { AssemblyFounded, CharterAdopted, type AssemblyEvent } from './assembly.events';
import type { AssemblyState } from './assembly.evolve';
import { charterFault } from './charter.check';
import type { Charter } from './charter';

export interface FoundAssembly extends CommandHead {
  readonly name: string;
  readonly charter: Charter;
}
export interface AdoptCharter extends CommandHead {
  readonly charter: Charter;
  /** The version this one becomes: one more than the version in force. */
  readonly charterVersion: number;
}

function checkCharter(charter: Charter): Refusal<'CharterMustBeConsistent'> | undefined {
  const fault = charterFault(charter);
  return fault === undefined
    ? undefined
    : refuse('CharterMustBeConsistent', `charter.${fault.path}`, `${fault.path}: ${fault.reason}.`);
}

export function foundAssembly(
  command: FoundAssembly,
  state: AssemblyState,
): Outcome<AssemblyEvent, 'AssemblyMustNotBeFounded' | 'TextMustFit' | 'CharterMustBeConsistent'> {
  if (state.name !== '') return refuse('AssemblyMustNotBeFounded');
  const name = fitting(command.name, 1, 120);
  if (name === undefined) return refuse('TextMustFit', 'name', 'A name has 1 to 120 characters.');
  const refusal = checkCharter(command.charter);
  if (refusal !== undefined) return refusal;
  return [fact(AssemblyFounded, { name }), fact(CharterAdopted, { charterVersion: 1, charter: command.charter })];
}

/** Proposals already open keep the version they pinned. */
export function adoptCharter(
  command: AdoptCharter,
  state: AssemblyState,
): Outcome<AssemblyEvent, 'AssemblyMustBeFounded' | 'CharterVersionMustFollow' | 'CharterMustBeConsistent'> {
  const { charter, charterVersion } = command;
  if (state.name === '') return refuse('AssemblyMustBeFounded');
  const next = state.charters.length + 1;
  if (charterVersion !== next) {
    return refuse('CharterVersionMustFollow', 'charterVersion', `The next charter version is ${next}.`);
  }
  const refusal = checkCharter(charter);
  if (refusal !== undefined) return refusal;
  return [fact(CharterAdopted, { charterVersion, charter })];
}
