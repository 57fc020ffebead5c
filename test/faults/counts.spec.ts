import { count, parseCountFile, printResult } from '@plenum/counting';
import { Dice } from './support/dice';
import { LONG, report, SEED, withSeed } from './support/run-length';

const CASES = LONG ? 10_000_000 : 3_000;

/** Weights as text, and what they are in thirtieths: from nothing to far beyond what a machine number holds exactly. */
const WEIGHTS: readonly (readonly [text: string, thirtieths: bigint])[] = [
  ['0', 0n],
  ['1', 30n],
  ['1/3', 10n],
  ['0.1', 3n],
  ['7/2', 105n],
  ['9007199254740991', 9_007_199_254_740_991n * 30n],
  ['9007199254740993', 9_007_199_254_740_993n * 30n],
  ['1000000000000000000', 10n ** 18n * 30n],
  ['1000000000000000000.5', (10n ** 18n * 2n + 1n) * 15n],
];
const FRACTIONS: readonly (readonly [text: string, part: bigint, whole: bigint])[] = [
  ['1/2', 1n, 2n],
  ['2/3', 2n, 3n],
  ['1/5', 1n, 5n],
  ['1', 1n, 1n],
];

interface Case {
  readonly file: object;
  readonly expected: { readonly outcome: string; readonly scores: readonly bigint[]; readonly quorum: boolean };
}

type Choice = 'yes' | 'no' | 'abstain';

/** Nobody at all, nobody who votes, only abstentions, ties, a quorum that is met exactly: small cases meet all of it often. */
function anyCase(dice: Dice): Case {
  const people = Array.from({ length: dice.below(7) }, () => dice.pick(WEIGHTS));
  const choices = people.map(() => dice.pick<Choice | undefined>(['yes', 'yes', 'no', 'no', 'abstain', undefined]));
  const [quorumText, part, whole] = dice.pick(FRACTIONS);
  const strict = dice.oneIn(2);
  const [shareText, sharePart, shareWhole] = dice.pick(FRACTIONS);
  const sum = (which: (index: number) => boolean) =>
    people.reduce((total, [, weight], index) => (which(index) ? total + weight : total), 0n);
  const [yes, no, abstain] = (['yes', 'no', 'abstain'] as const).map((one) => sum((index) => choices[index] === one));
  const entitled = sum(() => true);
  const quorum = entitled > 0n && (yes! + no! + abstain!) * whole >= entitled * part;
  const [have, needed] = [yes! * shareWhole, (yes! + no!) * sharePart];
  const held = yes! + no! > 0n && (strict ? have > needed : have >= needed);
  const tied = strict && yes! + no! > 0n && 2n * yes! === yes! + no!;
  const outcome = !quorum ? 'no-quorum' : held ? 'adopted' : tied ? 'tied' : 'rejected';
  const ballots = choices.flatMap((choice, index) => (choice === undefined ? [] : [{ voter: `m${index}`, choice }]));
  const file = {
    ...{ plenum: 1, options: ['yes', 'no'], rule: 'majority' },
    members: people.map(([weight], index) => ({ id: `m${index}`, weight })),
    ballots: dice.shuffled(ballots),
    decision: {
      thresholds: [{ base: 'yes-no', fraction: shareText, strict }],
      quorums: [{ of: 'entitled-weight', fraction: quorumText }],
    },
  };
  return { file, expected: { outcome, scores: [yes!, no!, abstain!], quorum } };
}

interface Printed {
  readonly outcome: string;
  readonly scores: Readonly<Record<Choice, string>>;
  readonly participation: { readonly quorum: boolean };
}

function counted(file: object): Case['expected'] {
  const parsed = parseCountFile(JSON.stringify(file));
  if ('error' in parsed) throw new Error(`${parsed.error.path} ${parsed.error.reason}`);
  const { outcome, scores, participation } = JSON.parse(printResult(count(parsed.election))) as Printed;
  return { outcome, scores: [scores.yes, scores.no, scores.abstain].map(inThirtieths), quorum: participation.quorum };
}

function inThirtieths(text: string): bigint {
  const [whole, over = '1'] = text.split('/');
  const [integer, decimals = ''] = whole!.split('.');
  const scale = 10n ** BigInt(decimals.length) * BigInt(over);
  return (BigInt(integer! + decimals) * 30n) / scale;
}

describe(`counts of weights from nothing to far beyond exact machine numbers (seed ${SEED})`, () => {
  it(
    `${CASES} of them come to what whole numbers say, ties and exact quorums included`,
    async () => {
      await withSeed(() => {
        const dice = new Dice(SEED);
        const met = new Map<string, number>();
        for (let index = 0; index < CASES; index += 1) {
          const { file, expected } = anyCase(dice);
          const found = counted(file);
          if (JSON.stringify(found, asText) !== JSON.stringify(expected, asText))
            throw new Error(`${JSON.stringify(file)}: ${JSON.stringify([found, expected], asText)}`);
          met.set(expected.outcome, (met.get(expected.outcome) ?? 0) + 1);
        }
        expect([...met.keys()].sort()).toEqual(['adopted', 'no-quorum', 'rejected', 'tied']);
        report('counts', { cases: CASES, wrong: 0, ...Object.fromEntries(met) });
      });
    },
    LONG ? 2 * 3_600_000 : 60_000,
  );
});

function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
