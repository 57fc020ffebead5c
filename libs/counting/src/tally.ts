import { CellCounts } from './cell-counts';
import { type Cast, type Cell, gather } from './cells';
import { conditionsJson } from './conditions/conditions-json';
import { type Outcome, decide } from './conditions/decide';
import { turnout } from './conditions/turnout';
import { add, sumOf } from './delegations/damped-sum';
import { UNDELIVERED_REASONS, type UndeliveredReason } from './delegations/deliver';
import { type Resolution, resolveDelegations } from './delegations/resolve-delegations';
import type { Election, ExactText, Json } from './election';
import { type Exact, exact } from './exact/exact-numbers';
import type { Fraction } from './exact/fraction';
import { assert } from './fault';
import { type BlocTally, type GroupTally, blocTally, byGroup } from './group-tally';
import { keyed } from './keyed';
import { type SideBySide, sideBySide } from './weighing/side-by-side';
import { weigh } from './weighing/weigh';

export interface Undelivered {
  readonly total: ExactText;
  readonly reasons: Exact<UndeliveredReason>;
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
  /** Raw and weighted totals, wherever the policy weighs. */
  readonly weighed?: SideBySide;
  readonly guests?: GuestTally;
  readonly workings: { readonly [key: string]: Json };
}

/** Counts what was cast. Pass the resolution when it is already known; it must be that of this election's members. */
export function tally(election: Election, resolution: Resolution = resolveDelegations(election)): Tally {
  const members = gather(election, resolution, 'members');
  if (election.members.every(({ votes }) => votes)) return tallyOf(election, members);
  return tallyOf(election, members, gather(election, resolveDelegations(election, 'guests'), 'guests'));
}

/** The tally of what members, and consultative guests if there are any, cast: however that was added up. */
export function tallyOf(election: Election, cast: Cast, guests?: Cast): Tally {
  const counts = new CellCounts(election, cast);
  const counted = { election, cast, counts };
  const weighed = weigh(cast.cells, election.weighing);
  const verdict = decide(election, cast, weighed, counts.of(weighed.cells));
  const { result } = verdict;
  const { entitled, valid } = turnout(election, cast);
  const [byClass, byChannel] = [byGroup('class', counted), byGroup('channel', counted)];
  const groups = { class: Object.keys(byClass), channel: Object.keys(byChannel) };
  const sides = sideBySide({ ...counted, weighed, scores: result.scores, groups });
  return {
    outcome: verdict.outcome,
    winners: result.winners,
    ...(result.ranking && { ranking: result.ranking }),
    scores: exact(result.scores),
    undelivered: undelivered(cast),
    participation: { entitled: entitled.weight.toString(), valid: valid.weight.toString(), quorum: verdict.quorum },
    sums: sums(election, cast, entitled.weight),
    byClass,
    byChannel,
    byBloc: keyed(weighed.blocs.map((bloc) => [bloc.bloc, blocTally(counted, bloc)])),
    ...(sides && { weighed: sides }),
    ...(guests && { guests: guestTally(election, guests) }),
    workings: {
      ...result.workings,
      ...(Object.keys(election.weighing).length > 0 && {
        rawScores: exact(counts.of(cast.cells).scores),
      }),
      ...(verdict.conditions.length > 0 && { conditions: conditionsJson(verdict.conditions) }),
    },
  };
}

function guestTally(election: Election, cast: Cast): GuestTally {
  const { winners, ranking, scores } = new CellCounts(election, cast).of(cast.cells);
  const valid = sumOf(cast.cells).weight.toString();
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
  const total = sumOf(UNDELIVERED_REASONS.map((reason) => lost[reason]));
  return {
    total: total.weight.toString(),
    reasons: exact(new Map(UNDELIVERED_REASONS.map((reason) => [reason, lost[reason].weight]))),
  };
}

function sums(election: Election, { cells, delivery, handsNotRaised }: Cast, entitled: Fraction): Tally['sums'] {
  const from = (source: Cell['source']) => sumOf(cells.filter((cell) => cell.source === source)).weight;
  const [own, carried, handCount, profile] = [from('own'), from('carried'), from('hand-count'), from('profile')];
  const lost = Object.values(delivery.undelivered).reduce(add, handsNotRaised).weight;
  const told = [own, carried, handCount, profile, lost].reduce((sum, part) => sum.plus(part));
  assert(
    election.entitled !== undefined || told.equals(entitled),
    `${told} of the electorate's ${entitled} is accounted for`,
  );
  return exact(new Map(Object.entries({ own, carried, handCount, profile }))) as Tally['sums'];
}
