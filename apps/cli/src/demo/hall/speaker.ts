import { randomUUID } from 'node:crypto';
import type { GraphqlClient, Variables } from '../../server/graphql-client';
import { REFUSAL, isRefusal, type Refusal } from '../../server/refusal';
import { Stopped } from '../../terminal/stopped';

export interface Receipt {
  readonly position: number;
  readonly leafHashes: readonly string[];
  readonly repeated: boolean;
}

export interface Recorded {
  readonly receipt: Receipt;
}

/** What each deed answers when it was recorded, and what the play wants to know of it beside the receipt. */
const answers = {
  foundAssembly: ['AssemblyRecorded', ''],
  enrolMembers: ['RollRecorded', 'members { id name }'],
  setDelegation: ['DelegationRecorded', ''],
  revokeDelegation: ['DelegationRecorded', ''],
  draftProposal: ['ProposalRecorded', 'proposal { id }'],
  openVoting: ['ProposalRecorded', ''],
  closeVoting: ['ProposalRecorded', ''],
  certifyResult: ['ProposalRecorded', 'proposal { result { outcome countDigest } }'],
  conveneMeeting: ['MeetingRecorded', 'meeting { id agenda { id } }'],
  openMeeting: ['MeetingRecorded', ''],
  takeItem: ['MeetingRecorded', ''],
  putItemToVote: ['MeetingRecorded', ''],
  concludeItem: ['MeetingRecorded', ''],
  pauseMeeting: ['MeetingRecorded', ''],
  resumeMeeting: ['MeetingRecorded', ''],
  closeMeeting: ['MeetingRecorded', ''],
  checkIn: ['PresenceRecorded', ''],
  checkOut: ['PresenceRecorded', ''],
  castBallot: ['BallotRecorded', ''],
  castNamedBallot: ['BallotRecorded', ''],
  openHandCount: ['HandCountNoted', 'handCount { id counted }'],
  enterHandTotals: ['HandCountNoted', 'handCount { status disagreed }'],
} as const;
export type DeedName = keyof typeof answers;

/** So often a deed that met others is said again, each time under the same command id. */
const MOST_TRIES = 20;

/** Somebody who says commands, under their own token. */
export class Speaker {
  constructor(private readonly client: Pick<GraphqlClient, 'ask'>) {}

  /** Throws `Stopped` when it is refused. */
  async do<Answer extends Recorded = Recorded>(name: DeedName, content: object): Promise<Answer> {
    const answer = await this.say<Answer>(name, content);
    if (isRefusal(answer)) throw new Stopped(answer.__typename, `${name}: ${answer.message}`);
    return answer;
  }

  /** Whatever comes of it, a refusal included. What a busy server could not take is said again, and recorded once. */
  async say<Answer extends Recorded = Recorded>(
    name: DeedName,
    content: object,
    commandId: string = randomUUID(),
  ): Promise<Answer | Refusal> {
    for (let tries = 1; ; tries++) {
      try {
        const data = await this.ask<Record<string, Answer | Refusal>>(documents[name], {
          input: { commandId, ...content },
        });
        return data[name]!;
      } catch (error) {
        const met = error instanceof Stopped && error.code === 'REVISION_CONFLICT';
        if (!met || tries === MOST_TRIES) throw error;
      }
    }
  }

  ask<Data>(query: string, variables: Variables = {}): Promise<Data> {
    return this.client.ask<Data>(query, variables);
  }
}

const documents = Object.fromEntries(
  Object.entries(answers).map(([name, [type, fields]]) => [name, documentOf(name, type, fields)]),
) as Readonly<Record<DeedName, string>>;

function documentOf(name: string, type: string, fields: string): string {
  const input = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const recorded = `... on ${type} { receipt { position leafHashes repeated } ${fields} }`;
  return `mutation Deed($input: ${input}!) { ${name}(input: $input) { ${recorded} ${REFUSAL} } }`;
}
