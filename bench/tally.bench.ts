import { performance } from 'node:perf_hooks';
import type { Tally } from '@plenum/counting';
import { Standings } from '../apps/api/src/tallies/standings';
import { ballot, delegateOf, delegations, founding, idOf, opening, wordOf, type Word } from './assembly/story';
import { recordOf, then } from './assembly/write-story';
import { expectSame, type Bench, type Line } from './measure/bench';
import { median, percentile, round } from './measure/statistics';

/**
 * What a live tally costs: one ballot changes, the record takes it in, and the proposal is counted. Members delegate in a
 * random forest; two in five vote themselves. Every tally is checked against a walk along the chains, member by member.
 */
export const tallyBench: Bench = async function* ({ quick }) {
  const sizes = quick ? [100, 1000] : [1000, 10_000, 100_000];
  let before: number | undefined;
  for (const members of sizes) {
    const times = talliesOf(members, quick ? 3 : roundsFor(members));
    const msP50 = median(times);
    const growth: Line =
      before === undefined ? {} : { ratio: round(msP50 / before), against: 'a tenth of the members' };
    yield {
      bench: 'tally',
      what: 'one ballot, then the tally',
      members,
      msP50: round(msP50),
      msP99: round(percentile(times, 99)),
      microsecondsPerMember: round((msP50 * 1000) / members),
      ...growth,
    };
    before = msP50;
  }
};

/** The first third warms up and is dropped. */
function roundsFor(members: number): number {
  return Math.max(15, Math.min(150, Math.round(600_000 / members)));
}

/** Unit: milliseconds. */
function talliesOf(size: number, rounds: number): number[] {
  const members = Array.from({ length: size }, (_, index) => idOf('member', index));
  const proposalId = idOf('proposal', 0);
  const delegate = delegateOf(size, 4);
  const words = members.map((_, index) => (index % 5 < 2 ? wordOf(index) : undefined));
  let record = recordOf(storyOf(proposalId, members, delegate, words));
  const standings = new Standings();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const voter = (round * 5) % size;
    const changed = wordOf(round);
    words[voter] = changed;
    const start = performance.now();
    record = then(record, ballot(proposalId, members[voter]!, changed, true), round + 1);
    const { tally } = standings.of(record, proposalId)!;
    times.push(performance.now() - start);
    expectSame(`the tally of ${size} members after ballot ${round}`, summary(tally), walked(words, delegate));
  }
  return times.slice(Math.floor(rounds / 3));
}

function* storyOf(
  proposalId: string,
  members: readonly string[],
  delegate: Int32Array,
  words: readonly (Word | undefined)[],
): Parameters<typeof recordOf>[0] {
  yield* founding(members);
  yield* delegations(members, delegate);
  yield* opening(proposalId, members.length);
  for (const [index, word] of words.entries()) if (word !== undefined) yield ballot(proposalId, members[index]!, word);
}

type Summary = Record<Word | 'own' | 'carried' | 'undelivered', string>;

function summary({ scores, sums, undelivered }: Tally): Summary {
  const { yes = '0', no = '0', abstain = '0' } = scores as Partial<Record<Word, string>>;
  return { yes, no, abstain, own: sums.own, carried: sums.carried, undelivered: undelivered.total };
}

/** The same by hand: follow each member's chain to the first who voted. */
function walked(words: readonly (Word | undefined)[], delegate: Int32Array): Summary {
  const heads = { yes: 0, no: 0, abstain: 0, own: 0, carried: 0, undelivered: 0 };
  for (const [member, own] of words.entries()) {
    let voter = member;
    while (voter !== -1 && words[voter] === undefined) voter = delegate[voter]!;
    const word = voter === -1 ? undefined : words[voter];
    if (word === undefined) heads.undelivered += 1;
    else heads[word] += 1;
    if (own !== undefined) heads.own += 1;
    else if (word !== undefined) heads.carried += 1;
  }
  return Object.fromEntries(Object.entries(heads).map(([key, value]) => [key, String(value)])) as Summary;
}
