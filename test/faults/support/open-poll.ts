import { randomUUID } from 'node:crypto';
import { charter } from '../../journeys/support/charter';
import type { Client } from '../../journeys/support/client';
import { localIdOf } from '../../journeys/support/people';
import type { ServerProcess } from './server-process';

/** An assembly with an open proposal, and somebody to speak for each of its members. */
export interface OpenPoll {
  readonly assemblyId: string;
  readonly proposalId: string;
  readonly chair: Client;
  readonly auditor: Client;
  readonly voters: readonly Client[];
}

export async function openPoll(server: ServerProcess, members: number): Promise<OpenPoll> {
  const assemblyId = randomUUID();
  await (await server.founder()).do('foundAssembly', { commandId: assemblyId, name: 'Riu Clar', charter });
  const [chair, registrar, auditor] = await Promise.all(
    (['chair', 'registrar', 'auditor'] as const).map((role) => server.client(assemblyId, [role])),
  );
  const people = Array.from({ length: members }, (_, index) => ({ name: `Voter ${index + 1}` }));
  const { members: enrolled } = await registrar!.do('enrolMembers', { members: people });
  const ids = (enrolled as { id: string }[]).map(({ id }) => localIdOf(id));
  const { proposal } = await chair!.do('draftProposal', { title: 'A well', policyId: 'ordinary' });
  await chair!.do('openVoting', { proposalId: proposal.id });
  const voters = await Promise.all(ids.map((memberId) => server.client(assemblyId, ['member'], memberId)));
  return { assemblyId, proposalId: proposal.id as string, chair: chair!, auditor: auditor!, voters };
}
