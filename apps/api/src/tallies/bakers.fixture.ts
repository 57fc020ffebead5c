import { randomUUID } from 'node:crypto';
import { streams, type PlenumEvent } from '@plenum/domain';
import { NO_STREAM, type NewEvent } from '@plenum/event-log';
import { demoCharter } from '../demo/charter';
import type { OpenAssembly } from '../platform/assemblies';

/** Facts about the Bakers of the Lane and their roof, for specs. */
export type Fact = Omit<PlenumEvent, 'version'>;

export const [ada, bo, cy, roof] = ['1', '2', '3', 'f'].map(
  (digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`,
) as [string, string, string, string];

export const enrolled = (memberId: string) =>
  ({ type: 'MemberEnrolled', data: { memberId, weight: '1', votes: true } }) as const;
export const delegated = (memberId: string, ...delegates: string[]) =>
  ({ type: 'DelegationSet', data: { memberId, scope: 'assembly', delegates } }) as const;
export const cast = (memberId: string, choice: string) =>
  ({ type: 'BallotCast', data: { proposalId: roof, memberId, choice, channel: 'online' } }) as const;
export const closed = { type: 'VotingClosed', data: { proposalId: roof, cause: 'chair', reason: 'done' } } as const;

/** Ada, Bo and Cy are asked about the roof, under this policy. */
export function asked(policyId: string): readonly Fact[] {
  const wording = { title: 'Mend the roof', text: '', options: ['yes', 'no'], policyId };
  const electorate = { members: 3, weight: '3' };
  const opening = { charterVersion: 1, rollRevision: 2, electorate, closesAt: '2999-12-24T12:00:00.000Z' };
  return [
    { type: 'AssemblyFounded', data: { name: 'Bakers of the Lane' } },
    { type: 'CharterAdopted', data: { charterVersion: 1, charter: demoCharter } },
    ...[ada, bo, cy].map(enrolled),
    { type: 'ProposalDrafted', data: { proposalId: roof, ...wording } },
    { type: 'VotingOpened', data: { proposalId: roof, ...opening } },
  ];
}

const streamOf = ({ data }: Fact): string => {
  if ('choice' in data) return streams.ballot(data.proposalId, data.memberId);
  if ('proposalId' in data) return streams.proposal(data.proposalId!);
  if ('scope' in data) return streams.delegations(data.memberId);
  return 'memberId' in data ? streams.roll() : streams.assembly();
};

/** Each fact is one command, and the view shows it. */
export async function record({ log, view }: OpenAssembly, ...facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) {
    const next = view.record.position + 1;
    const stream = streamOf(fact);
    const expectedRevision = (await log.readStream(stream)).at(-1)?.revision ?? NO_STREAM;
    const about = {
      commandId: randomUUID(),
      commandDigest: 'a'.repeat(64),
      actor: 'role:chair',
      at: '2026-11-24T12:00:00.000Z',
    };
    await log.append({ stream, expectedRevision, events: [{ ...fact, version: 1 } as NewEvent], ...about });
    await view.reached(next);
  }
}
