import type { Tokens } from '../platform/access/tokens';
import type { Assemblies } from '../platform/assemblies';
import type { Config } from '../platform/config';
import { globalId } from '../platform/graphql/global-id';
import type { Role } from '../platform/access/roles';
import type { DemoCast } from './cast';

const WEEK_SECONDS = 7 * 24 * 3600;

/** What a newcomer reads in the terminal: where to look, and tokens to paste. */
export async function welcome(
  url: string,
  config: Config,
  tokens: Tokens,
  assemblies: Assemblies,
  cast: DemoCast | undefined,
): Promise<string> {
  const lines = ['', `Plenum is listening at ${url}/graphql`, whereTheLogIs(config)];
  if (cast === undefined) {
    const count = (await assemblies.list()).length;
    lines.push(
      `${count} ${count === 1 ? 'assembly' : 'assemblies'} open. Found one with a token from: bin/plenum token --server (docs/start-here.md)`,
      '',
    );
    return lines.join('\n') + '\n';
  }
  const { assemblyId, chair, delegate, member } = cast;
  const issue = (roles: Role[], memberId?: string) =>
    tokens.issue({ assemblyId, roles, lifetimeSeconds: WEEK_SECONDS, ...(memberId === undefined ? {} : { memberId }) });
  const bearers: [string, string][] = [
    [`member     ${member.name}, who delegates to ${delegate.name}`, await issue(['member'], member.memberId)],
    [`delegate   ${delegate.name}, who carries many`, await issue(['member'], delegate.memberId)],
    [`chair      ${chair.name}, who opens, closes and certifies`, await issue(['chair', 'member'], chair.memberId)],
    ['registrar  enrols, amends, strikes and imports', await issue(['registrar'])],
    ['auditor    reads everything', await issue(['auditor'])],
  ];
  const { record } = (await assemblies.open(assemblyId)).view;
  const { name } = record.assembly;
  lines.push('', `Demo assembly: ${name}, ${record.roll.members.size} on the roll, log position ${record.position}`);
  const [open] = record.open;
  lines.push(
    open === undefined
      ? 'No proposal is open any more: draft one, or delete the data folder to begin anew.'
      : `The open proposal: ${globalId('Proposal', open)}`,
    '',
  );
  lines.push('Tokens, good for seven days. Send one as the header  authorization: Bearer <token>', '');
  for (const [who, token] of bearers) lines.push(`  ${who}`, `  ${token}`, '');
  if (config.development) {
    lines.push(`GraphiQL, with example operations, as whoever holds the token: ${url}/graphiql?token=<token>`);
    lines.push('Begin here, as the member:', '', `  ${url}/graphiql?token=${bearers[0]![1]}`, '');
    lines.push('and in a second window as the chair:', '', `  ${url}/graphiql?token=${bearers[2]![1]}`, '');
  }
  lines.push('Stop with Ctrl-C; nothing is lost, and the next start goes on from here.', '');
  return lines.join('\n') + '\n';
}

/** Never the connection string itself: it may hold a password. */
function whereTheLogIs({ dataDir, eventStoreUrl }: Config): string {
  return eventStoreUrl === undefined
    ? `The event log is in ${dataDir}`
    : `The event log is in the event store of EVENTSTORE_URL; names and keys are in ${dataDir}`;
}
