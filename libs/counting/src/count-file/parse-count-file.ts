import { type CountingRuleName, countingRule, countingRuleNames } from '../counting-rules';
import { delegationRuleNames } from '../delegation-rules';
import { type Election, type ExactText, type TieBreak, election } from '../election';
import { checkBlocs, checkTotals } from './cross-checks';
import { type CountFileError, Place, attempt } from './place';
import { readDecision, readDelegationLimits, readRuleOptions, readWeighing } from './policy-parts';
import { checkCommission, commissionReader } from './read-commission';
import { readBallots, readHandCounts, readProfile } from './read-ballots';
import { type Roll, readAreas, readDelegations, readMembers } from './read-people';
import { parseStrictJson, shown } from './strict-json';

export type ParsedCountFile = { readonly election: Election } | { readonly error: CountFileError };

export const COUNT_FILE_KEYS = [
  ...['plenum', 'title', 'options', 'rule', 'ruleOptions', 'seats', 'tieBreak', 'members', 'areas', 'delegationRule'],
  ...['delegations', 'delegationLimits', 'ballots', 'profile', 'handCounts', 'weighing', 'decision'],
  ...['entitled', 'present', 'costs', 'budget'],
] as const;

/** Reads the text of a count file (JSON). Whatever is not exactly as the format says is refused with its JSON path. */
export function parseCountFile(text: string): ParsedCountFile {
  const json = parseStrictJson(text);
  return 'fault' in json ? { error: json.fault } : readCountFile(json.value);
}

/** The same for JSON that is already parsed; repeated keys can no longer be seen. */
export function readCountFile(json: unknown): ParsedCountFile {
  const read = attempt(() => readElection(new Place(json)));
  return 'error' in read ? read : { election: read.value };
}

function readElection(file: Place): Election {
  const fields = file.fields(COUNT_FILE_KEYS, ['plenum', 'options', 'rule']);
  const at = (key: (typeof COUNT_FILE_KEYS)[number]) => fields[key]!;
  const version = at('plenum');
  if (version.value !== 1 && version.value !== 2) version.refuse('must be 1 or 2, the versions of this format');
  const options = readOptions(at('options'));
  const rule = at('rule').oneOf(countingRuleNames);
  const context = {
    ...{ options, rule, seats: at('seats').given ? at('seats').whole(1, MAX_SEATS) : 1 },
    ruleOptions: at('ruleOptions').given ? readRuleOptions(at('ruleOptions'), rule, options) : {},
    costs: at('costs').given ? readCosts(at('costs'), options) : {},
    ...(at('budget').given && { budget: at('budget').exactText() }),
  };
  checkRule(file, rule, context);
  const roll: Roll = at('members').given ? readMembers(at('members')) : new Map();
  if (!at('ballots').given && !at('profile').given && !at('handCounts').given)
    file.refuse('must have one of ballots, profile and handCounts');
  if (at('ballots').given && !at('members').given) at('members').refuse('is required where there are ballots');
  const ballots = at('ballots').given ? readBallots(at('ballots'), context, roll) : [];
  const voters = new Set(ballots.map(({ voter }) => voter));
  const read = election({
    ...(at('title').given && { title: at('title').text() }),
    ...context,
    tieBreak: at('tieBreak').given ? readTieBreak(at('tieBreak'), roll) : 'none',
    members: [...roll.values()],
    areas: at('areas').given ? readAreas(at('areas')) : [],
    ...(at('delegationRule').given && { delegationRule: at('delegationRule').oneOf(delegationRuleNames) }),
    delegations: at('delegations').given ? readDelegations(at('delegations'), roll) : [],
    delegationLimits: at('delegationLimits').given ? readDelegationLimits(at('delegationLimits')) : {},
    ballots,
    profile: at('profile').given ? readProfile(at('profile'), context) : [],
    handCounts: at('handCounts').given ? readHandCounts(at('handCounts'), context, roll, voters) : [],
    weighing: at('weighing').given ? readWeighing(at('weighing'), commissionReader(version, roll)) : {},
    decision: at('decision').given ? readDecision(at('decision')) : {},
    ...(at('entitled').given && { entitled: at('entitled').exact() }),
    ...(at('present').given && { present: at('present').exact() }),
  });
  checkBlocs(file, read);
  checkCommission(file, read);
  checkTotals(file, read);
  return read;
}

export const MAX_SEATS = 100_000;
/** Rules that compare every pair of options take time and room that grow with their square and more. */
export const MAX_OPTIONS = 1_000;

function readOptions(place: Place): readonly string[] {
  const options = place.distinctTexts();
  if (options.length === 0) place.refuse('must name at least one option');
  if (options.length > MAX_OPTIONS) place.refuse(`must not name more than ${MAX_OPTIONS} options`);
  const abstain = options.indexOf('abstain');
  if (abstain >= 0) place.at(abstain).refuse('must not be "abstain", which is a choice of its own');
  return options;
}

function readCosts(place: Place, options: readonly string[]): { readonly [option: string]: ExactText } {
  return Object.fromEntries(
    place.names().map((name) => {
      if (!options.includes(name)) place.at(name).refuse('is not one of the options');
      return [name, place.at(name).exactText()];
    }),
  );
}

function checkRule(
  file: Place,
  name: CountingRuleName,
  context: Parameters<NonNullable<ReturnType<typeof countingRule>['check']>>[0],
): void {
  const rule = countingRule(name);
  const wrong = rule.check?.(context);
  if (wrong) file.refuse(wrong.reason, wrong.path.slice(1));
  if (rule.decides === 'proposal' && context.seats > 1) file.at('seats').refuse(`must be 1 for the rule ${name}`);
  if (!rule.manySeatsEach && context.seats > context.options.length)
    file.at('seats').refuse('must not be more than the options');
}

function readTieBreak(place: Place, roll: Roll): TieBreak {
  const text = place.text();
  if (text === 'none' || text === 'status-quo' || text === 'order') return text;
  if (/^draw:[0-9a-f]{16,128}$/.test(text)) return text as TieBreak;
  if (text.startsWith('chair:')) {
    const chair = text.slice('chair:'.length);
    return roll.has(chair) ? (text as TieBreak) : place.refuse(`names a chair who is not a member: ${shown(chair)}`);
  }
  return place.refuse('must be "none", "status-quo", "order", "chair:<member>" or "draw:<16 to 128 hex digits>"');
}
