import { ABSTAIN, countingRule } from '../counting-rules';
import type { Cast, Cell } from '../cells';
import { NO_CLASS } from '../cells';
import { type Amount, NOTHING, add } from '../delegations/damped-sum';
import type { Resolution } from '../delegations/resolve-delegations';
import type { BlocKind, Election, Member } from '../election';
import { Fraction } from '../exact/fraction';

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
  const anonymous = sum(cast.cells.filter(({ source }) => isAnonymous(election, source)));
  return {
    entitled: election.entitled ? known(election.entitled) : add(cast.delivery.entitled, anonymous),
    present: election.present
      ? known(election.present)
      : sum(resolution.roll.filter(({ present }) => present).map(own)),
    valid: sum(cast.cells),
  };
}

/** The same for every class or channel that the electorate has, by name. */
export function turnoutByBloc(
  by: BlocKind,
  election: Election,
  resolution: Resolution,
  cast: Cast,
): ReadonlyMap<string, Turnout> {
  const blocs = new Map<string, Turnout>();
  const put = (bloc: string, more: Partial<Turnout>) => {
    if (bloc === NO_CLASS) return;
    const old = blocs.get(bloc) ?? { entitled: NOTHING, present: NOTHING, valid: NOTHING };
    blocs.set(bloc, {
      entitled: add(old.entitled, more.entitled ?? NOTHING),
      present: add(old.present, more.present ?? NOTHING),
      valid: add(old.valid, more.valid ?? NOTHING),
    });
  };
  for (const member of resolution.roll)
    put(blocOfMember(by, member), { entitled: own(member), ...(member.present && { present: own(member) }) });
  for (const cell of cast.cells)
    put(cell[by], { valid: cell, ...(isAnonymous(election, cell.source) && { entitled: cell }) });
  return new Map([...blocs].sort(([a], [b]) => (a < b ? -1 : 1)));
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
  const standing = (stance: 'yes' | 'no') => sum(cells.filter(({ choice }) => stances[choice] === stance));
  return { yes: standing('yes'), no: standing('no') };
}

function blocOfMember(by: BlocKind, member: Member): string {
  return by === 'class' ? (member.class ?? NO_CLASS) : member.present ? 'in-person' : 'online';
}

/** Cast by people who are on no roll here. */
function isAnonymous(election: Election, source: Cell['source']): boolean {
  return source === 'profile' || (source === 'hand-count' && election.members.length === 0);
}

function own({ weight }: Member): Amount {
  return { weight, heads: Fraction.ONE };
}

function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce(add, NOTHING);
}
