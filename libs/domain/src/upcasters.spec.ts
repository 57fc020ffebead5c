import { catalogue, eventTypes } from './catalogue';
import { ada, cast, roof } from './record/people.contract';
import { UnknownEvent, upcast, upcasters, type Upcasters } from './upcasters';

const current = { ...cast(ada, roof, 'yes'), position: 7 };

describe('reading a fact of an older release', () => {
  /** Once, say, a ballot was called a vote, and before that its channel went without saying. */
  const planted: Upcasters = {
    BallotCast: {
      [-1]: (data) => ({ ...data, channel: 'online' }),
      0: ({ vote, ...data }) => ({ ...data, choice: vote }),
    },
  };
  const old = { ...current, version: -1, data: { proposalId: roof, memberId: ada, vote: 'yes' } };

  it('brings it up version by version, and keeps its place in the log', () => {
    expect(upcast(old, planted)).toEqual(current);
    expect(upcast({ ...old, version: 0, data: { ...old.data, channel: 'online' } }, planted)).toEqual(current);
  });

  it('leaves the stored fact as it is', () => {
    const stored = structuredClone(old);
    upcast(stored, planted);
    expect(stored).toEqual(old);
  });

  it("hands on a fact of today's version untouched", () => {
    expect(upcast(current, planted)).toBe(current);
  });
});

describe('refusing to guess', () => {
  it.each([
    [
      'an unknown type',
      { ...current, type: 'BallotBurnt' },
      'event type BallotBurnt version 1 is not known to this release',
    ],
    ['a newer version', { ...current, version: 2 }, 'event type BallotCast version 2 is not known to this release'],
    [
      'an older version no upcaster knows',
      { ...current, version: 0 },
      'no way is known from BallotCast version 0 to 1',
    ],
    [
      'the name of an inherited property',
      { ...current, type: 'constructor' },
      'event type constructor version 1 is not known to this release',
    ],
  ])('stops at %s', (_what, event, message) => {
    expect(() => upcast(event)).toThrow(new UnknownEvent(message));
    expect(() => upcast(event)).toThrow(expect.objectContaining({ code: 'LOG_FROM_NEWER_RELEASE' }));
  });
});

describe('the catalogue', () => {
  it('names every kind of fact once', () => {
    expect(eventTypes.size).toBe(catalogue.length);
  });

  it('has an upcaster for every older version of every kind of fact, and for nothing else', () => {
    const older = catalogue.flatMap(({ type, version }) =>
      Array.from({ length: version - 1 }, (_, index) => `${type} ${index + 1}`),
    );
    const known = Object.entries(upcasters).flatMap(([type, steps]) =>
      Object.keys(steps).map((version) => `${type} ${version}`),
    );
    expect(known.sort()).toEqual(older.sort());
  });
});
