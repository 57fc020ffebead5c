import type { Commission, CommissionWeight, Election } from '../election';
import { Fraction } from '../exact/fraction';
import type { Place } from './place';
import { type Roll, memberOf } from './read-people';

/** A commission in a count file: who is in it, besides what it weighs. */
export function commissionReader(version: Place, roll: Roll): (place: Place) => Commission {
  return (place) => {
    if (version.value === 1) place.refuse('is not known in version 1 of this format; write "plenum": 2');
    const fields = place.fields(['members', 'factor', 'cap'], ['members', 'factor']);
    const ids = fields.members.distinctTexts();
    ids.forEach((_, index) => memberOf(fields.members.at(index), roll));
    return { members: ids, ...weightIn(fields) };
  };
}

/** A commission in a policy: what it weighs, whoever may be in it. */
export function readCommissionWeight(place: Place): CommissionWeight {
  return weightIn(place.fields(['factor', 'cap'], ['factor']));
}

function weightIn({ factor, cap }: { readonly factor: Place; readonly cap: Place }): CommissionWeight {
  return { factor: factor.exactText(), ...(cap.given && { cap: cap.exactText(Fraction.ONE) }) };
}

/** Hands that are not told apart must count alike: a counted set is of the commission, or has nobody of it. */
export function checkCommission(file: Place, { weighing, handCounts }: Election): void {
  if (weighing.commission === undefined) return;
  const commission = new Set(weighing.commission.members);
  handCounts.forEach(({ counted = [] }, index) => {
    const within = counted.filter((id) => commission.has(id)).length;
    if (within > 0 && within < counted.length)
      file
        .at('handCounts')
        .at(index)
        .at('counted')
        .refuse('must be all of the commission or none of it, since hands are not told apart');
  });
}
