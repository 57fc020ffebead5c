import {
  ABSTAIN,
  Fraction,
  countingRule,
  powerFigures,
  whoAloneCouldFlip,
  type Election,
  type PowerFigures,
  type VotingBlock,
} from '@plenum/counting';
import type { OpenAssembly } from '../../platform/assemblies';
import { memberFrom } from '../../roll/member.type';
import type { Standing } from '../standing';
import type { CouldFlipType, PowerType } from './power.type';

const SAMPLES = 10_000;
const STRONGEST = 10;
const MOST_FLIPS = 20;
const DECIMALS = 1_000_000n;

/** `seed` is a number that stands in the log, so that anyone draws the same sample. */
export function powerOf(assembly: OpenAssembly, { election, resolution }: Standing, seed: number): PowerType {
  const figures = powerFigures(election, { samples: SAMPLES, seed }, resolution);
  const { banzhaf, largestCarriedShare, largestCarriers, effectiveVoters } = figures;
  return {
    largestCarriedShare: largestCarriedShare.toString(),
    largestCarriers: largestCarriers.map((id) => memberFrom(assembly, id)),
    effectiveVoters: effectiveVoters.toString(),
    method: banzhaf.method,
    samples: banzhaf.method === 'sampled' ? banzhaf.samples : 0,
    strongest: strongest(figures).map(([{ voter, own, carried }, decides]) => ({
      member: memberFrom(assembly, voter),
      own: own.toString(),
      carried: carried.toString(),
      decides: decimal(decides),
    })),
    couldFlip: flips(election, resolution).map(({ voter, ...way }) => ({
      member: memberFrom(assembly, voter),
      ...way,
    })),
  };
}

function strongest({ blocks, banzhaf }: PowerFigures): [VotingBlock, Fraction][] {
  const voters = blocks.map((block, index): [VotingBlock, Fraction] => [block, banzhaf.decides[index]!]);
  const weight = ({ own, carried }: VotingBlock) => own.plus(carried);
  return voters.sort(([a], [b]) => weight(b).compare(weight(a))).slice(0, STRONGEST);
}

type Way = Omit<CouldFlipType, 'member'> & { readonly voter: string };

/** The choices to try are those a raised hand can make: single words. */
function flips(election: Election, resolution: Standing['resolution']): Way[] {
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
