import type { Fraction } from '../exact/fraction';
import type { Election, Json, RuleOptions } from '../election';
import type { Paper } from '../paper';

/** What a counting rule may know of an election besides its ballots. */
export type RuleContext = Pick<Election, 'options' | 'ruleOptions' | 'seats' | 'costs' | 'budget'>;

/** A choice as the rule understands it, or where in the raw choice ("", "[1][0]", ".a") something is wrong and what. */
export type ParsedChoice<Choice> = { readonly choice: Choice } | { readonly path: string; readonly reason: string };

/** All the weight (above 0, or heads above 0) that was cast for one choice. */
export interface WeightedChoice<Choice> {
  readonly choice: Choice;
  readonly weight: Fraction;
}

/** One possible set of winners; `open` are seats for which the others named have equal claims to the end. */
export interface Alternative {
  readonly winners: readonly string[];
  readonly open?: { readonly among: readonly string[]; readonly seats: number };
}

export interface RuleResult {
  /** `seats` winners, or more when a tie is not broken, in the election's order of options. */
  readonly winners: readonly string[];
  /** Whether a tie decides who won; absent: when there are more winners than seats. */
  readonly tied?: boolean;
  /** Seats that equal claims contend for, where an option can have several seats. */
  readonly contested?: { readonly among: readonly string[]; readonly seats: number };
  /** Where ties inside the count can fall in several ways: what each way comes to; one of them is to win. */
  readonly alternatives?: readonly Alternative[];
  /** Tied groups from best to worst; absent where the rule elects without ranking. */
  readonly ranking?: readonly (readonly string[])[];
  readonly scores: ReadonlyMap<string, Fraction>;
  /** How the result came about; every number an exact string. */
  readonly workings: { readonly [key: string]: Json };
}

/**
 * What a raw choice looks like: "yes" or "no"; "agree", "object" or "block"; a list of options; an object of option to whole number; the same with
 * grades by number or name; a list of tied groups of options, best first; one option. "abstain" is valid beside all of them.
 */
export type BallotForm = 'yes-no' | 'consent' | 'approvals' | 'points' | 'grades' | 'ranking' | 'one-option';

/** How one ballot stands to one option, where a threshold asks for yes and no. */
export type Stance = 'yes' | 'no' | 'neither';

/**
 * A way from weighted ballots to winners. One file each, exact, ties kept, indifferent to the order of ballots. Abstentions never reach
 * `count` as ballots: "abstain" is valid for every rule and is handled by the shelf.
 */
export interface CountingRule<Choice = unknown> {
  readonly name: string;
  readonly paper: Paper;
  /** `proposal`: one proposal is adopted or rejected. `options`: winners are elected among the options. */
  readonly decides: 'proposal' | 'options';
  readonly ballotForm: BallotForm;
  /** True where seats may outnumber options: lists that get several, or a budget instead of seats. */
  readonly manySeatsEach?: true;
  /** Whether the scores of two groups of ballots add up to the scores of both together; if so they are shown by class and channel. */
  readonly scoresAddUp: boolean;
  /** The ruleOptions this rule knows; any other is refused. */
  readonly knownOptions: readonly (keyof RuleOptions)[];
  /** The entries a show of hands may have, besides "abstain", and the choice each hand makes; absent: no show of hands. */
  readonly handChoices?: (context: RuleContext) => ReadonlyMap<string, Json>;
  /** Says what about the election itself the rule cannot work with, and where ("$.options"). */
  check?(context: RuleContext): { readonly path: string; readonly reason: string } | undefined;
  parseChoice(context: RuleContext, raw: unknown): ParsedChoice<Choice>;
  count(context: RuleContext, ballots: readonly WeightedChoice<Choice>[], abstained: Fraction): RuleResult;
  /** Where the ballot stands on an option, for thresholds. For a rule that decides a proposal the option is "yes". */
  stance(context: RuleContext, choice: Choice, option: string): Stance;
  /** Whether this ballot blocks: only rules with objections have it. */
  objects?(choice: Choice): 'block' | 'object' | undefined;
}
