import { Fraction, count, explain, fateOf, fractionOf, printResult, resolveDelegations, tally } from '@plenum/counting';
import * as fc from 'fast-check';
import type { StoredEvent } from '../catalogue';
import type { AssemblyRecord } from './assembly-record';
import { electionAround, electionOf } from './election-of';
import { LiveElection } from './live-election';
import { attemptInHall, evenings, eveningsBegin, type HallDeed } from './meeting-deeds.contract';
import { NaiveHall, type NaiveSums } from './naive-hall.contract';
import { fence, roof } from './people.contract';
import { recordFold } from './record.evolve';
import { recordFromJson, recordToJson } from './record.json';
import type { Story } from './story.contract';

const RUNS = process.env.PLENUM_LONG === '1' ? 5_000 : 200;
const proposals = [roof, fence];

function inHalves(text = '0'): number {
  return Number(fractionOf(text).times(Fraction.of(2)).toString());
}

function sumsIn(record: AssemblyRecord, proposalId: string): NaiveSums {
  const { byChannel, sums, undelivered, scores, participation } = tally(electionOf(record, proposalId)!);
  const channel = (name: 'in-person' | 'online', source: 'own' | 'carried') => inHalves(byChannel[name]?.[source]);
  const each = (source: 'own' | 'carried') => ({
    'in-person': channel('in-person', source),
    online: channel('online', source),
  });
  return {
    own: each('own'),
    carried: each('carried'),
    handCount: inHalves(sums.handCount),
    undelivered: inHalves(undelivered.total),
    scores: { yes: inHalves(scores['yes']), no: inHalves(scores['no']), abstain: inHalves(scores['abstain']) },
    entitled: inHalves(participation.entitled),
  };
}

function placesIn(record: AssemblyRecord, proposalId: string): Record<string, string> {
  const election = electionOf(record, proposalId)!;
  const resolution = resolveDelegations(election);
  const places = resolution.roll.map(({ id }, index) => {
    const fate = fateOf(resolution, index);
    return [id, fate === 'cycle' || fate === 'dead-end' ? 'undelivered' : fate] as const;
  });
  return Object.fromEntries(places);
}

/** Calls `look` at every log position of the evening, and of each attempted deed says whether the rules should have taken it. */
function throughTheEvening(
  begin: () => Story,
  tried: readonly HallDeed[],
  look: (story: Story, hall: NaiveHall) => void,
): Story {
  const story = begin();
  const prefixes = new Map<number, NaiveHall>();
  let hall = new NaiveHall(story.events, prefixes);
  look(story, hall);
  for (const deed of tried) {
    const inHall = hall.isInHall(deed.who, deed.proposalId);
    const before = story.events.length;
    const accepted = attemptInHall(story, deed);
    if (deed.kind === 'vote') {
      expect(accepted).toBe(hall.mayVote(deed.who, deed.proposalId));
      const channel = inHall ? 'in-person' : 'online';
      if (accepted) expect(story.events.at(-1)!.data).toMatchObject({ channel });
    }
    if (deed.kind === 'callOut' && accepted) expect(story.events.at(-1)!.data).toMatchObject({ channel: 'in-person' });
    if (story.events.length === before) continue;
    hall = new NaiveHall([...story.events], prefixes);
    look(story, hall);
  }
  return story;
}

const isOpened = (story: Story, id: string) => story.proposal(id).opening !== undefined;

/** fast-check prints the seed and the shortest history of a failure. */
describe('whatever happens in a hall', () => {
  const met = { shows: 0, recorded: 0, inPerson: 0, carriedInPerson: 0, voided: 0 };

  it('everybody is in exactly one place, the one the rules say, and nothing is lost or made, at every log position', () => {
    fc.assert(
      fc.property(eveningsBegin, evenings, (begin, tried) => {
        const end = throughTheEvening(begin, tried, (story, hall) => {
          for (const id of proposals.filter((one) => isOpened(story, one))) {
            const places = Object.fromEntries([...hall.places(id)].map(([who, { place }]) => [who, place]));
            expect(placesIn(story.record, id)).toEqual(places);
            const sums = sumsIn(story.record, id);
            expect(sums).toEqual(hall.sums(id));
            const { own, carried, handCount, undelivered, entitled } = sums;
            const told = [own['in-person'], own.online, carried['in-person'], carried.online, handCount, undelivered];
            expect(told.reduce((sum, part) => sum + part, 0)).toBe(entitled);
            if (own['in-person'] > 0) met.inPerson++;
            if (carried['in-person'] > 0) met.carriedInPerson++;
          }
        });
        for (const { type } of end.events) {
          if (type === 'HandCountOpened') met.shows++;
          if (type === 'HandCountRecorded') met.recorded++;
        }
        met.voided += [...(end.record.proposals.get(roof)?.hands?.values() ?? [])].filter((set) =>
          set.isEmpty(),
        ).length;
      }),
      { numRuns: RUNS },
    );
  });

  it('all of this was met, or it would show nothing', () => {
    expect(Object.entries(met).filter(([, times]) => times <= RUNS / 20)).toEqual([]);
  });

  it('a live count says to the byte what the plain one says, or why it does not say anything', () => {
    fc.assert(
      fc.property(eveningsBegin, evenings, (begin, tried) => {
        const story = throughTheEvening(begin, tried, () => undefined);
        let live: LiveElection | string = 'not-open';
        story.events.forEach((event: StoredEvent, index) => {
          const record = story.records[index + 1]!;
          const follows = typeof live !== 'string' && live.follow(record, [event]);
          if (!follows) live = LiveElection.begin(record, roof);
          if (typeof live === 'string') return expectReason(record, live);
          expect(JSON.stringify(live.tally())).toBe(JSON.stringify(tally(electionOf(record, roof)!)));
        });
      }),
      { numRuns: RUNS },
    );
  });

  it('a member is told the same of their voice by the whole election and by the part around them', () => {
    fc.assert(
      fc.property(eveningsBegin, evenings, (begin, tried) => {
        const { record } = throughTheEvening(begin, tried, () => undefined);
        const whole = electionOf(record, roof)!;
        for (const { id } of whole.members) {
          expect(explain(electionAround(record, roof, id)!, id)).toEqual(explain(whole, id));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('a snapshot taken anywhere counts the same and goes on the same', () => {
    fc.assert(
      fc.property(eveningsBegin, evenings, fc.nat(), (begin, tried, place) => {
        const story = throughTheEvening(begin, tried, () => undefined);
        const at = place % story.records.length;
        let reloaded = recordFromJson(JSON.parse(JSON.stringify(recordToJson(story.records[at]!))));
        for (const event of story.events.slice(at)) reloaded = recordFold.evolve(reloaded, event);
        expect(reloaded).toEqual(story.record);
        const printed = (record: AssemblyRecord) => printResult(count(electionOf(record, roof)!));
        expect(printed(reloaded)).toBe(printed(story.record));
      }),
      { numRuns: RUNS },
    );
  });
});

function expectReason(record: AssemblyRecord, reason: string): void {
  const proposal = record.proposals.get(roof);
  if (proposal?.state.status !== 'open') return expect(reason).toBe('not-open');
  expect(['presence', 'hand-counts']).toContain(reason);
  const inSession = record.meetings.some(({ state, present }) => state.status !== 'convened' && present.size > 0);
  expect(reason === 'presence' ? inSession : (proposal.hands?.size ?? 0) > 0).toBe(true);
}
