import { pathStep, shown } from '../count-file/strict-json';
import { Fraction, minOf } from '../exact/fraction';
import { keyed } from '../keyed';
import type { CountingRule, RuleContext, WeightedChoice } from './counting-rule';
import { takeWhole } from './shared/by-score';
import { optionIndex } from './shared/option-index';
import { MOST_POINTS, type Points, pointsStance } from './shared/scores';

/**
 * Every ballot grades every option; the option with the best majority grade (lower median) wins. Equal medians are taken away, weight by
 * weight and alike from both sides of the middle, until the majority grades differ. An option that a ballot does not name gets the worst grade.
 */
export const majorityJudgement: CountingRule<Points> = {
  name: 'majority-judgement',
  paper: {
    authors: 'Michel Balinski, Rida Laraki',
    year: 2007,
    title: 'A Theory of Measuring, Electing, and Ranking',
    doi: '10.1073/pnas.0702634104',
  },
  decides: 'options',
  ballotForm: 'grades',
  scoresAddUp: false,
  knownOptions: ['grades', 'maxScore', 'defaultOption'],
  check: ({ ruleOptions }: RuleContext) =>
    ruleOptions.grades && ruleOptions.maxScore !== undefined
      ? { path: '$.ruleOptions.maxScore', reason: 'must be left out where grades are named' }
      : undefined,

  /** Grades by number from 0, the worst; or by name where they are named. */
  parseChoice({ options, ruleOptions }, raw) {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      return { path: '', reason: 'must be an object of option to grade, or "abstain"' };
    }
    const { grades } = ruleOptions;
    const best = grades ? grades.length - 1 : (ruleOptions.maxScore ?? MOST_POINTS);
    const points = new Map<number, number>();
    for (const [name, value] of Object.entries(raw) as [string, unknown][]) {
      const option = optionIndex(options).get(name);
      if (option === undefined) return { path: pathStep(name), reason: 'is not one of the options' };
      const grade = typeof value === 'string' && grades ? grades.indexOf(value) : value;
      if (typeof grade !== 'number' || !Number.isInteger(grade) || grade < 0 || grade > best) {
        const named = grades ? ` or one of ${grades.map(shown).join(', ')}` : '';
        return { path: pathStep(name), reason: `must be a whole number from 0 to ${best}${named}` };
      }
      points.set(option, grade);
    }
    return { choice: points };
  },

  stance: (context, points, option) => {
    const { grades, maxScore } = context.ruleOptions;
    return pointsStance(
      { ...context, ruleOptions: { ...context.ruleOptions, maxScore: grades ? grades.length - 1 : (maxScore ?? 1) } },
      points,
      option,
    );
  },

  count({ options, ruleOptions, seats }, ballots) {
    const nameOf = (grade: number) => ruleOptions.grades?.[grade] ?? String(grade);
    const graded = options.map((option, index) => ({ option, middleOut: middleOut(gradeWeights(index, ballots)) }));
    graded.sort((a, b) => compareMiddleOut(b.middleOut, a.middleOut));
    const ranking: string[][] = [];
    graded.forEach(({ option, middleOut }, place) => {
      const before = graded[place - 1];
      if (before && compareMiddleOut(before.middleOut, middleOut) === 0) ranking.at(-1)!.push(option);
      else ranking.push([option]);
    });
    for (const group of ranking) group.sort((a, b) => options.indexOf(a) - options.indexOf(b));
    const medians = new Map(graded.map(({ option, middleOut }) => [option, middleOut[0]?.lower ?? 0]));
    return {
      winners: takeWhole(ranking, seats),
      ranking,
      scores: new Map(options.map((option) => [option, Fraction.of(medians.get(option)!)])),
      workings: {
        median: keyed(options.map((option) => [option, nameOf(medians.get(option)!)])),
        grades: keyed(options.map((option, index) => [option, gradesShown(gradeWeights(index, ballots), nameOf)])),
      },
    };
  },
};

type GradeWeights = readonly (readonly [grade: number, weight: Fraction])[];

/** The weight of each grade that one option got, worst grade first. */
function gradeWeights(option: number, ballots: readonly WeightedChoice<Points>[]): GradeWeights {
  const weights = new Map<number, Fraction>();
  for (const { choice, weight } of ballots) {
    const grade = choice.get(option) ?? 0;
    weights.set(grade, (weights.get(grade) ?? Fraction.ZERO).plus(weight));
  }
  return [...weights].sort(([a], [b]) => a - b);
}

function gradesShown(weights: GradeWeights, nameOf: (grade: number) => string) {
  return keyed(weights.map(([grade, weight]) => [nameOf(grade), weight.toString()] as const));
}

/** A stretch of weight, seen from the middle outwards, over which the grades just below and just above the middle stay the same. */
interface Stretch {
  readonly lower: number;
  readonly upper: number;
  readonly length: Fraction;
}

function middleOut(weights: GradeWeights): readonly Stretch[] {
  const half = Fraction.sum(weights.map(([, weight]) => weight)).over(Fraction.of(2));
  const below = fill(weights, half).reverse();
  const above = fill([...weights].reverse(), half).reverse();
  const stretches: Stretch[] = [];
  while (below.length > 0) {
    const [[lower, under], [upper, over]] = [below[0]!, above[0]!];
    const length = minOf(under, over);
    stretches.push({ lower, upper, length });
    shorten(below, length);
    shorten(above, length);
  }
  return stretches;
}

/** Grades in the given order until their weight adds up to `total`. */
function fill(weights: GradeWeights, total: Fraction): [number, Fraction][] {
  const filled: [number, Fraction][] = [];
  let left = total;
  for (const [grade, weight] of weights) {
    if (left.isZero()) break;
    const part = minOf(weight, left);
    if (!part.isZero()) filled.push([grade, part]);
    left = left.minus(part);
  }
  return filled;
}

function shorten(stretch: [number, Fraction][], length: Fraction): void {
  const [grade, weight] = stretch[0]!;
  if (weight.equals(length)) stretch.shift();
  else stretch[0] = [grade, weight.minus(length)];
}

/** At the first place, from the middle outwards, where the grades differ: the lower one decides, then the upper. */
function compareMiddleOut(a: readonly Stretch[], b: readonly Stretch[]): number {
  let [atA, atB] = [0, 0];
  let [endA, endB] = [a[0]?.length ?? Fraction.ZERO, b[0]?.length ?? Fraction.ZERO];
  while (atA < a.length && atB < b.length) {
    const [left, right] = [a[atA]!, b[atB]!];
    if (left.lower !== right.lower) return left.lower - right.lower;
    if (left.upper !== right.upper) return left.upper - right.upper;
    const ahead = endA.compare(endB);
    if (ahead <= 0 && ++atA < a.length) endA = endA.plus(a[atA]!.length);
    if (ahead >= 0 && ++atB < b.length) endB = endB.plus(b[atB]!.length);
  }
  return 0;
}
