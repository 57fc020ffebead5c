import { explain, type Explanation } from '@plenum/counting';
import { electionAround, type AssemblyRecord, type Choice, type StoredEvent } from '@plenum/domain';
import { shown } from '@plenum/event-log';
import { WHERE_IDS_ARE } from './asked-id';

/** One step of a voice: who handed it on, by which delegation, and where in the log that was said. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly scope: string;
  /** Log position of the `DelegationSet` in force. */
  readonly position: number;
}

/** Where one member's voice ended on one proposal, at one log position, with the events that it rests on. */
export interface WayOfAVoice {
  readonly memberId: string;
  readonly proposalId: string;
  readonly title: string;
  readonly position: number;
  /** Undefined when the member is not among those asked. */
  readonly explanation: Explanation | undefined;
  readonly steps: readonly Step[];
  /** The ballot that spoke for the member, where one did. */
  readonly ballot?: { readonly choice: Choice; readonly position: number };
}

/** Why nothing can be said of a voice. */
export interface Unanswered {
  readonly why: string;
}

/** Remembers, while a log is read, where ballots on one proposal and delegations stand in it; and looks when it is asked. */
export class VoiceWatch {
  private readonly ballots = new Map<string, number>();
  private readonly delegations = new Map<string, number>();
  private found: WayOfAVoice | Unanswered | undefined;
  private record: AssemblyRecord | undefined;

  /** Looks at the close of voting, or at the log position `at`; while voting is open, at the end. */
  constructor(
    private readonly memberId: string,
    private readonly proposalId: string,
    private readonly at: number | undefined,
  ) {}

  hear(event: StoredEvent, after: AssemblyRecord): void {
    this.record = after;
    if (this.found !== undefined) return;
    this.note(event);
    const closes = event.type === 'VotingClosed' && event.data.proposalId === this.proposalId;
    if (this.at === undefined ? closes : event.position === this.at) this.found = this.look(after);
  }

  /** What was found, or why nothing can be said. */
  answer(): WayOfAVoice | Unanswered {
    const { record, at, proposalId } = this;
    if (record === undefined || (at !== undefined && at > record.position))
      return { why: `the log ends at event ${record?.position ?? 0}` };
    const state = record.proposals.get(proposalId)?.state;
    if (state === undefined) return { why: `the log has no proposal ${proposalId}` };
    const way = this.found ?? (at === undefined ? this.lookAtTheEnd(record) : undefined);
    return (
      way ?? { why: `voting on proposal ${proposalId} had not opened${at === undefined ? '' : ` by event ${at}`}` }
    );
  }

  private note({ type, position, data }: StoredEvent): void {
    if ((type === 'BallotCast' || type === 'BallotChanged') && data.proposalId === this.proposalId)
      this.ballots.set(data.memberId, position);
    if (type === 'DelegationSet' || type === 'DelegatingOptedOut')
      this.delegations.set(`${data.memberId} ${data.scope}`, position);
  }

  /** A log that was not written by these rules can end in what no rule foresaw; what is wrong with it is the audit's to say. */
  private lookAtTheEnd(record: AssemblyRecord): WayOfAVoice | Unanswered | undefined {
    try {
      return this.look(record);
    } catch (error) {
      return { why: `event ${record.position} leaves what no rule foresaw: ${shown(String(error))}` };
    }
  }

  private look(record: AssemblyRecord): WayOfAVoice | Unanswered | undefined {
    const { memberId, proposalId } = this;
    const election = electionAround(record, proposalId, memberId);
    if (election === undefined) return undefined;
    const explanation = explain(election, memberId);
    if (explanation === undefined && !wasEverOn(record, memberId))
      return { why: `no member ${memberId} is on the roll at event ${record.position}; ${WHERE_IDS_ARE.Member}` };
    const voter = explanation?.voter;
    const { ballots, state } = record.proposals.get(proposalId)!;
    const choice = voter === undefined ? undefined : ballots.get(voter)?.choice;
    const path = explanation?.path ?? [];
    return {
      ...{ memberId, proposalId, explanation, position: record.position, title: state.wording.title },
      steps: path.slice(1).map((to, index) => {
        const from = path[index]!;
        const scope = explain(election, from)!.scope!;
        return { from, to, scope, position: this.delegations.get(`${from} ${scope}`) ?? 0 };
      }),
      ...(choice !== undefined && { ballot: { choice, position: this.ballots.get(voter!) ?? 0 } }),
    };
  }
}

/** Somebody of this id, also one who may not vote, or was struck since. */
function wasEverOn({ roll }: AssemblyRecord, memberId: string): boolean {
  return roll.members.has(memberId) || roll.struck.has(memberId);
}
