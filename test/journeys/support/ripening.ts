import type { Charter, Policy } from '@plenum/domain';
import { charter } from './charter';
import { foundedWith } from './founding';
import type { Assembly, Member, NewPerson } from './people';
import type { RunningServer } from './running-server';

const [plain] = charter.policies as [Policy];

/** Decided quickly, by whoever says something, when the chair says that all have spoken. */
export const plainPolicy: Policy = { ...plain, id: 'plain', quorums: [], earlyClose: 'chair' };

export const charterWith = (...policies: Policy[]): Charter => ({ ...charter, policies });

/** An assembly that has adopted these policies, and its people. */
export async function decidingBy(
  server: RunningServer,
  policies: readonly Policy[],
  people: readonly (string | NewPerson)[],
): Promise<[Assembly, ...Member[]]> {
  const [assembly, ...members] = await foundedWith(server, people);
  await assembly.chair.do('adoptCharter', { charter: charterWith(...policies), charterVersion: 2 });
  return [assembly, ...members];
}

/** Time goes by while the server is down: what falls due meanwhile is done when it is back. */
export async function timePasses(server: RunningServer, ms: number): Promise<void> {
  await server.stop();
  server.clock.advance(ms);
  await server.start();
}
