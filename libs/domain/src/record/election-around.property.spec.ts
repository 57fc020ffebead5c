import { explain } from '@plenum/counting';
import * as fc from 'fast-check';
import { electionAround, electionOf } from './election-of';
import { cast, delegated, drafted, enrolled, founded, opened, optedOut, policy, roof, struck } from './people.contract';
import { Story, uuid } from './story.contract';

const people = Array.from({ length: 9 }, (_, index) => uuid(`neighbour ${index}`));
const who = fc.constantFrom(...people);
const scope = fc.constantFrom('assembly', 'area:roads', 'area:roads/cycling', `proposal:${roof}`);

const facts = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.tuple(who, fc.constantFrom('yes', 'no')).map(([id, word]) => cast(id, roof, word)) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(who, fc.uniqueArray(who, { minLength: 1, maxLength: 3 }), scope)
        .map((given) => delegated(...given)),
    },
    { weight: 1, arbitrary: fc.tuple(who, scope).map((given) => optedOut(...given)) },
  ),
  { minLength: 4, maxLength: 24 },
);

const terms = fc.record({
  rule: fc.constantFrom('breadth-first' as const, 'min-sum' as const, 'depth-first' as const),
  maxDelegates: fc.constantFrom(1, 2, 3),
  allowed: fc.constantFrom('every-scope' as const, 'every-scope' as const, 'proposal-only' as const),
});
const limits = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom({ maxChain: 2 }, { damping: '1/2' }, { cap: '1/3' }) },
);

/** fast-check prints the seed and the shortest history of a failure. */
describe('the election around a member', () => {
  it('explains their voice word for word as the whole election does, under every delegation rule', () => {
    fc.assert(
      fc.property(terms, limits, facts, fc.option(who, { nil: undefined }), (given, limited, told, left) => {
        const story = new Story().tell(
          founded(policy('ordinary', {}, { ...given, ...limited })),
          people.map((id, index) => enrolled(id, { votes: index > 0 })),
          drafted(roof, { area: 'roads/cycling' }),
          opened(roof),
          told,
          left === undefined ? [] : struck(left),
        );
        const whole = electionOf(story.record, roof)!;
        for (const id of people) {
          expect(explain(electionAround(story.record, roof, id)!, id)).toEqual(explain(whole, id));
        }
      }),
      { numRuns: 400 },
    );
  });

  it('holds nobody whom their delegations do not lead to', () => {
    const [ada, bo, cy, di] = people as [string, string, string, string];
    const story = new Story().tell(
      founded(),
      people.map((id) => enrolled(id)),
      drafted(roof),
      opened(roof),
      [delegated(ada, bo), delegated(bo, cy), delegated(cy, di), cast(cy, roof, 'yes'), cast(di, roof, 'no')],
    );
    const { members, delegations, ballots } = electionAround(story.record, roof, ada)!;
    expect(members.map(({ id }) => id)).toEqual([ada, bo, cy]);
    expect(delegations.map(({ from }) => from)).toEqual([ada, bo, cy]);
    expect(ballots.map(({ voter }) => voter)).toEqual([cy]);
  });
});
