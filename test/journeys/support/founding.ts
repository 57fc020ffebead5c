import { randomUUID } from 'node:crypto';
import { charter } from './charter';
import { Assembly, type Member, type NewPerson } from './people';
import type { RunningServer } from './running-server';

/** A newly founded assembly, still empty. */
export async function founded(server: RunningServer, name = 'Riu Clar'): Promise<Assembly> {
  const commandId = randomUUID();
  await (await server.founder()).do('foundAssembly', { commandId, name, charter });
  return Assembly.officersOf(server, commandId);
}

/** A newly founded assembly and its people, in the given order. */
export async function foundedWith(
  server: RunningServer,
  people: readonly (string | NewPerson)[],
): Promise<[Assembly, ...Member[]]> {
  const assembly = await founded(server);
  return [assembly, ...(await assembly.enrol(people))];
}
