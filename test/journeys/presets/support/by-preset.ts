import { randomUUID } from 'node:crypto';
import { awaitUntil } from '../../support/await-until';
import type { Json } from '../../support/client';
import { Assembly, type Member, type NewPerson } from '../../support/people';
import type { RunningServer } from '../../support/running-server';

/** An assembly that adopted a preset as it is, and its people in the given order. All of it goes through GraphQL. */
export async function byPreset(
  server: RunningServer,
  name: string,
  people: readonly (string | NewPerson)[] = [],
): Promise<[Assembly, ...Member[]]> {
  const founder = await server.founder();
  const { preset } = await founder.read('query ($name: String!) { preset(name: $name) { charter } }', { name });
  const commandId = randomUUID();
  await founder.do('foundAssembly', { commandId, name: 'Riu Clar', charter: preset.charter });
  const assembly = await Assembly.officersOf(server, commandId);
  return [assembly, ...(people.length === 0 ? [] : await assembly.enrol(people))];
}

/** Opaque id of a new draft of this member's. */
export async function draftBy(member: Member, wording: Json): Promise<string> {
  return (await member.do('draftProposal', wording))['proposal'].id;
}

/** Certified result of a proposal whose voting ends here. */
export async function settled(assembly: Assembly, proposalId: string): Promise<Json> {
  await assembly.close(proposalId);
  return certified(assembly, proposalId);
}

/** Certified result of a proposal whose voting has ended. */
export async function certified(assembly: Assembly, proposalId: string): Promise<Json> {
  await assembly.chair.do('certifyResult', { proposalId });
  const query = `query ($id: ID!) { proposal(id: $id) {
    result { outcome force winners suspension { hallOutcome opposition turnout } } } }`;
  return (await assembly.auditor.read(query, { id: proposalId })).proposal.result;
}

/** Every one of these members says the same. */
export async function allSay(members: readonly Member[], proposalId: string, choice: Json): Promise<void> {
  await Promise.all(members.map((member) => member.votes(proposalId, choice)));
}

/** Waits until the server itself has moved a proposal on. */
export function reaches(assembly: Assembly, proposalId: string, status: string): Promise<true> {
  return awaitUntil(status, async () => {
    const query = 'query ($id: ID!) { proposal(id: $id) { status } }';
    return (await assembly.auditor.read(query, { id: proposalId })).proposal.status === status;
  });
}

/** Waits until all that a certified proposal enacts is done; each with why not, where it could not be. */
export function enacted(assembly: Assembly, proposalId: string): Promise<Json[]> {
  return awaitUntil('the enactment', async () => {
    const query = 'query ($id: ID!) { proposal(id: $id) { enacts { kind done reason } } }';
    const { enacts } = (await assembly.auditor.read(query, { id: proposalId })).proposal;
    return enacts.every(({ done }: Json) => done !== null) && enacts;
  });
}

/** Minutes of a meeting in Markdown. */
export async function minutesOf(assembly: Assembly, meetingId: string): Promise<string> {
  const query = 'query ($id: ID!) { meetingMinutes(meetingId: $id) { markdown } }';
  return (await assembly.auditor.read(query, { id: meetingId })).meetingMinutes.markdown;
}
