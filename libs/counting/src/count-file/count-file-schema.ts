import { countingRule, countingRuleNames } from '../counting-rules';
import type { BallotForm } from '../counting-rules/counting-rule';
import { delegationRuleNames } from '../delegation-rules';
import { MAX_DELEGATES } from '../delegations/delegation-graph';
import { MAX_NUMBER_LENGTH } from '../exact/fraction';
import { MAX_OPTIONS, MAX_SEATS } from './parse-count-file';
import { MAX_SCORE } from './policy-parts';

type Schema = { readonly [keyword: string]: unknown };

const name: Schema = { type: 'string', minLength: 1 };
const names: Schema = { type: 'array', items: name, uniqueItems: true };
const flag: Schema = { type: 'boolean' };
const oneOf = (...values: readonly string[]): Schema => ({ enum: values });
const whole = (minimum: number, maximum?: number): Schema => ({
  type: 'integer',
  minimum,
  ...(maximum !== undefined && { maximum }),
});
const object = (properties: Schema, ...required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});
const dictionary = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
const ref = (definition: string): Schema => ({ $ref: `#/$defs/${definition}` });

const exact = ref('exact');
const choice: Schema = {};
const blocKind = oneOf('class', 'channel');

/** The published JSON Schema (draft 2020-12) of the count file. What a schema cannot say, such as who is a member, the reader checks. */
export function countFileSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Plenum count file',
    description: 'One election in one JSON document, as `plenum count` reads it.',
    ...object(PROPERTIES, 'plenum', 'options', 'rule'),
    anyOf: ['ballots', 'profile', 'handCounts'].map((key) => ({ required: [key] })),
    dependentRequired: { ballots: ['members'] },
    allOf: [NO_COMMISSION_IN_VERSION_1, ...choicesByRule()],
    $defs: DEFINITIONS,
  };
}

const threshold = object(
  {
    base: oneOf('yes-no', 'valid', 'present', 'entitled'),
    fraction: exact,
    strict: flag,
    measure: oneOf('weight', 'heads'),
    perBloc: blocKind,
  },
  'base',
  'fraction',
  'strict',
);

const quorum: Schema = {
  ...object(
    {
      of: oneOf('entitled-weight', 'entitled-heads', 'valid-weight', 'valid-heads', 'present'),
      fraction: exact,
      atLeast: exact,
    },
    'of',
  ),
  oneOf: [{ required: ['fraction'] }, { required: ['atLeast'] }],
};

const PROPERTIES: Schema = {
  plenum: { enum: [1, 2] },
  title: name,
  options: { ...names, minItems: 1, maxItems: MAX_OPTIONS, not: { contains: { const: 'abstain' } } },
  rule: oneOf(...countingRuleNames),
  ruleOptions: object({
    strength: oneOf('winning-votes', 'margins', 'ratio'),
    unlisted: oneOf('last', 'not-compared', 'exhausted'),
    quota: oneOf('droop', 'hare', 'hagenbach-bischoff'),
    transfer: oneOf('gregory', 'scottish', 'meek'),
    maxScore: whole(1, MAX_SCORE),
    grades: { ...names, minItems: 2 },
    defaultOption: name,
    divisor: exact,
    firstDivisor: exact,
  }),
  seats: whole(1, MAX_SEATS),
  tieBreak: { type: 'string', pattern: '^(none|status-quo|order|chair:.+|draw:[0-9a-f]{16,128})$' },
  members: { type: 'array', items: object({ id: name, weight: exact, class: name, votes: flag, present: flag }, 'id') },
  areas: { ...names, items: ref('area') },
  delegationRule: oneOf(...delegationRuleNames),
  delegations: {
    type: 'array',
    items: object(
      { from: name, scope: ref('scope'), to: { ...names, maxItems: MAX_DELEGATES } },
      'from',
      'scope',
      'to',
    ),
  },
  delegationLimits: object({ maxChain: whole(0), cap: exact, damping: exact }),
  ballots: { type: 'array', items: object({ voter: name, choice, channel: ref('channel') }, 'voter', 'choice') },
  profile: {
    type: 'array',
    items: object({ count: exact, choice, class: name, channel: ref('channel') }, 'count', 'choice'),
  },
  handCounts: { type: 'array', items: object({ counted: names, totals: dictionary(whole(0)) }, 'totals') },
  weighing: object({
    factors: object({ 'in-person': exact, online: exact, carried: exact }),
    blocs: object(
      { by: blocKind, shares: dictionary(exact), empty: oneOf('redistribute', 'forfeit', 'invalid') },
      'by',
      'shares',
    ),
    caps: object({ by: blocKind, shares: dictionary(exact) }, 'by', 'shares'),
    commission: object({ members: names, factor: exact, cap: exact }, 'members', 'factor'),
  }),
  decision: object({
    thresholds: { type: 'array', items: threshold },
    quorums: { type: 'array', items: quorum },
    blocksStand: flag,
  }),
  entitled: exact,
  present: exact,
  costs: dictionary(exact),
  budget: exact,
};

const DEFINITIONS: Schema = {
  exact: {
    description: 'An exact number that is not negative: an integer, a decimal, or a fraction "p/q".',
    type: 'string',
    maxLength: MAX_NUMBER_LENGTH,
    pattern: '^[0-9]+([.][0-9]+|/0*[1-9][0-9]*)?$',
  },
  channel: oneOf('in-person', 'online'),
  area: { type: 'string', pattern: '^[^/]+(/[^/]+)*$' },
  scope: { type: 'string', pattern: '^(assembly|proposal|area:[^/]+(/[^/]+)*)$' },
};

const FORMS: { readonly [form in BallotForm]: Schema } = {
  'yes-no': oneOf('yes', 'no', 'abstain'),
  consent: oneOf('agree', 'object', 'block', 'abstain'),
  approvals: { anyOf: [names, oneOf('abstain')] },
  points: { anyOf: [dictionary(whole(0, MAX_SCORE)), oneOf('abstain')] },
  grades: { anyOf: [dictionary({ anyOf: [whole(0, MAX_SCORE), name] }), oneOf('abstain')] },
  ranking: { anyOf: [{ type: 'array', items: { ...names, minItems: 1 } }, oneOf('abstain')] },
  'one-option': name,
};

const NO_COMMISSION_IN_VERSION_1: Schema = {
  if: { properties: { plenum: { const: 1 } }, required: ['plenum'] },
  then: { properties: { weighing: { properties: { commission: false } } } },
};

/** For each form of ballot: under the rules that use it, choices look like this. */
function choicesByRule(): readonly Schema[] {
  return (Object.keys(FORMS) as BallotForm[]).map((form) => {
    const cast = { items: { properties: { choice: FORMS[form] } } };
    const rules = countingRuleNames.filter((rule) => countingRule(rule).ballotForm === form);
    return {
      if: { properties: { rule: oneOf(...rules) }, required: ['rule'] },
      then: { properties: { ballots: cast, profile: cast } },
    };
  });
}
