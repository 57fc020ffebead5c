import { rawId } from '../data-folder/ids';
import { parseGlobalId } from '../server/server-parts';
import { ExitCode, Stopped } from '../terminal/stopped';

/** A random id, as the log has it. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a person finds an id, since the log has no names. */
export const WHERE_IDS_ARE = {
  Member:
    'your own id is shown in GraphiQL by { me { member { id } } }, and by a receipt of your vote; that of others by { members(search: "...") { edges { node { id name } } } }',
  Proposal:
    'GraphiQL shows the ids by { proposals { edges { node { id title } } } }, and plenum recount those of certified results',
} as const;

/** The log's own id of what was asked for, which may not be there. Throws `Stopped` (wrong use) for a name, or any other text that is no id. */
export function askedId(kind: keyof typeof WHERE_IDS_ARE, text: string): string {
  const id = rawId(kind, text);
  if (ID.test(id)) return id;
  const other = parseGlobalId(text)?.kind;
  const why =
    other !== undefined && other !== kind
      ? `is the id of a thing of another kind, ${other}`
      : 'is no id, and the log knows no names';
  throw new Stopped(
    `NOT_A_${kind === 'Member' ? 'MEMBER' : 'PROPOSAL'}_ID`,
    `"${text}" ${why}: ${WHERE_IDS_ARE[kind]}`,
    ExitCode.usage,
  );
}
