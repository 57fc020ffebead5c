import type { Wording } from '@plenum/domain';

/** A proposal of the demo and how far its story goes. `share` and `yes` in percent of members and of their ballots. */
export interface DemoProposal extends Omit<Wording, 'options'> {
  readonly until: 'draft' | 'open' | 'certified';
  readonly share: number;
  readonly yes: number;
}

export const demoProposals: readonly DemoProposal[] = [
  {
    title: 'Buy the old bakery’s oven together',
    text: 'The bakery on Carrer Major closes in January and sells its stone oven for 6,400 euros. The food group asks to buy it, move it to the co-op’s kitchen, and lend it to members on Saturdays.',
    policyId: 'ordinary',
    area: 'food',
    until: 'certified',
    share: 46,
    yes: 68,
  },
  {
    title: 'A solar roof for the workshop',
    text: 'Thirty-two panels on the south roof, 14.4 kWp. The offer stands until the end of the year; the energy group reckons that it pays for itself in seven years.',
    policyId: 'ordinary',
    area: 'energy/solar',
    until: 'open',
    share: 22,
    yes: 55,
  },
  {
    title: 'Quiet hours in the courtyard',
    text: 'From ten in the evening to seven in the morning, and from two to four on Sundays.',
    policyId: 'advice',
    area: 'housing',
    until: 'draft',
    share: 0,
    yes: 0,
  },
];
