import { Fraction } from '../exact/fraction';
import type { CountingRule } from './counting-rule';

type Consent = 'agree' | 'object' | 'block';

const CHOICES: readonly Consent[] = ['agree', 'object', 'block'];

/**
 * A proposal stands unless someone has a reasoned objection. A block, and where no threshold is set an objection too, sends the proposal
 * to reformulation; where objections are merely counted, agreeing is yes, and objecting or blocking is no.
 */
export const consent: CountingRule<Consent> = {
  name: 'consent',
  paper: {
    authors: 'A. Georges L. Romme, Gerard Endenburg',
    year: 2006,
    title: 'Construction Principles and Design Rules in the Case of Circular Design',
    doi: '10.1287/orsc.1050.0169',
  },
  decides: 'proposal',
  ballotForm: 'consent',
  scoresAddUp: true,
  knownOptions: [],
  handChoices: () => new Map(CHOICES.map((choice) => [choice, choice])),

  parseChoice: (_context, raw) =>
    (CHOICES as readonly unknown[]).includes(raw)
      ? { choice: raw as Consent }
      : { path: '', reason: 'must be "agree", "abstain", "object" or "block"' },

  count(_context, ballots, abstained) {
    const cast = (wanted: Consent) =>
      Fraction.sum(ballots.filter(({ choice }) => choice === wanted).map(({ weight }) => weight));
    const scores = new Map([
      ['agree', cast('agree')],
      ['abstain', abstained],
      ['object', cast('object')],
      ['block', cast('block')],
    ]);
    return { winners: [], scores, workings: {} };
  },

  stance: (_context, choice) => (choice === 'agree' ? 'yes' : 'no'),
  objects: (choice) => (choice === 'agree' ? undefined : choice),
};
