import { agenda } from './agenda';
import type { Gathering } from './gathering';
import type { Recorded } from './speaker';

/** An item of the agenda with its proposal, whose voting is open. */
export interface Called {
  readonly proposalId: string;
  readonly itemId: string;
}

export interface Convened {
  readonly meetingId: string;
  readonly items: readonly Called[];
}

interface ProposalDrafted extends Recorded {
  readonly proposal: { readonly id: string };
}

interface MeetingConvened extends Recorded {
  readonly meeting: { readonly id: string; readonly agenda: readonly { readonly id: string }[] };
}

/** Draft every proposal, open voting on it, and call the meeting: from here on those online can vote. */
export async function convene(gathering: Gathering): Promise<Convened> {
  const chair = await gathering.chair();
  const proposals: string[] = [];
  for (const { title, text, policyId } of agenda) {
    const { proposal } = await chair.do<ProposalDrafted>('draftProposal', { title, text, policyId });
    await chair.do('openVoting', { proposalId: proposal.id });
    proposals.push(proposal.id);
  }
  const { meeting } = await chair.do<MeetingConvened>('conveneMeeting', {
    title: 'Autumn assembly',
    place: 'The old weaving mill',
    startsAt: new Date().toISOString(),
    agenda: agenda.map(({ title }, index) => ({ title, proposalId: proposals[index] })),
  });
  const items = meeting.agenda.map(({ id }, index) => ({ itemId: id, proposalId: proposals[index]! }));
  return { meetingId: meeting.id, items };
}

/** So many people say at a time whom they trust. */
const AT_A_TIME = 16;

/** Each names one delegate for everything, or, without one, takes their voice back. */
export async function trust(
  gathering: Gathering,
  given: readonly (readonly [from: { id: string; name: string }, to?: { id: string; name: string }])[],
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < given.length) {
      const [from, to] = given[next++]!;
      const member = await gathering.member(from);
      const { receipt } =
        to === undefined
          ? await member.do('revokeDelegation', { scope: {} })
          : await member.do('setDelegation', { scope: {}, delegates: [to.id] });
      gathering.ledger.keep(receipt, { kind: 'trust', member: from.id, delegate: to?.id });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
}
