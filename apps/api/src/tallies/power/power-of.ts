import type { OpenAssembly } from '../../platform/assemblies';
import { memberFrom } from '../../roll/member.type';
import type { PowerTold } from './power-told';
import type { PowerType } from './power.type';

/** The figures with the people they are about. */
export function powerOf(assembly: OpenAssembly, told: PowerTold): PowerType {
  const person = (id: string) => memberFrom(assembly, id);
  return {
    ...told,
    largestCarriers: told.largestCarriers.map(person),
    strongest: told.strongest.map(({ voter, ...power }) => ({ member: person(voter), ...power })),
    couldFlip: told.couldFlip.map(({ voter, ...way }) => ({ member: person(voter), ...way })),
  };
}
