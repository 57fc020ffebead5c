import { emptyRecord, recordFold, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import { ada, asked, bo, cast, enrolled, roof, type Fact } from './bakers.fixture';
import { isTooLargeForTheLoop } from './too-large-for-the-loop';

/** Three members, two options, two ballots: four marks. */
const voted = [...asked('ordinary'), cast(ada, 'yes'), cast(bo, 'no')];

function recordOf(facts: readonly Fact[]): AssemblyRecord {
  return facts.reduce((record, fact) => {
    const position = record.position + 1;
    const event = { ...fact, version: 1, position, revision: position, at: '2026-11-24T12:00:00.000Z' };
    return recordFold.evolve(record, event as StoredEvent);
  }, emptyRecord);
}

describe('what is too large to be counted on the event loop', () => {
  it.each([
    ['has as many members and marks as may be', voted, { members: 3, marks: 4 }, false],
    ['has more members', voted, { members: 2, marks: 4 }, true],
    ['has more marks on its ballots', voted, { members: 3, marks: 3 }, true],
    ['has a roll that grew since', [...voted, enrolled(roof)], { members: 3, marks: 4 }, true],
  ])('a proposal that %s', (_what, facts, limits, expected) => {
    const record = recordOf(facts);
    expect(isTooLargeForTheLoop(record, record.proposals.get(roof)!, limits)).toBe(expected);
  });
});
