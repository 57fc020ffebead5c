import * as fc from 'fast-check';
import { Fraction } from '../exact/fraction';
import { SeededDraws } from '../power/seeded-draws';
import { LiveCount } from './live-count';
import { RollWeights } from './roll-weights';
import { NOBODY, SILENT } from './voices';

const GRAPHS = process.env.PLENUM_LONG === '1' ? 100_000 : 300;
const ORDERS = 20;

interface Graph {
  readonly delegates: readonly number[];
  readonly voices: readonly number[];
  readonly seed: number;
}

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.record({
    delegates: fc.array(fc.integer({ min: NOBODY, max: size - 1 }), { minLength: size, maxLength: size }),
    voices: fc.array(fc.constantFrom(SILENT, SILENT, SILENT, 0, 1), { minLength: size, maxLength: size }),
    seed: fc.nat(),
  }),
);

function live(delegates: readonly number[], voices: readonly number[]): LiveCount {
  const roll = RollWeights.of(delegates.map((_, member) => ({ weight: Fraction.of(member + 1), class: 0 })));
  return new LiveCount({ roll, delegates: Int32Array.from(delegates), voices: Int32Array.from(voices), hopBudget: 1 });
}

/** Everything that is told of a count, in the order of buckets and members. */
function told(count: LiveCount, size: number): string {
  const voters = Array.from({ length: size }, (_, member) => count.voterOf(member) ?? null);
  const { delivered, undelivered } = count.delivery();
  return JSON.stringify([voters, delivered, undelivered]);
}

describe('the order of events', () => {
  it('never changes a tally: each graph in 20 orders, from nobody having said anything', () => {
    fc.assert(
      fc.property(graphs, ({ delegates, voices, seed }) => {
        const size = delegates.length;
        const expected = told(live(delegates, voices), size);
        const draws = new SeededDraws(seed);
        const nothingSaid = Array<number>(size).fill(NOBODY);
        for (let order = 0; order < ORDERS; order++) {
          const count = live(nothingSaid, Array<number>(size).fill(SILENT));
          for (const event of shuffled(eventsOf({ delegates, voices }), draws)) event(count);
          expect(told(count, size)).toBe(expected);
        }
      }),
      { numRuns: GRAPHS },
    );
  });
});

function eventsOf({ delegates, voices }: Pick<Graph, 'delegates' | 'voices'>): ((count: LiveCount) => void)[] {
  return delegates.flatMap((delegate, member) => {
    const voice = voices[member]!;
    const trust = (count: LiveCount) => count.setDelegation(member, delegate);
    return voice === SILENT ? [trust] : [trust, (count: LiveCount) => count.castBallot(member, voice)];
  });
}

function shuffled<Item>(items: Item[], draws: SeededDraws): Item[] {
  for (let place = items.length - 1; place > 0; place--) {
    const other = draws.below(place + 1);
    [items[place], items[other]] = [items[other]!, items[place]!];
  }
  return items;
}
