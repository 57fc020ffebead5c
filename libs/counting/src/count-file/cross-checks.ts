import type { BlocKind, Election } from '../election';
import { Fraction } from '../exact/fraction';
import type { Place } from './place';
import { shown } from './strict-json';

/** Where control is shared out by class, everyone whose weight counts must have a class, and each class its share. */
export function checkBlocs(file: Place, { weighing, decision, members, profile, handCounts }: Election): void {
  const { blocs } = weighing;
  const kinds: (BlocKind | undefined)[] = [
    blocs?.by,
    weighing.caps?.by,
    ...(decision.thresholds ?? []).map(({ perBloc }) => perBloc),
  ];
  if (!kinds.includes('class')) return;
  const check = (place: Place, cls: string | undefined): void => {
    if (cls === undefined) return place.at('class').refuse('is required where classes are weighed or asked apart');
    if (blocs?.by === 'class' && !Object.hasOwn(blocs.shares, cls)) {
      file
        .at('weighing')
        .at('blocs')
        .at('shares')
        .refuse(`gives no share to the class ${shown(cls)}`);
    }
  };
  members.forEach((member, index) => member.votes && check(file.at('members').at(index), member.class));
  profile.forEach((line, index) => check(file.at('profile').at(index), line.class));
  const classOf = new Map(members.map((member) => [member.id, member.class]));
  handCounts.forEach(({ counted }, index) => {
    const classes = new Set((counted ?? []).map((id) => classOf.get(id)));
    if (members.length === 0 || classes.size > 1) {
      file
        .at('handCounts')
        .at(index)
        .at('counted')
        .refuse('must all be of one class where classes are weighed or asked apart');
    }
  });
}

/** The totals given for people who are on no roll must not contradict the ballots. */
export function checkTotals(file: Place, { entitled, present, members, profile, handCounts }: Election): void {
  if (members.length > 0) {
    if (entitled) file.at('entitled').refuse('is known from the members and must not be given');
    if (present) file.at('present').refuse('is known from the members and must not be given');
    return;
  }
  const hands = handCounts.flatMap(({ totals }) => Object.values(totals)).map((some) => Fraction.of(some));
  const cast = Fraction.sum([...profile.map(({ count }) => count), ...hands]);
  if (entitled && entitled.compare(cast) < 0) file.at('entitled').refuse(`is less than the ${cast} that were cast`);
  if (entitled && present && present.compare(entitled) > 0) file.at('present').refuse('is more than entitled');
}
