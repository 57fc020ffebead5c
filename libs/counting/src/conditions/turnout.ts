import { ABSTAIN, countingRule } from '../counting-rules';
import type { Cast, Cell } from '../cells';
import { type Amount, NOTHING, add, sumOf } from '../delegations/damped-sum';
import type { BlocKind, Election } from '../election';
import type { Fraction } from '../exact/fraction';
import { getOrAdd } from '../get-or-add';
import { type Attendance, NO_CLASS } from '../roll-sums';

/** How many there are, came, and took part: in the whole electorate or in one bloc. Own weights, before factors and blocs. */
export interface Turnout extends Attendance {
  /** Everything that counts as a valid ballot, abstentions included. */
  readonly valid: Amount;
}

/** Where the valid ballots stand on one option. */
export interface Support {
  readonly yes: Amount;
  readonly no: Amount;
}

export function turnout(election: Election, cast: Cast): Turnout {
  const known = (total: Fraction): Amount => ({ weight: total, heads: total });
  const anonymous = sumOf(cast.cells.filter(({ source }) => isAnonymous(election, source)));
  return {
    entitled: election.entitled ? known(election.entitled) : add(cast.delivery.entitled, anonymous),
    present: election.present ? known(election.present) : cast.roll.present,
    valid: sumOf(cast.cells),
  };
}

/** The same for every class or channel that the electorate has, by name, in name order. */
export function turnoutByBloc(by: BlocKind, election: Election, { roll, cells }: Cast): ReadonlyMap<string, Turnout> {
  const attendance = roll.by(by);
  const cast = new Map<string, Cell[]>([...attendance.keys()].map((name) => [name, []]));
  for (const cell of cells) getOrAdd(cast, cell[by], () => []).push(cell);
  cast.delete(NO_CLASS);
  const inOrder = [...cast].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    inOrder.map(([name, ofBloc]) => {
      const { entitled, present } = attendance.get(name) ?? { entitled: NOTHING, present: NOTHING };
      const anonymous = sumOf(ofBloc.filter(({ source }) => isAnonymous(election, source)));
      return [name, { entitled: add(entitled, anonymous), present, valid: sumOf(ofBloc) }];
    }),
  );
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
