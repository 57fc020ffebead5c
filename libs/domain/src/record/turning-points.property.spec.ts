import { tally } from '@plenum/counting';
import * as fc from 'fast-check';
import { attempt, beginnings, deeds } from './deeds.contract';
import { electionOf } from './election-of';
import { attemptInHall, evenings, eveningsBegin } from './meeting-deeds.contract';
import { fence, roof } from './people.contract';
import { emptyRecord } from './assembly-record';
import type { Story } from './story.contract';
import { TurningPointSearch, type SearchBounds, type TurningPoints } from './turning-points';

const RUNS = process.env.PLENUM_LONG === '1' ? 3_000 : 100;

const found = (story: Story, proposalId: string, bounds?: SearchBounds): TurningPoints => {
  const search = new TurningPointSearch(emptyRecord, proposalId, story.events.length, bounds);
  for (const [index, event] of story.events.entries()) search.step(story.records[index + 1]!, event);
  return search.found();
};

/** What the search must find, read off the tally at every position. */
function naively(story: Story, proposalId: string): TurningPoints['points'] {
  const outcomes = story.records.map((record) => {
    const election = electionOf(record, proposalId);
    if (election === undefined) return undefined;
    const { outcome, winners } = tally(election);
    return { outcome, winners };
  });
  return story.events.flatMap(({ position, type, at, data }) => {
    const [before, after] = [outcomes[position - 1], outcomes[position]!];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const memberId = 'memberId' in data && data.memberId !== undefined ? { memberId: data.memberId } : {};
    return [{ position, type, at, ...memberId, ...(before && { before }), after }];
  });
}

const times = { points: 0, missed: 0 };

function agree(story: Story): void {
  for (const proposalId of [roof, fence]) {
    const all = naively(story, proposalId);
    times.points += all.length;
    expect(found(story, proposalId)).toEqual({ points: all, isComplete: true });
  }
}

/** With next to nothing to read, each point found is still one, and none is left out where the search says that it is complete. */
function agreeInPart(story: Story, bounds: SearchBounds): void {
  for (const proposalId of [roof, fence]) {
    const all = naively(story, proposalId);
    const { points, isComplete } = found(story, proposalId, bounds);
    expect(all).toEqual(expect.arrayContaining([...points]));
    if (isComplete) expect(points).toEqual(all);
    else times.missed += all.length - points.length;
  }
}

/** fast-check prints the seed and the shortest history of a failure. */
describe('turning points', () => {
  it('are those of the tally at every position, whatever members and officers do', () => {
    fc.assert(
      fc.property(beginnings, deeds, (begin, tried) => {
        const story = begin();
        for (const deed of tried) attempt(story, deed);
        agree(story);
      }),
      { numRuns: RUNS },
    );
  });

  it('are so in a hall with shows of hands', () => {
    fc.assert(
      fc.property(eveningsBegin, evenings, (begin, tried) => {
        const story = begin();
        for (const deed of tried) attemptInHall(story, deed);
        agree(story);
      }),
      { numRuns: RUNS },
    );
  });

  it('are true where not every position can be looked at, and the search says that there may be others', () => {
    const bounds = fc.record({ reads: fc.nat(12), samples: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(eveningsBegin, evenings, bounds, (begin, tried, bounded) => {
        const story = begin();
        for (const deed of tried) attemptInHall(story, deed);
        agreeInPart(story, bounded);
      }),
      { numRuns: RUNS },
    );
  });

  it('were many, and some were missed under bounds, or all this would show nothing', () => {
    expect(times.points).toBeGreaterThan(RUNS * 2);
    expect(times.missed).toBeGreaterThan(0);
  });
});
