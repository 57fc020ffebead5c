import { performance } from 'node:perf_hooks';
import { tally, type Tally } from '@plenum/counting';
import { LiveElection, electionOf, recordFold, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import { ballot, delegateOf, delegations, founding, idOf, opening, wordOf, type Word } from './assembly/story';
import { recordOf } from './assembly/write-story';
import { WrongAnswer, expectSame, type Bench, type Line } from './measure/bench';
import { median, percentile, round } from './measure/statistics';

/** How many of the tallies of a measure are checked against the walk. */
const CHECKS = 20;

/**
 * What a tally costs: one ballot changes, the record takes it in, and the proposal is counted; live, as the server does, and from nothing, as
 * an auditor does. Members delegate in a random forest; two in five vote themselves. Each way is checked against a walk along the chains,
 * member by member, and the live tally at the end against the one from nothing, byte by byte.
 */
export const tallyBench: Bench = async function* ({ quick, full }) {
  const sizes = quick ? [100, 1000] : [1000, 10_000, 100_000, ...(full ? [1_000_000] : [])];
  const before: { live?: number; whole?: number } = {};
  for (const members of sizes) {
    const open = openProposal(members);
    const begunAt = performance.now();
    const begun = LiveElection.begin(open.record, open.proposalId);
    const beginMs = round(performance.now() - begunAt);
    if (typeof begun === 'string') throw new WrongAnswer(`${members} members are not counted live: ${begun}`);

    const live = measure(open, quick ? 30 : 3000, (after, event) => {
      begun.follow(after, [event]);
      return begun.tally();
    });
    const whole = measure(open, quick ? 3 : roundsFor(members), (after) => tally(electionOf(after, open.proposalId)!));
    yield { ...lineOf('one ballot, then the tally', members, live, before.live), beginMs };
    yield lineOf('one ballot, then a count from nothing', members, whole, before.whole);
    [before.live, before.whole] = [median(live), median(whole)];
  }
};

function lineOf(what: string, members: number, times: readonly number[], before: number | undefined): Line {
  const msP50 = median(times);
  const growth: Line = before === undefined ? {} : { ratio: round(msP50 / before), against: 'a tenth of the members' };
  return { bench: 'tally', what, members, msP50: round(msP50), msP99: round(percentile(times, 99)), ...growth };
}

/** The first third warms up and is dropped. */
function roundsFor(members: number): number {
  return Math.max(6, Math.min(150, Math.round(600_000 / members)));
}

/** A proposal at one moment, and how its tally is known without counting it. */
interface Open {
  readonly proposalId: string;
  readonly members: readonly string[];
  readonly delegate: Int32Array;
  readonly words: (Word | undefined)[];
  record: AssemblyRecord;
  changes: number;
}

function openProposal(size: number): Open {
  const members = Array.from({ length: size }, (_, index) => idOf('member', index));
  const proposalId = idOf('proposal', 0);
  const delegate = delegateOf(size, 4);
  const words = members.map((_, index) => (index % 5 < 2 ? wordOf(index) : undefined));
  const record = recordOf(storyOf(proposalId, members, delegate, words));
  return { proposalId, members, delegate, words, record, changes: 0 };
}

/** From a ballot that stands in the log to the tally that holds it. Unit: milliseconds. */
function measure(open: Open, rounds: number, count: (after: AssemblyRecord, event: StoredEvent) => Tally): number[] {
  const times: number[] = [];
  for (let done = 1; done <= rounds; done += 1) {
    const event = nextBallot(open);
    const start = performance.now();
    open.record = recordFold.evolve(open.record, event);
    const counted = count(open.record, event);
    times.push(performance.now() - start);
    if (done % Math.ceil(rounds / CHECKS) !== 0 && done < rounds) continue;
    const what = `the tally of ${open.members.length} members after ballot ${open.changes}`;
    expectSame(what, summary(counted), walked(open.words, open.delegate));
    if (done === rounds) expectSame(what, counted, tally(electionOf(open.record, open.proposalId)!));
  }
  return times.slice(Math.floor(rounds / 3));
}

/** Some voter changes their ballot. */
function nextBallot(open: Open): StoredEvent {
  const voter = (open.changes * 5) % open.members.length;
  const word = wordOf(open.changes);
  open.words[voter] = word;
  open.changes += 1;
  const { event } = ballot(open.proposalId, open.members[voter]!, word, true);
  const stands = { position: open.record.position + 1, revision: open.changes, at: '2026-01-01T00:00:00.000Z' };
  return { ...event, ...stands } as StoredEvent;
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
