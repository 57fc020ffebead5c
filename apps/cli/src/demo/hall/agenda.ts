import type { Charter } from '@plenum/domain';

/** How the hall decides an item: all with a phone, by a show of hands, or called out by name. Those online always use a phone. */
export type Way = 'phones' | 'hands' | 'names';

export interface Item {
  readonly title: string;
  readonly text: string;
  readonly way: Way;
  /** How many of a hundred say yes. */
  readonly yes: number;
  readonly policyId: 'ordinary' | 'statutes';
}

const item = (way: Way, yes: number, title: string, text: string, policyId: Item['policyId'] = 'ordinary'): Item => ({
  ...{ way, yes, title, text, policyId },
});

/** Ten items in an hour, five of them by a show of hands. */
export const agenda: readonly Item[] = [
  item('hands', 92, 'The minutes of the spring assembly', 'They were sent to everybody in May.'),
  item('phones', 71, 'The accounts of the year', 'A surplus of 41,300 euros, checked by two auditors.'),
  item('hands', 64, 'Where the surplus goes', 'Half to the solidarity fund, half to the roof.'),
  item('phones', 58, 'A solar roof for the workshop', 'Thirty-two panels on the south roof, 14.4 kWp.'),
  item('hands', 47, 'Quiet hours in the courtyard', 'From ten in the evening to seven in the morning.'),
  item('names', 77, 'A loan for the bakery', '6,400 euros over three years, without interest.'),
  item('hands', 55, 'Open on Sundays', 'From ten to two, with a rota of volunteers.'),
  item(
    'phones',
    69,
    'Members from the neighbouring valley',
    'Section 4 of the statutes reads accordingly.',
    'statutes',
  ),
  item('hands', 83, 'A van, shared with the food group', 'Second-hand, electric, at most 14,000 euros.'),
  item('phones', 61, 'The fee for next year', 'Sixty euros; thirty for those who cannot.'),
];

const delegation = { allowed: 'every-scope', rule: 'breadth-first', maxDelegates: 3 } as const;
const frozen = { electorate: 'at-open', weights: 'at-open', delegations: 'live' } as const;
const common = { rule: 'majority', effect: 'binding', delegation, frozen, earlyClose: 'chair' } as const;

export const charter: Charter = {
  classes: [],
  areas: [],
  policies: [
    {
      ...common,
      id: 'ordinary',
      name: 'Ordinary decision',
      thresholds: [{ base: 'yes-no', fraction: '1/2', strict: true }],
      quorums: [{ of: 'entitled-weight', fraction: '1/5' }],
      votingPeriodHours: 168,
    },
    {
      ...common,
      id: 'statutes',
      name: 'Change of the statutes',
      thresholds: [{ base: 'valid', fraction: '2/3', strict: false }],
      quorums: [{ of: 'entitled-weight', fraction: '1/4' }],
      votingPeriodHours: 336,
    },
  ],
};
