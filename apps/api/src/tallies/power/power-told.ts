import {
  ABSTAIN,
  Fraction,
  countingRule,
  powerFigures,
  whoAloneCouldFlip,
  type Election,
  type Json,
  type PowerFigures,
  type Resolution,
  type VotingBlock,
} from '@plenum/counting';

const SAMPLES = 10_000;
const STRONGEST = 10;
const MOST_FLIPS = 20;
const DECIMALS = 1_000_000n;

/** Who holds how much of a count, by member id. Numbers are exact, as text. */
export interface PowerTold {
  readonly largestCarriedShare: string;
  readonly largestCarriers: readonly string[];
  readonly effectiveVoters: string;
  readonly method: 'exact' | 'sampled';
  /** Unit: coalitions drawn; 0 when exact. */
  readonly samples: number;
  readonly strongest: readonly {
    readonly voter: string;
    readonly own: string;
    readonly carried: string;
    readonly decides: string;
  }[];
  readonly couldFlip: readonly { readonly voter: string; readonly choice: Json; readonly outcome: string }[];
}

export function powerTold(election: Election, resolution: Resolution, seed: number): PowerTold {
  const figures = powerFigures(election, { samples: SAMPLES, seed }, resolution);
  const { banzhaf, largestCarriedShare, largestCarriers, effectiveVoters } = figures;
  return {
    largestCarriedShare: largestCarriedShare.toString(),
    largestCarriers,
    effectiveVoters: effectiveVoters.toString(),
    method: banzhaf.method,
    samples: banzhaf.method === 'sampled' ? banzhaf.samples : 0,
    strongest: strongest(figures).map(([{ voter, own, carried }, decides]) => {
      return { voter, own: own.toString(), carried: carried.toString(), decides: decimal(decides) };
    }),
    couldFlip: flips(election, resolution),
  };
}

function strongest({ blocks, banzhaf }: PowerFigures): [VotingBlock, Fraction][] {
  const voters = blocks.map((block, index): [VotingBlock, Fraction] => [block, banzhaf.decides[index]!]);
  const weight = ({ own, carried }: VotingBlock) => own.plus(carried);
  return voters.sort(([a], [b]) => weight(b).compare(weight(a))).slice(0, STRONGEST);
}

/** The choices to try are those a raised hand can make: single words. */
function flips(election: Election, resolution: Resolution): PowerTold['couldFlip'] {
  const words = countingRule(election.rule).handChoices?.(election);
  if (words === undefined) return [];
  const found = whoAloneCouldFlip(election, [...words.values(), ABSTAIN], resolution).slice(0, MOST_FLIPS);
  return found.map(({ voter, ways: [way] }) => ({ voter, choice: way!.choice, outcome: way!.outcome }));
}

/** Cut, not rounded: no more than is true. */
function decimal(value: Fraction): string {
  const parts = value.times(Fraction.of(DECIMALS)).floor();
  return `${parts / DECIMALS}.${(parts % DECIMALS).toString().padStart(6, '0')}`;
}
