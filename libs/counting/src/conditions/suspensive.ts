import { CellCounts } from '../cell-counts';
import { type Cast, type Cell, gather } from '../cells';
import { countingRule } from '../counting-rules';
import { sumOf } from '../delegations/damped-sum';
import { type Resolution, resolveDelegations } from '../delegations/resolve-delegations';
import type { Channel, Election, ExactText, Json } from '../election';
import { type Exact, exact } from '../exact/exact-numbers';
import { Fraction, fractionOf } from '../exact/fraction';
import { assert } from '../fault';
import { weigh } from '../weighing/weigh';
import { conditionsJson } from './conditions-json';
import { type Outcome, decide } from './decide';
import { support, turnout } from './turnout';

/** When those online send what the hall adopted to a second reading: both shares must be passed, each between 0 and 1. */
export interface Suspensive {
  /** Of yes and no online: more than this share says no. */
  readonly opposition: ExactText;
  /** Of the weight of the whole electorate: more than this share took part online, abstentions included. */
  readonly turnout: ExactText;
}

/** What the hall alone decides. */
export interface HallDecision {
  readonly outcome: Outcome;
  readonly winners: readonly string[];
  readonly scores: Exact;
  readonly quorum: boolean;
  /** Each condition with the figures it was judged by, as in `workings.conditions`. */
  readonly conditions: Json;
}

/** Where those online stand, in own weight, with the shares that were held against the policy's. */
export interface OnlineStanding {
  readonly yes: ExactText;
  readonly no: ExactText;
  readonly valid: ExactText;
  readonly entitled: ExactText;
  readonly opposition: ExactText;
  readonly turnout: ExactText;
  /** Whether both shares are passed. */
  readonly opposed: boolean;
}

export interface SuspensiveResult {
  /** That of the hall, but for a proposal that the hall adopts and those online oppose. */
  readonly outcome: Outcome | 'second-reading';
  readonly hall: HallDecision;
  readonly online: OnlineStanding;
}

/**
 * The hall decides: by the election's rule, weighing and conditions over what was cast in the hall, hands and carried weight included. Shares of
 * the entitled stay shares of the whole electorate. Those online cannot adopt or reject; opposition of theirs that is large enough, and that
 * enough of the electorate took part in, makes an adoption wait for a second reading. It is measured in own weight: what a channel's factor
 * or a bloc gives it plays no part inside the channel. Turnout is of the whole electorate, so that nobody changes it by walking in or out.
 *
 * Only for rules that decide one proposal: faults under a rule that elects, where no ballot is simply against.
 */
export function suspensiveResult(
  election: Election,
  suspensive: Suspensive,
  resolution: Resolution = resolveDelegations(election),
): SuspensiveResult {
  assert(countingRule(election.rule).decides === 'proposal', `${election.rule} has no opposition to suspend by`);
  const cast = gather(election, resolution, 'members');
  const hall = decideInHall(election, cast);
  const online = standingOnline(election, cast, suspensive);
  const outcome = hall.outcome === 'adopted' && online.opposed ? 'second-reading' : hall.outcome;
  return { outcome, hall, online };
}

function decideInHall(election: Election, cast: Cast): HallDecision {
  const hall = { ...cast, cells: cellsIn('in-person', cast) };
  const weighed = weigh(hall.cells, election.weighing);
  const counted = new CellCounts(election, hall).of(weighed.cells);
  const { outcome, result, quorum, conditions } = decide(ofEveryone(election, cast), hall, weighed, counted);
  const { winners, scores } = result;
  return { outcome, winners, scores: exact(scores), quorum, conditions: conditionsJson(conditions) };
}

/** Where ballots are anonymous, those cast online are entitled too. */
function ofEveryone(election: Election, cast: Cast): Election {
  if (election.members.length > 0) return election;
  return { ...election, entitled: turnout(election, cast).entitled.weight };
}

function standingOnline(election: Election, cast: Cast, suspensive: Suspensive): OnlineStanding {
  const cells = cellsIn('online', cast);
  const { yes, no } = support(election, cast.choices, cells, 'yes');
  const valid = sumOf(cells).weight;
  const entitled = turnout(election, cast).entitled.weight;
  const opposition = shareOf(no.weight, yes.weight.plus(no.weight));
  const tookPart = shareOf(valid, entitled);
  const passes = (share: Fraction, limit: ExactText) => share.compare(fractionOf(limit)) > 0;
  return {
    yes: yes.weight.toString(),
    no: no.weight.toString(),
    valid: valid.toString(),
    entitled: entitled.toString(),
    opposition: opposition.toString(),
    turnout: tookPart.toString(),
    opposed: passes(opposition, suspensive.opposition) && passes(tookPart, suspensive.turnout),
  };
}

function cellsIn(channel: Channel, { cells }: Cast): readonly Cell[] {
  return cells.filter((cell) => cell.channel === channel);
}

function shareOf(part: Fraction, whole: Fraction): Fraction {
  return whole.isZero() ? Fraction.ZERO : part.over(whole);
}
