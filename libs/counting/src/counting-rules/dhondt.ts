import type { CountingRule } from './counting-rule';
import { highestAverages, listHands, parseList } from './shared/highest-averages';

/** Seats to lists by highest averages with the divisors 1, 2, 3 and so on (D'Hondt, Jefferson). */
export const dhondt: CountingRule<string> = {
  name: 'dhondt',
  paper: {
    authors: 'Michel L. Balinski, H. Peyton Young',
    year: 1975,
    title: 'The Quota Method of Apportionment',
    place: 'American Mathematical Monthly 82(7), pages 701-730',
    doi: '10.1080/00029890.1975.11993911',
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
