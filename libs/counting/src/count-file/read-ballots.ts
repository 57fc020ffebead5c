import { ABSTAIN, type CountingRuleName, countingRule, parseChoice } from '../counting-rules';
import type { RuleContext } from '../counting-rules/counting-rule';
import type { Ballot, Channel, HandCount, Json, ProfileLine } from '../election';
import type { Place } from './place';
import { type Roll, checkedDenominator, memberOf } from './read-people';
import { shown } from './strict-json';

/** The parts of the election that say which choices are valid. */
export interface Paper extends RuleContext {
  readonly rule: CountingRuleName;
}

export function readBallots(place: Place, paper: Paper, roll: Roll): readonly Ballot[] {
  const readChoice = choiceReader(paper);
  return place.list().map((item) => {
    const { voter, choice, channel } = item.fields(['voter', 'choice', 'channel'], ['voter', 'choice']);
    return { voter: memberOf(voter, roll), choice: readChoice(choice), channel: readChannel(channel) };
  });
}

export function readProfile(place: Place, paper: Paper): readonly ProfileLine[] {
  const readChoice = choiceReader(paper);
  let denominator = 1n;
  return place.list().map((item) => {
    const {
      count,
      choice,
      class: cls,
      channel,
    } = item.fields(['count', 'choice', 'class', 'channel'], ['count', 'choice']);
    const line = {
      count: count.exact(),
      choice: readChoice(choice),
      ...(cls.given && { class: cls.text() }),
      channel: readChannel(channel),
    };
    denominator = checkedDenominator(count, denominator, line.count);
    return line;
  });
}

/** Checks a choice as the rule does; the same text is checked once. */
function choiceReader(paper: Paper): (place: Place) => Json {
  const valid = new Set<unknown>();
  return (place) => {
    const raw = place.value;
    if (valid.has(raw)) return raw as Json;
    const read = parseChoice(paper.rule, paper, raw);
    if (!('choice' in read)) place.refuse(read.reason, read.path);
    if (typeof raw === 'string') valid.add(raw);
    return raw as Json;
  };
}

function readChannel(place: Place): Channel {
  return place.given ? place.oneOf(['in-person', 'online']) : 'online';
}

export function readHandCounts(
  place: Place,
  paper: Paper,
  roll: Roll,
  voters: ReadonlySet<string>,
): readonly HandCount[] {
  const rule = countingRule(paper.rule);
  const entries = [...(rule.handChoices?.(paper).keys() ?? []), ABSTAIN];
  const countedBefore = new Set<string>();
  return place.list().map((item) => {
    if (!rule.handChoices)
      item.refuse(`is not possible under the rule ${paper.rule}: a show of hands cannot say so much`);
    const { counted, totals } = item.fields(['counted', 'totals'], ['totals']);
    const hands = readTotals(totals, entries);
    if (!counted.given) {
      if (roll.size > 0) counted.refuse('is required where there are members');
      return { totals: hands };
    }
    const people = roll.size > 0 ? readCounted(counted, roll, voters) : counted.distinctTexts();
    people.forEach(
      (id, index) => countedBefore.has(id) && counted.at(index).refuse(`was counted before: ${shown(id)}`),
    );
    people.forEach((id) => countedBefore.add(id));
    const raised = Object.values(hands).reduce((sum, some) => sum + some, 0);
    if (raised > people.length) totals.refuse(`adds up to ${raised} hands of ${people.length} people`);
    return { counted: people, totals: hands };
  });
}

function readTotals(place: Place, entries: readonly string[]): { readonly [entry: string]: number } {
  const totals = place.names().map((name) => {
    if (!entries.includes(name)) place.at(name).refuse(`is not one of ${entries.map(shown).join(', ')}`);
    return [name, place.at(name).whole(0)] as const;
  });
  return Object.fromEntries(totals);
}

/** The counted set: voting members of equal own weight who cast no ballot. */
function readCounted(place: Place, roll: Roll, voters: ReadonlySet<string>): readonly string[] {
  const people = place.distinctTexts();
  people.forEach((id, index) => {
    const member = roll.get(memberOf(place.at(index), roll))!;
    if (!member.votes) place.at(index).refuse(`is a guest and not counted: ${shown(id)}`);
    if (voters.has(id)) place.at(index).refuse(`cast a ballot and cannot be counted again: ${shown(id)}`);
    if (!member.weight.equals(roll.get(people[0]!)!.weight)) place.refuse('must all have the same own weight');
  });
  return people;
}
