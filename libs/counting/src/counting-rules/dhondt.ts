import type { CountingRule } from './counting-rule';
import { highestAverages, listHands, parseList } from './shared/highest-averages';

/** Seats to lists by highest averages with the divisors 1, 2, 3 and so on (D'Hondt, Jefferson). */
export const dhondt: CountingRule<string> = {
  name: 'dhondt',
  paper: {
    authors: 'Friedrich Pukelsheim',
    year: 2017,
    title: 'Proportional Representation: Apportionment Methods and Their Applications',
    doi: '10.1007/978-3-319-64707-4',
  },
  decides: 'options',
  ballotForm: 'one-option',
  manySeatsEach: true,
  scoresAddUp: false,
  knownOptions: ['divisor', 'firstDivisor'],
  handChoices: listHands,
  parseChoice: parseList,
  stance: (_context, choice, option) => (choice === option ? 'yes' : 'no'),
  count: (context, ballots) => highestAverages(context, ballots, 1),
};
