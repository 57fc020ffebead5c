import {
  fractionOf,
  liveTally,
  whyNotLive,
  type Election,
  type ExactText,
  type LiveElectorate,
  type LinearReason,
} from '@plenum/counting';
import type { Tally } from '@plenum/counting';
import type { StoredEvent } from '../catalogue';
import { Fault } from '../kernel/decider';
import type { Member } from '../roll/roll.evolve';
import { delegationsFor, electorOf, presentFor, type AssemblyRecord, type ProposalRecord } from './assembly-record';
import { countedDelegates, countedScopes, pinnedPolicy, type CountedScopes } from './counted-delegations';
import { termsOf } from './election-of';
import { standingHandCounts } from './hand-count-set';
import { liveElectorates } from './live-electorates';
import { touchedBy } from './touched-by';

/** What a member carries for others on one proposal. */
export interface Carrying {
  /** False while they have not voted: then the rest says what a ballot of theirs would carry. */
  readonly cast: boolean;
  readonly weight: ExactText;
  /** Members whose weight it is, near and far. Unit: heads. */
  readonly delegators: ExactText;
}

/** Why a proposal is counted from nothing each time. */
export type NotLiveReason = LinearReason | HallReason | 'not-open' | 'roll-too-large';

/** What only the linear pass knows: who is in the hall, shows of hands, and what a commission weighs. */
type HallReason = 'presence' | 'hand-counts' | 'commission';

function hallReason(record: AssemblyRecord, proposal: ProposalRecord): HallReason | undefined {
  if (presentFor(record, proposal).length > 0) return 'presence';
  if (standingHandCounts(proposal).length > 0) return 'hand-counts';
  return pinnedPolicy(record, proposal).weighing?.commission === undefined ? undefined : 'commission';
}

/**
 * An open proposal's count, carried from record to record by the events between them: an event costs the logarithm of the roll, and a tally
 * what its distinct choices cost. At every record the tally is, to the byte, that of `electionOf`.
 *
 * An amended or readmitted member changes what others' delegations lead to, in ways that nothing here keeps track of, and so does a hall:
 * then, as after the close, `follow` says so, and whoever wants to know begins anew, in one linear pass.
 */
export class LiveElection {
  private readonly scopes: CountedScopes;
  /** Whether the terms themselves change when somebody enters or leaves the electorate. */
  private readonly asksBySize: boolean;

  private constructor(
    private record: AssemblyRecord,
    readonly proposalId: string,
    private readonly terms: Election,
    private readonly parts: { readonly members: LiveElectorate; readonly guests: LiveElectorate },
    /** Electors whose delegation that applies ranks several delegates: while there is one, ways can turn that no event names. */
    private readonly ranking: Set<string>,
  ) {
    const proposal = this.proposalIn(record);
    this.scopes = countedScopes(record, proposal);
    this.asksBySize = pinnedPolicy(record, proposal).quorums.some(({ bySize }) => bySize !== undefined);
  }

  /** Counts a proposal from nothing, in one linear pass, or says why that has to be done each time. */
  static begin(record: AssemblyRecord, proposalId: string): LiveElection | NotLiveReason {
    const proposal = record.proposals.get(proposalId);
    if (proposal?.state.status !== 'open') return 'not-open';
    const terms = termsOf(record, proposal);
    const reason = whyNotLive(terms) ?? hallReason(record, proposal);
    if (reason !== undefined) return reason;
    const begun = liveElectorates(record, proposal, terms);
    if (begun === undefined) return 'roll-too-large';
    return new LiveElection(record, proposalId, terms, begun, begun.ranking);
  }

  /** Why there is no tally at this moment, though there may be one after the next event; undefined when there is. */
  get whyNot(): LinearReason | undefined {
    return this.ranking.size > 0 ? 'ranked-delegates' : undefined;
  }

  /** Members of the electorate whose vote binds. Unit: heads. */
  get electors(): number {
    return this.parts.members.electors;
  }

  /** Of these, those who cast a ballot of their own. Unit: heads. */
  get voters(): number {
    return this.parts.members.voters;
  }

  /** The tally at the record followed last. */
  tally(): Tally {
    if (this.whyNot !== undefined)
      throw new Fault(`proposal ${this.proposalId} cannot be counted live: ${this.whyNot}`);
    return liveTally(this.terms, this.parts.members, this.parts.guests);
  }

  /** What rests on a member's ballot at the record followed last. Nothing of others rests on a consultative guest's. */
  carrying(memberId: string): Carrying {
    if (this.whyNot !== undefined) throw new Fault(`what ${memberId} carries cannot be told live: ${this.whyNot}`);
    const proposal = this.proposalIn(this.record);
    const cast = proposal.ballots.has(memberId);
    const elector = electorOf(this.record, proposal, memberId);
    if (elector === undefined || !elector.votes) return { cast, weight: '0', delegators: '0' };
    const { weight, heads } = this.parts.members.carriedBy(memberId);
    return { cast, weight: weight.toString(), delegators: heads.toString() };
  }

  /** Goes on to `after`, where `events` lead from the record followed last. False when this count has ended: begin anew. */
  follow(after: AssemblyRecord, events: readonly StoredEvent[]): boolean {
    const before = this.record;
    if (before.position + events.length !== after.position) {
      throw new Fault(`${events.length} events do not lead from position ${before.position} to ${after.position}`);
    }
    const [was, is] = [this.proposalIn(before), this.proposalIn(after)];
    if (is.state.status !== 'open' || is.state.wording !== was.state.wording) return false;
    if (hallReason(after, is) !== undefined) return false;
    const touched = touchedBy(events, this.proposalId);
    if (touched.onRoll.size > 0 && this.asksBySize) return false;
    for (const id of touched.onRoll) {
      if (!this.place(id, electorOf(before, was, id), electorOf(after, is, id))) return false;
    }
    this.record = after;
    for (const id of touched.delegating) this.readDelegation(id);
    for (const id of touched.voting) this.readBallot(id);
    return true;
  }

  /** Takes a member in or out; false where they stay and weigh otherwise, or find no place. */
  private place(id: string, was: Member | undefined, is: Member | undefined): boolean {
    if (was !== undefined && is !== undefined) {
      return was.weight === is.weight && was.votes === is.votes && was.classId === is.classId;
    }
    if (was !== undefined) {
      this.ranking.delete(id);
      this.partOf(was).strike(id);
    }
    if (is === undefined) return true;
    const { weight, classId } = is;
    return this.partOf(is).enrol({
      id,
      weight: fractionOf(weight),
      ...(classId === undefined ? {} : { class: classId }),
    });
  }

  private readDelegation(id: string): void {
    const proposal = this.proposalIn(this.record);
    const elector = electorOf(this.record, proposal, id);
    if (elector === undefined) return;
    const delegates = countedDelegates(delegationsFor(this.record, proposal).get(id), this.scopes);
    if (delegates.length > 1) this.ranking.add(id);
    else this.ranking.delete(id);
    this.partOf(elector).setDelegation(id, delegates[0]);
  }

  private readBallot(id: string): void {
    const proposal = this.proposalIn(this.record);
    const elector = electorOf(this.record, proposal, id);
    if (elector === undefined) return;
    const ballot = proposal.ballots.get(id);
    if (ballot === undefined) this.partOf(elector).withdrawBallot(id);
    else this.partOf(elector).castBallot(id, ballot.choice, ballot.channel);
  }

  private partOf({ votes }: Member): LiveElectorate {
    return votes ? this.parts.members : this.parts.guests;
  }

  private proposalIn(record: AssemblyRecord): ProposalRecord {
    const proposal = record.proposals.get(this.proposalId);
    if (proposal === undefined) throw new Fault(`proposal ${this.proposalId} is gone from the record`);
    return proposal;
  }
}
