import { resolveDelegations, tally, voterLoads, type Election } from '@plenum/counting';
import * as fc from 'fast-check';
import type { Policy } from '../assembly/charter';
import { BallotCast } from '../ballots/ballots.events';
import type { PlenumEvent, StoredEvent } from '../catalogue';
import { fact } from '../kernel/event-type';
import type { AssemblyRecord } from './assembly-record';
import { attempt, beginnings, deeds } from './deeds.contract';
import { electionOf } from './election-of';
import { LiveElection, type Carrying } from './live-election';
import {
  amended,
  closed,
  delegated,
  drafted,
  enrolled,
  fence,
  founded,
  opened,
  optedOut,
  policy,
  readmitted,
  revoked,
  roof,
  struck,
  tookBack,
} from './people.contract';
import { Story, uuid } from './story.contract';

const RUNS = process.env.PLENUM_LONG === '1' ? 5_000 : 150;

/** One proposal's live count as a server keeps it: followed as long as that goes, and then begun anew. */
class Followed {
  private live: LiveElection | string = 'not-open';
  /** How often a count was followed, and how often it was begun. */
  static readonly times = { followed: 0, begun: 0 };

  constructor(private readonly proposalId: string) {}

  go(record: AssemblyRecord, events: readonly StoredEvent[]): void {
    const { times } = Followed;
    const follows = typeof this.live !== 'string' && this.live.follow(record, events);
    if (follows) times.followed++;
    else this.live = LiveElection.begin(record, this.proposalId);
    if (typeof this.live === 'string') return this.expectReason(record, this.live);
    if (!follows) times.begun++;
    if (this.live.whyNot === undefined) this.expectSame(record, this.live);
  }

  private expectReason(record: AssemblyRecord, reason: string): void {
    const isOpen = record.proposals.get(this.proposalId)?.state.status === 'open';
    expect(isOpen ? reason : 'not-open').toBe(isOpen ? 'chain-limit' : reason);
  }

  private expectSame(record: AssemblyRecord, live: LiveElection): void {
    const election = electionOf(record, this.proposalId)!;
    expect(JSON.stringify(live.tally())).toBe(JSON.stringify(tally(election)));
    const electors = election.members.filter(({ votes }) => votes).map(({ id }) => id);
    for (const id of election.members.slice(0, 4).map((member) => member.id)) {
      expect(live.carrying(id)).toEqual(carryingFromNothing(election, id));
    }
    expect(JSON.stringify(live.tally())).toBe(JSON.stringify(tally(election)));
    expect(live.electors).toBe(electors.length);
    expect(live.voters).toBe(election.ballots.filter(({ voter }) => electors.includes(voter)).length);
  }
}

/** The same by the plain count, of an election in which the member has voted. */
function carryingFromNothing(election: Election, id: string): Carrying {
  const cast = election.ballots.some(({ voter }) => voter === id);
  const ballot = { voter: id, choice: 'abstain', channel: 'online' as const };
  const voted = cast ? election : { ...election, ballots: [...election.ballots, ballot] };
  const load = voterLoads(voted, resolveDelegations(voted))[id];
  return { cast, weight: load?.carried ?? '0', delegators: String(load?.from.length ?? 0) };
}

/** Goes through a story in steps of these many facts, over and over. */
function followAll(story: Story, steps: readonly number[]): void {
  const followed = [roof, fence].map((id) => new Followed(id));
  for (let [at, step] = [0, 0]; at < story.events.length; step++) {
    const next = Math.min(at + steps[step % steps.length]!, story.events.length);
    for (const one of followed) one.go(story.records[next]!, story.events.slice(at, next));
    at = next;
  }
}

const oneByOne = fc.constant([1]);
const inSteps = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

/** fast-check prints the seed and the shortest history of a failure. */
describe('a live count', () => {
  it('is to the byte the count from nothing, after every fact and after several at once, however the policy freezes', () => {
    fc.assert(
      fc.property(beginnings, deeds, fc.oneof(oneByOne, inSteps), (begin, tried, steps) => {
        const story = begin();
        for (const deed of tried) attempt(story, deed);
        followAll(story, steps);
      }),
      { numRuns: RUNS },
    );
  });

  it('is so for classes, both channels, guests, ranked delegates and scores, in a larger assembly', () => {
    fc.assert(
      fc.property(policies, facts, fc.oneof(oneByOne, inSteps), (chosen, told, steps) => {
        const story = new Story().tell(
          founded(...chosen),
          people.slice(0, 7).map((id, index) => enrolled(id, standings[index % standings.length]!)),
          drafted(roof, { policyId: chosen[0]!.id, area: 'roads/cycling' }),
          drafted(fence, { policyId: chosen[1]!.id }),
          delegated(people[1]!, people[0]!, 'area:roads'),
          opened(roof),
          opened(fence),
        );
        for (const one of told) if (isOwnTruth(story, one)) story.tell(one);
        followAll(story.tell(closed(roof)), steps);
      }),
      { numRuns: RUNS },
    );
  });

  it('was followed far more often than begun, or all this would show nothing', () => {
    const { followed, begun } = Followed.times;
    expect(followed).toBeGreaterThan(RUNS * 12);
    expect(followed).toBeGreaterThan(begun * 4);
  });
});

const people = Array.from({ length: 10 }, (_, index) => uuid(`neighbour ${index}`));
const standings = [
  { classId: 'workers' },
  { classId: 'clients', weight: '1/2' },
  { weight: '3' },
  { classId: 'workers', votes: false },
] as const;

const freezes = ['at-open', 'at-close', 'live'] as const;
const frozen = fc.record({
  electorate: fc.constantFrom(...freezes),
  weights: fc.constantFrom(...freezes),
  delegations: fc.constantFrom(...freezes),
});
const thresholds: Policy['thresholds'] = [
  { base: 'yes-no', fraction: '1/2', strict: true, perBloc: 'class' },
  { base: 'valid', fraction: '1/3', strict: false, perBloc: 'channel' },
  { base: 'entitled', fraction: '1/4', strict: false, measure: 'heads' },
];
const quorums: Policy['quorums'] = [
  { of: 'entitled-weight', fraction: '1/3' },
  { of: 'present', fraction: '1/9' },
];
const terms = fc.record({
  allowed: fc.constantFrom('every-scope', 'proposal-only'),
  maxDelegates: fc.constantFrom(1, 2),
  maxChain: fc.constantFrom(undefined, undefined, undefined, undefined, 2),
});
/** One counted as yes, no and abstain with every kind of condition, and one in which nearly every choice is another. */
const policies = fc.tuple(frozen, frozen, terms).map(([first, second, { maxChain, ...rest }]) => {
  const given = maxChain === undefined ? rest : { ...rest, maxChain };
  return [
    policy('conditions', { frozen: first, thresholds, quorums }, given as Partial<Policy['delegation']>),
    policy('scores', { rule: 'score', frozen: second, thresholds: [], ruleOptions: { maxScore: 9 } }, {
      ...given,
      maxDelegates: 1,
    } as Partial<Policy['delegation']>),
  ] as const;
});

const who = fc.constantFrom(...people);
const scope = fc.constantFrom('assembly', 'area:roads', 'area:housing', `proposal:${roof}`, `proposal:${fence}`);
const channel = fc.constantFrom('in-person' as const, 'online' as const);
const standing = fc.constantFrom(...standings);
const word = fc.constantFrom('yes', 'no', 'abstain');
const scores = fc.record({ yes: fc.nat(9), no: fc.nat(9) });
const castIn = (proposalId: string) => (memberId: string, choice: string | object, through: 'in-person' | 'online') =>
  fact(BallotCast, { proposalId, memberId, choice: choice as string, channel: through });

const facts = fc.array(
  fc.oneof(
    { weight: 18, arbitrary: fc.tuple(who, word, channel).map((given) => castIn(roof)(...given)) },
    {
      weight: 18,
      arbitrary: fc
        .tuple(
          who,
          fc.oneof(
            word.filter((one) => one === 'abstain'),
            scores,
          ),
          channel,
        )
        .map((given) => castIn(fence)(...given)),
    },
    { weight: 9, arbitrary: fc.tuple(who, fc.constantFrom(roof, fence)).map((given) => tookBack(...given)) },
    { weight: 24, arbitrary: fc.tuple(who, who, scope).map(([from, to, where]) => delegated(from, to, where)) },
    {
      weight: 9,
      arbitrary: fc
        .tuple(who, who, who, scope)
        .map(([from, a, b, where]) => delegated(from, a === b ? a : [a, b], where)),
    },
    { weight: 9, arbitrary: fc.tuple(who, scope).map((given) => revoked(...given)) },
    { weight: 3, arbitrary: fc.tuple(who, scope).map((given) => optedOut(...given)) },
    { weight: 6, arbitrary: fc.tuple(who, standing).map((given) => enrolled(...given)) },
    { weight: 3, arbitrary: who.map(struck) },
    { weight: 1, arbitrary: fc.tuple(who, standing).map((given) => amended(...given)) },
    { weight: 1, arbitrary: fc.tuple(who, standing).map((given) => readmitted(...given)) },
  ),
  { minLength: 10, maxLength: 60 },
);

/** Leaves out what a roll would have refused; who delegates to whom, and who votes, is taken as it comes. */
function isOwnTruth({ roll }: Story, { type, data }: PlenumEvent): boolean {
  const id = 'memberId' in data ? (data.memberId ?? '') : '';
  if (type === 'MemberEnrolled') return !roll.members.has(id) && !roll.struck.has(id);
  if (type === 'MemberReadmitted') return roll.struck.has(id);
  if (type === 'MemberAmended' || type === 'MemberStruck') return roll.members.has(id);
  return true;
}
