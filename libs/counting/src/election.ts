import type { Fraction } from './exact/fraction';
import type { CountingRuleName } from './counting-rules';
import type { DelegationRuleName } from './delegation-rules';

/** An exact non-negative number as text: an integer, a decimal, or "p/q". */
export type ExactText = string;

/** What a JSON document can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Channel = 'in-person' | 'online';

/** "assembly", "area:<path>" or "proposal". */
export type Scope = 'assembly' | 'proposal' | `area:${string}`;

export interface Member {
  readonly id: string;
  readonly weight: Fraction;
  readonly class?: string;
  /** False for a consultative guest: tallied apart, never carrying weight into the binding tally. */
  readonly votes: boolean;
  readonly present: boolean;
}

/** `to` is ranked, best first; empty means "I delegate to nobody here". */
export interface Delegation {
  readonly from: string;
  readonly scope: Scope;
  readonly to: readonly string[];
}

/** Plain JSON, as in the count file and in a stored policy. */
export interface DelegationLimits {
  /** Most hops a weight may travel. */
  readonly maxChain?: number;
  /** Most a voter may carry for others, as a share of the electorate's weight. */
  readonly cap?: ExactText;
  /** What is left of a weight after each hop, between 0 and 1. */
  readonly damping?: ExactText;
}

export interface Ballot {
  readonly voter: string;
  /** As cast; valid for the election's counting rule. */
  readonly choice: Json;
  readonly channel: Channel;
}

/** `count` anonymous ballots of the same choice. */
export interface ProfileLine {
  readonly count: Fraction;
  readonly choice: Json;
  readonly class?: string;
  readonly channel: Channel;
}

/** A show of hands: who was in the counted set, and how many hands each option got. Absent `counted`: heads of weight 1, set unknown. */
export interface HandCount {
  readonly counted?: readonly string[];
  readonly totals: { readonly [optionOrAbstain: string]: number };
}

export interface Weighing {
  readonly factors?: { readonly 'in-person'?: ExactText; readonly online?: ExactText; readonly carried?: ExactText };
  readonly blocs?: {
    readonly by: BlocKind;
    readonly shares: { readonly [bloc: string]: ExactText };
    readonly empty?: 'redistribute' | 'forfeit' | 'invalid';
  };
  readonly caps?: { readonly by: BlocKind; readonly shares: { readonly [bloc: string]: ExactText } };
  readonly commission?: Commission;
}

/** What a commission's own ballots count for in its own area. */
export interface CommissionWeight {
  /** Each own ballot of a member of the commission counts this many times, on top of its channel's factor. */
  readonly factor: ExactText;
  /** Most the commission may hold of all that counts, after factors. */
  readonly cap?: ExactText;
}

/** The commission of the proposal's area: who was appointed to it. */
export interface Commission extends CommissionWeight {
  readonly members: readonly string[];
}

/** A weighing as a policy says it, before anyone knows who is in which commission. */
export interface PolicyWeighing extends Omit<Weighing, 'commission'> {
  readonly commission?: CommissionWeight;
}

export type BlocKind = 'class' | 'channel';

export interface Threshold {
  readonly base: 'yes-no' | 'valid' | 'present' | 'entitled';
  readonly fraction: ExactText;
  /** True: more than the fraction. False: at least the fraction. */
  readonly strict: boolean;
  readonly measure?: 'weight' | 'heads';
  /** Asked of every class or channel of the electorate. */
  readonly perBloc?: BlocKind;
}

/** Exactly one of `fraction` (of entitled) and `atLeast` (absolute). */
export interface Quorum {
  readonly of: 'entitled-weight' | 'entitled-heads' | 'valid-weight' | 'valid-heads' | 'present';
  readonly fraction?: ExactText;
  readonly atLeast?: ExactText;
}

export interface Decision {
  readonly thresholds?: readonly Threshold[];
  readonly quorums?: readonly Quorum[];
  /** Whether a block (and, with no threshold of its own, an objection) keeps a proposal from adoption. Default true. */
  readonly blocksStand?: boolean;
}

export interface RuleOptions {
  readonly strength?: 'winning-votes' | 'margins' | 'ratio';
  readonly unlisted?: 'last' | 'not-compared' | 'exhausted';
  readonly quota?: 'droop' | 'hare' | 'hagenbach-bischoff';
  readonly transfer?: 'gregory' | 'scottish' | 'meek';
  readonly maxScore?: number;
  /** Worst to best. */
  readonly grades?: readonly string[];
  /** An option must beat it to win. */
  readonly defaultOption?: string;
  readonly divisor?: ExactText;
  readonly firstDivisor?: ExactText;
}

/** "none", "status-quo", "chair:<member id>", "order", or "draw:<hex seed from the log>". */
export type TieBreak = 'none' | 'status-quo' | 'order' | `chair:${string}` | `draw:${string}`;

/** One election, validated: the count file in memory. Arrays keep the file's order, which never changes a result. */
export interface Election {
  readonly title?: string;
  readonly options: readonly string[];
  readonly rule: CountingRuleName;
  readonly ruleOptions: RuleOptions;
  readonly seats: number;
  readonly tieBreak: TieBreak;
  readonly members: readonly Member[];
  /** The proposal's area paths, such as "roads/cycling". */
  readonly areas: readonly string[];
  readonly delegationRule: DelegationRuleName;
  readonly delegations: readonly Delegation[];
  readonly delegationLimits: DelegationLimits;
  /** A later ballot of the same voter replaces the earlier one. */
  readonly ballots: readonly Ballot[];
  readonly profile: readonly ProfileLine[];
  readonly handCounts: readonly HandCount[];
  readonly weighing: Weighing;
  readonly decision: Decision;
  /** Totals where there are no members. */
  readonly entitled?: Fraction;
  readonly present?: Fraction;
  readonly costs: { readonly [option: string]: ExactText };
  readonly budget?: ExactText;
}

/** An election with everything optional at its default: what is not given is empty, `none`, one seat, breadth-first. */
export function election(given: Partial<Election> & Pick<Election, 'options' | 'rule'>): Election {
  return {
    ruleOptions: {},
    seats: 1,
    tieBreak: 'none',
    members: [],
    areas: [],
    delegationRule: 'breadth-first',
    delegations: [],
    delegationLimits: {},
    ballots: [],
    profile: [],
    handCounts: [],
    weighing: {},
    decision: {},
    costs: {},
    ...given,
  };
}

/** Versions of the count file and of its result. */
export type FileVersion = 1 | 2;

/** The lowest version that can say this election: 2 where a commission weighs, else 1. */
export function fileVersion({ weighing }: Pick<Election, 'weighing'>): FileVersion {
  return weighing.commission === undefined ? 1 : 2;
}
