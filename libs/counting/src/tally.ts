import { countingRule } from './counting-rules';
import type { RuleResult } from './counting-rules/counting-rule';
import { type WeighedBloc, weigh } from './weighing/weigh';
import { CHANNELS, type Cast, type Cell, gather, weightedChoices } from './cells';
import { conditionsJson } from './conditions/conditions-json';
import { type Outcome, decide } from './conditions/decide';
import { type Turnout, turnout, turnoutByBloc } from './conditions/turnout';
import { NOTHING, add } from './delegations/damped-sum';
import { UNDELIVERED_REASONS, type UndeliveredReason } from './delegations/deliver';
import { type Resolution, resolveDelegations } from './delegations/resolve-delegations';
import type { BlocKind, Election, ExactText, Json } from './election';
import type { Fraction } from './exact/fraction';
import { assert } from './fault';
import { keyed } from './keyed';

/** Numbers by name: by option, class, channel or reason. */
export type Exact<Name extends string = string> = { readonly [name in Name]: ExactText };

export interface Undelivered {
  readonly total: ExactText;
  readonly reasons: Exact<UndeliveredReason>;
}

/** One class or channel: own weights, and scores where the rule's scores add up. */
export interface GroupTally {
  readonly entitled: ExactText;
  readonly valid: ExactText;
  readonly own: ExactText;
  readonly carried: ExactText;
  readonly handCount: ExactText;
  readonly scores?: Exact;
}

/** One bloc with a fixed share or a cap: what its ballots weigh in the end. */
export interface BlocTally {
  readonly share?: ExactText;
  readonly cap?: ExactText;
  readonly weight: ExactText;
  readonly scores?: Exact;
}

/** Consultative guests, tallied apart by the same rules. */
export interface GuestTally {
  readonly winners: readonly string[];
  readonly ranking?: readonly (readonly string[])[];
  readonly scores: Exact;
  readonly undelivered: Undelivered;
  readonly participation: { readonly entitled: ExactText; readonly valid: ExactText };
}

/**
 * The state of one count: everything but who carries whom. All numbers are exact, in lowest terms, as text; keys are in a fixed
 * order. `sums.own + sums.carried + sums.handCount + undelivered.total` is `participation.entitled` wherever there is a roll.
 */
export interface Tally {
  readonly outcome: Outcome;
  readonly winners: readonly string[];
  readonly ranking?: readonly (readonly string[])[];
  readonly scores: Exact;
  readonly undelivered: Undelivered;
  readonly participation: { readonly entitled: ExactText; readonly valid: ExactText; readonly quorum: boolean };
  readonly sums: Exact<'own' | 'carried' | 'handCount' | 'profile'>;
  readonly byClass: { readonly [cls: string]: GroupTally };
  readonly byChannel: { readonly [channel: string]: GroupTally };
  readonly byBloc: { readonly [bloc: string]: BlocTally };
  readonly guests?: GuestTally;
  readonly workings: { readonly [key: string]: Json };
}

/** Counts what was cast. Pass the resolution when it is already known; it must be that of this election's members. */
export function tally(election: Election, resolution: Resolution = resolveDelegations(election)): Tally {
  const cast = gather(election, resolution, 'members');
  const weighed = weigh(cast.cells, election.weighing);
  const verdict = decide(election, resolution, cast, weighed, countCells(election, cast, weighed.cells));
  const { result } = verdict;
  const { entitled, valid } = turnout(election, resolution, cast);
  return {
    outcome: verdict.outcome,
    winners: result.winners,
    ...(result.ranking && { ranking: result.ranking }),
    scores: exact(result.scores),
    undelivered: undelivered(cast),
    participation: { entitled: entitled.weight.toString(), valid: valid.weight.toString(), quorum: verdict.quorum },
    sums: sums(election, cast, entitled.weight),
    byClass: byGroup('class', election, resolution, cast),
    byChannel: byGroup('channel', election, resolution, cast),
    byBloc: keyed(weighed.blocs.map((bloc) => [bloc.bloc, blocTally(election, cast, bloc)])),
    ...(election.members.some(({ votes }) => !votes) && { guests: guestTally(election) }),
    workings: {
      ...result.workings,
      ...(Object.keys(election.weighing).length > 0 && {
        rawScores: exact(countCells(election, cast, cast.cells).scores),
      }),
      ...(verdict.conditions.length > 0 && { conditions: conditionsJson(verdict.conditions) }),
    },
  };
}

function guestTally(election: Election): GuestTally {
  const cast = gather(election, resolveDelegations(election, 'guests'), 'guests');
  const { winners, ranking, scores } = countCells(election, cast, cast.cells);
  const valid = weightOf(cast.cells).toString();
  return {
    winners,
    ...(ranking && { ranking }),
    scores: exact(scores),
    undelivered: undelivered(cast),
    participation: { entitled: cast.delivery.entitled.weight.toString(), valid },
  };
}

/** A hand that was not raised delivers nothing, and is told with those whose chain ended nowhere. */
function undelivered({ delivery, handsNotRaised }: Cast): Undelivered {
  const lost = { ...delivery.undelivered, 'dead-end': add(delivery.undelivered['dead-end'], handsNotRaised) };
  const total = UNDELIVERED_REASONS.map((reason) => lost[reason]).reduce(add, NOTHING);
  return {
    total: total.weight.toString(),
    reasons: exact(new Map(UNDELIVERED_REASONS.map((reason) => [reason, lost[reason].weight]))),
  };
}

function sums(election: Election, { cells, delivery, handsNotRaised }: Cast, entitled: Fraction): Tally['sums'] {
  const from = (source: Cell['source']) => weightOf(cells.filter((cell) => cell.source === source));
  const [own, carried, handCount, profile] = [from('own'), from('carried'), from('hand-count'), from('profile')];
  const lost = Object.values(delivery.undelivered).reduce(add, handsNotRaised).weight;
  const told = [own, carried, handCount, profile, lost].reduce((sum, part) => sum.plus(part));
  assert(
    election.entitled !== undefined || told.equals(entitled),
    `${told} of the electorate's ${entitled} is accounted for`,
  );
  return exact(new Map(Object.entries({ own, carried, handCount, profile }))) as Tally['sums'];
}

function byGroup(
  by: BlocKind,
  election: Election,
  resolution: Resolution,
  cast: Cast,
): { readonly [group: string]: GroupTally } {
  const groups = turnoutByBloc(by, election, resolution, cast);
  const names = by === 'channel' ? CHANNELS.filter((channel) => groups.has(channel)) : [...groups.keys()];
  return keyed(names.map((name) => [name, groupTally(election, cast, groups.get(name)!, (cell) => cell[by] === name)]));
}

function groupTally(
  election: Election,
  cast: Cast,
  { entitled, valid }: Turnout,
  isIn: (cell: Cell) => boolean,
): GroupTally {
  const cells = cast.cells.filter(isIn);
  const from = (source: Cell['source']) => weightOf(cells.filter((cell) => cell.source === source)).toString();
  return {
    entitled: entitled.weight.toString(),
    valid: valid.weight.toString(),
    own: from('own'),
    carried: from('carried'),
    handCount: from('hand-count'),
    ...scoresIfTheyAddUp(election, cast, cells),
  };
}

function blocTally(election: Election, cast: Cast, { share, cap, cells }: WeighedBloc): BlocTally {
  return {
    ...(share !== undefined && { share }),
    ...(cap !== undefined && { cap }),
    weight: weightOf(cells).toString(),
    ...scoresIfTheyAddUp(election, cast, cells),
  };
}

function scoresIfTheyAddUp(election: Election, cast: Cast, cells: readonly Cell[]): { readonly scores?: Exact } {
  return countingRule(election.rule).scoresAddUp ? { scores: exact(countCells(election, cast, cells).scores) } : {};
}

function countCells(election: Election, { choices }: Cast, cells: readonly Cell[]): RuleResult {
  const { ballots, abstained } = weightedChoices(choices, cells);
  return countingRule(election.rule).count(election, ballots, abstained);
}

function weightOf(cells: readonly Cell[]): Fraction {
  return cells.reduce(add, NOTHING).weight;
}

function exact<Name extends string>(numbers: ReadonlyMap<Name, Fraction>): Exact<Name> {
  return keyed([...numbers].map(([name, value]) => [name, value.toString()])) as Exact<Name>;
}
