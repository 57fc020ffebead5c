import { ABSTAIN, countingRule } from '../counting-rules';
import type { Cast, Cell } from '../cells';
import { NO_CLASS } from '../cells';
import { type Amount, DampedSum, add, sumOf } from '../delegations/damped-sum';
import type { Resolution } from '../delegations/resolve-delegations';
import type { BlocKind, Channel, Election, Member } from '../election';
import { commonScale } from '../exact/common-scale';
import { getOrAdd } from '../get-or-add';
import type { Fraction } from '../exact/fraction';

/** How many there are, came, and took part: in the whole electorate or in one bloc. Own weights, before factors and blocs. */
export interface Turnout {
  readonly entitled: Amount;
  readonly present: Amount;
  /** Everything that counts as a valid ballot, abstentions included. */
  readonly valid: Amount;
}

/** Where the valid ballots stand on one option. */
export interface Support {
  readonly yes: Amount;
  readonly no: Amount;
}

export function turnout(election: Election, resolution: Resolution, cast: Cast): Turnout {
  const known = (total: Fraction): Amount => ({ weight: total, heads: total });
  const anonymous = sumOf(cast.cells.filter(({ source }) => isAnonymous(election, source)));
  return {
    entitled: election.entitled ? known(election.entitled) : add(cast.delivery.entitled, anonymous),
    present: election.present ? known(election.present) : presentAmong(resolution.roll),
    valid: sumOf(cast.cells),
  };
}

/** The same for every class or channel that the electorate has, by name, in name order. */
export function turnoutByBloc(
  by: BlocKind,
  election: Election,
  resolution: Resolution,
  cast: Cast,
): ReadonlyMap<string, Turnout> {
  const { roll } = resolution;
  const scale = commonScale(roll.map(({ weight }) => weight));
  const sums = new Map<string, { entitled: DampedSum; present: DampedSum; cells: Cell[] }>();
  const bloc = (name: string) =>
    getOrAdd(sums, name, () => ({ entitled: new DampedSum(scale), present: new DampedSum(scale), cells: [] }));
  for (let member = 0; member < roll.length; member++) {
    const { entitled, present } = bloc(
      by === 'class' ? (roll[member]!.class ?? NO_CLASS) : channelOf(resolution, cast, member),
    );
    entitled.add(member, 0);
    if (roll[member]!.present) present.add(member, 0);
  }
  for (const cell of cast.cells) bloc(cell[by]).cells.push(cell);
  sums.delete(NO_CLASS);
  const inOrder = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    inOrder.map(([name, { entitled, present, cells }]) => {
      const anonymous = sumOf(cells.filter(({ source }) => isAnonymous(election, source)));
      return [name, { entitled: add(entitled.sent(), anonymous), present: present.sent(), valid: sumOf(cells) }];
    }),
  );
}

/** Through which channel a member's weight arrived; for whom it did not, by whether they are present. */
function channelOf({ roll, voter }: Resolution, { channelOfVoter }: Cast, member: number): Channel {
  const carrier = voter[member]!;
  return (carrier === -1 ? undefined : channelOfVoter(carrier)) ?? (roll[member]!.present ? 'in-person' : 'online');
}

/** Where everyone stands on `option`, by the rule's own reading of each choice. */
export function support(
  election: Election,
  choices: readonly unknown[],
  cells: readonly Cell[],
  option: string,
): Support {
  const rule = countingRule(election.rule);
  const stances = choices.map((choice) => (choice === ABSTAIN ? 'neither' : rule.stance(election, choice, option)));
  const standing = (stance: 'yes' | 'no') => sumOf(cells.filter(({ choice }) => stances[choice] === stance));
  return { yes: standing('yes'), no: standing('no') };
}

/** Cast by people who are on no roll here. */
function isAnonymous(election: Election, source: Cell['source']): boolean {
  return source === 'profile' || (source === 'hand-count' && election.members.length === 0);
}

function presentAmong(roll: readonly Member[]): Amount {
  const present = roll.filter((member) => member.present);
  const sum = new DampedSum(commonScale(present.map(({ weight }) => weight)));
  for (let member = 0; member < present.length; member++) sum.add(member, 0);
  return sum.sent();
}
