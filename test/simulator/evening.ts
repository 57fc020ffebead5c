import type { Choice, PlenumEvent, Policy } from '@plenum/domain';
import { convened, tellersOnRoll, tess, tom, winter } from '../../libs/domain/src/record/hall.contract';
import { drafted, enrolled, founded, policy, roof } from '../../libs/domain/src/record/people.contract';
import { uuid } from '../../libs/domain/src/record/story.contract';
import type { Dice } from '../faults/support/dice';
import * as deeds from './deeds';
import type { Deed } from './engine';

/** Unit: simulated milliseconds. */
export const CALM_MS = 4_000;
export const DEADLINE_MS = 2_500;
const LAST_WORD_MS = 3_200;

/** Something that somebody sets out to do at some moment. */
export interface Intent {
  readonly at: number;
  readonly who: string;
  readonly deed: Deed;
}

const freezes: readonly Policy['frozen']['weights'][] = ['at-open', 'at-close', 'live'];
const handful = ['0', '1/2', '1', '1', '1', '2'];

/** Five to eight members of small weights, two tellers, a draft on the agenda of a meeting, and one of the 27 ways to freeze. */
export function beginning(dice: Dice): { readonly members: readonly string[]; readonly told: readonly PlenumEvent[] } {
  const members = Array.from({ length: 5 + dice.below(4) }, (_, index) => uuid(`member ${index}`));
  const alike = dice.oneIn(2);
  const frozen = { electorate: dice.pick(freezes), weights: dice.pick(freezes), delegations: dice.pick(freezes) };
  const told = [
    ...founded(policy('ordinary', { frozen, earlyClose: 'chair' }, { maxDelegates: 1 })),
    ...members.map((id) => enrolled(id, { weight: alike ? '1' : dice.pick(handful) })),
    ...tellersOnRoll,
    drafted(roof),
    convened([roof]),
  ];
  return { members, told };
}

/** What everybody has in mind for the evening; the closing comes from the chair, from the deadline, or from both at once. */
export function intentsOf(members: readonly string[], dice: Dice, deadline: string): readonly Intent[] {
  const moment = (from = 0, to = LAST_WORD_MS) => from + dice.below(to - from);
  const chair = (at: number, deed: Deed): Intent => ({ at, who: 'role:chair', deed });
  const plans = members.flatMap((who) => ofMember(who, members, dice, moment));
  const shows = Array.from({ length: dice.below(3) }, (_, show) => ofShow(uuid(`show ${show}`), members, dice, moment));
  return [
    chair(moment(0, 200), deeds.opens(roof, deadline)),
    chair(moment(0, 600), deeds.begins(winter)),
    ...plans,
    ...shows.flat(),
    ...(dice.oneIn(3) ? [chair(moment(1_000), deeds.ends(winter))] : []),
    ...(dice.oneIn(3) ? [chair(moment(1_500), deeds.closes(roof, 'chair'))] : []),
    ...Array.from({ length: 3 }, (_, again) => ({
      at: DEADLINE_MS + again * 60,
      who: 'system:deadline',
      deed: deeds.closes(roof, 'deadline'),
    })),
  ];
}

type Moment = (from?: number, to?: number) => number;

function ofMember(who: string, members: readonly string[], dice: Dice, moment: Moment): readonly Intent[] {
  const others = members.filter((other) => other !== who);
  const once = (deed: Deed, by = who): Intent => ({ at: moment(), who: by, deed });
  const choice = () => dice.pick<Choice>(['yes', 'no', 'abstain']);
  return [
    ...Array.from({ length: dice.below(3) }, () => once(deeds.votes(roof, who, choice()))),
    ...(dice.oneIn(6) ? [once(deeds.takesBack(roof, who))] : []),
    ...(dice.oneIn(2) ? [once(deeds.trusts(who, dice.pick(others)))] : []),
    ...(dice.oneIn(5) ? [once(deeds.trusts(who, dice.pick(others), roof))] : []),
    ...(dice.oneIn(6) ? [once(deeds.revokes(who))] : []),
    ...Array.from({ length: dice.below(3) }, () => once(deeds.enters(winter, who), 'role:registrar')),
    ...(dice.oneIn(4) ? [once(deeds.leaves(winter, who), 'role:registrar')] : []),
    ...(dice.oneIn(12) ? [once(deeds.strikes(who), 'role:registrar')] : []),
    ...(dice.oneIn(16) ? [once(deeds.takesIn(who), 'role:registrar')] : []),
    ...(dice.oneIn(12) ? [once(deeds.reweighs(who, dice.pick(handful)), 'role:registrar')] : []),
  ];
}

/** Two tellers count, once or twice, and mostly come to the same. */
function ofShow(show: string, members: readonly string[], dice: Dice, moment: Moment): readonly Intent[] {
  const raised = moment(300, 2_000);
  const totals = () => ({ yes: dice.below(3), no: dice.below(2), abstain: dice.below(members.length > 6 ? 2 : 1) });
  const agreed = totals();
  const sheets = [tom, tess, tom, tess].map((teller): Intent => {
    const counted = dice.oneIn(4) ? totals() : agreed;
    return { at: raised + 30 + dice.below(600), who: teller, deed: deeds.counts(roof, show, teller, counted) };
  });
  return [
    { at: raised, who: 'role:chair', deed: deeds.raisesHands(roof, winter, show) },
    ...sheets,
    ...(dice.oneIn(4) ? [{ at: moment(raised), who: 'role:chair', deed: deeds.callsOff(roof, show) }] : []),
  ];
}
