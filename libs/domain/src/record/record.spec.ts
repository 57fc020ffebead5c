import { createHash } from 'node:crypto';
import { count, printCountFile, printResult, parseCountFile } from '@plenum/counting';
import type { Policy } from '../assembly/charter';
import { fact } from '../kernel/event-type';
import { ProposalWithdrawn } from '../proposals/proposals.events';
import { certifiedResult } from './certified-result';
import { electionOf } from './election-of';
import {
  ada,
  adopted,
  amended,
  bo,
  cast,
  cleo,
  closed,
  dan,
  delegated,
  drafted,
  enrolled,
  eva,
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
import { recordFold } from './record.evolve';
import { recordFromJson, recordToJson } from './record.json';
import { Story, uuid, type Told } from './story.contract';

type Freeze = Policy['frozen']['electorate'];
const frozen = (more: Partial<Policy['frozen']>) =>
  policy('ordinary', { frozen: { electorate: 'at-open', weights: 'at-open', delegations: 'live', ...more } });
const everything = (when: Freeze) => frozen({ electorate: when, weights: when, delegations: when });

/** Ada, Bo and Cleo on the roll, and voting on the roof open under this policy. */
const voting = (ordinary = policy('ordinary'), area = 'roads/cycling') =>
  new Story().tell(
    founded(ordinary),
    [ada, bo, cleo].map((id) => enrolled(id)),
    drafted(roof, { area }),
    opened(roof),
  );
const counted = (story: Story) => count(electionOf(story.record, roof)!);
/** The yes, no and undelivered weight, and what all of it is. */
const lines = (story: Story) => {
  const { scores, undelivered, participation } = counted(story);
  return { yes: scores['yes'], no: scores['no'], lost: undelivered.total, of: participation.entitled };
};
const after = (story: Story, ...told: Told[]) => lines(story.tell(...told));

describe('a record that came about in another way', () => {
  it('has the same certified digest: the order in which a map was filled does not matter', () => {
    const many = Array.from({ length: 40 }, (_, index) => uuid(`member ${index}`));
    const story = new Story().tell(
      founded(),
      many.map((id) => enrolled(id)),
      drafted(roof),
      opened(roof),
      many.map((id, index) => cast(id, roof, index % 3 === 0 ? 'no' : 'yes')),
      many.slice(0, 34).map((id) => struck(id)),
      closed(roof),
    );
    const json = recordToJson(story.record);
    const backwards = { ...json, members: [...json.members].reverse(), proposals: [...json.proposals].reverse() };
    expect(certifiedResult(recordFromJson(backwards), roof)).toEqual(certifiedResult(story.record, roof));
  });
});

describe('the log decides', () => {
  it('counts what stands before the close and nothing that stands after it', () => {
    const story = voting().tell(cast(ada, roof, 'yes'), closed(roof));
    expect(after(story, cast(bo, roof, 'no'), cast(ada, roof, 'no'), delegated(cleo, ada), struck(ada))).toEqual({
      yes: '1',
      no: '0',
      lost: '2',
      of: '3',
    });
  });

  it('counts no ballot that stands before the opening', () => {
    const story = new Story().tell(founded(), enrolled(ada), drafted(roof), cast(ada, roof, 'yes'), opened(roof));
    expect(lines(story)).toEqual({ yes: '0', no: '0', lost: '1', of: '1' });
  });

  it('has nothing to count before the opening', () => {
    expect(electionOf(new Story().tell(founded(), enrolled(ada), drafted(roof)).record, roof)).toBeUndefined();
    expect(electionOf(new Story().record, roof)).toBeUndefined();
  });

  it('counts the last choice, and after a withdrawal none', () => {
    expect(after(voting(), cast(ada, roof, 'yes'), cast(ada, roof, 'no'))).toMatchObject({ yes: '0', no: '1' });
    expect(after(voting(), cast(ada, roof, 'yes'), tookBack(ada, roof))).toMatchObject({ yes: '0', lost: '3' });
  });

  it('keeps a withdrawn proposal as it stood', () => {
    const withdrawn = fact(ProposalWithdrawn, { proposalId: roof, reason: 'late' });
    expect(after(voting(), cast(ada, roof, 'yes'), withdrawn, cast(bo, roof, 'no'), struck(ada))).toMatchObject({
      yes: '1',
      no: '0',
    });
  });

  it('leaves every earlier record as it was', () => {
    const story = voting();
    const before = story.record;
    story.tell(cast(ada, roof, 'yes'), struck(bo), closed(roof));
    expect(count(electionOf(before, roof)!)).toMatchObject({ scores: { yes: '0' }, participation: { entitled: '3' } });
  });
});

describe('which delegation applies', () => {
  const scopes = ['assembly', 'area:roads', 'area:roads/cycling', `proposal:${roof}`];
  const opposed = () => voting().tell(cast(bo, roof, 'yes'), cast(cleo, roof, 'no'));

  it.each([0, 1, 2])('is the narrower of two: %#', (wide) => {
    const [wider, narrower] = [scopes[wide]!, scopes[wide + 1]!];
    expect(after(opposed(), delegated(ada, bo, wider), delegated(ada, cleo, narrower))).toMatchObject({
      yes: '1',
      no: '2',
    });
    expect(after(opposed(), delegated(ada, cleo, narrower), delegated(ada, bo, wider))).toMatchObject({
      yes: '1',
      no: '2',
    });
    expect(
      after(opposed(), delegated(ada, bo, wider), delegated(ada, cleo, narrower), revoked(ada, narrower)),
    ).toMatchObject({
      yes: '2',
      no: '1',
    });
  });

  it('is none where the member opted out, until that is revoked', () => {
    const out = opposed().tell(delegated(ada, bo), optedOut(ada, 'area:roads'));
    expect(lines(out)).toEqual({ yes: '1', no: '1', lost: '1', of: '3' });
    expect(after(out, revoked(ada, 'area:roads'))).toMatchObject({ yes: '2', lost: '0' });
  });

  it('is none of another area or another proposal', () => {
    expect(after(opposed(), delegated(ada, bo, 'area:housing'), delegated(ada, bo, `proposal:${ada}`))).toMatchObject({
      lost: '1',
    });
  });

  it('gives way to an own ballot, both ways, and applies again when that is taken back', () => {
    const story = voting().tell(delegated(cleo, ada), delegated(ada, bo), cast(bo, roof, 'no'));
    expect(lines(story)).toMatchObject({ yes: '0', no: '3' });
    expect(after(story, cast(ada, roof, 'yes'))).toMatchObject({ yes: '2', no: '1' });
    expect(after(story, tookBack(ada, roof))).toMatchObject({ yes: '0', no: '3' });
  });

  it('is only one for this proposal where the policy allows no other', () => {
    const narrow = policy('ordinary', {}, { allowed: 'proposal-only' });
    const story = voting(narrow).tell(
      cast(bo, roof, 'yes'),
      delegated(ada, bo),
      delegated(cleo, bo, `proposal:${roof}`),
    );
    expect(lines(story)).toMatchObject({ yes: '2', lost: '1' });
    expect(
      after(voting(policy('ordinary', {}, { allowed: 'none' })), cast(bo, roof, 'yes'), delegated(ada, bo)),
    ).toMatchObject({ yes: '1' });
  });

  it('follows no more delegates than the policy allows', () => {
    const single = voting(policy('ordinary', {}, { maxDelegates: 1 })).tell(
      cast(bo, roof, 'yes'),
      delegated(ada, [cleo, bo]),
    );
    expect(lines(single)).toMatchObject({ yes: '1', lost: '2' });
  });
});

describe('what is frozen', () => {
  const joining = [enrolled(dan), cast(dan, roof, 'yes')];

  it('the electorate: a latecomer counts unless it was pinned at the opening', () => {
    expect(after(voting(frozen({ electorate: 'at-open' })), joining)).toMatchObject({ yes: '0', of: '3' });
    expect(after(voting(frozen({ electorate: 'at-close' })), joining)).toMatchObject({ yes: '1', of: '4' });
    expect(after(voting(frozen({ electorate: 'live' })), joining)).toMatchObject({ yes: '1', of: '4' });
  });

  it('the weights: an amendment counts unless they were pinned at the opening', () => {
    const growing = [cast(ada, roof, 'yes'), amended(ada, { weight: '5/2' })];
    expect(after(voting(frozen({ weights: 'at-open' })), growing)).toMatchObject({ yes: '1', of: '3' });
    expect(after(voting(frozen({ weights: 'at-close' })), growing)).toMatchObject({ yes: '5/2', of: '9/2' });
    expect(after(voting(frozen({ weights: 'live' })), growing)).toMatchObject({ yes: '5/2', of: '9/2' });
  });

  it('weights pinned, electorate live: a latecomer brings the weight of their own', () => {
    const story = voting(frozen({ electorate: 'live', weights: 'at-open' }));
    expect(
      after(story, enrolled(dan, { weight: '4' }), amended(ada, { weight: '9' }), cast(dan, roof, 'yes')),
    ).toMatchObject({
      yes: '4',
      of: '7',
    });
  });

  it('the delegations: a later one counts unless they were pinned at the opening', () => {
    const handing = [cast(bo, roof, 'yes'), delegated(ada, bo)];
    expect(after(voting(frozen({ delegations: 'at-open' })), handing)).toMatchObject({ yes: '1', lost: '2' });
    expect(after(voting(frozen({ delegations: 'at-close' })), handing)).toMatchObject({ yes: '2', lost: '1' });
    expect(after(voting(frozen({ delegations: 'live' })), handing)).toMatchObject({ yes: '2', lost: '1' });
  });

  it.each(['at-open', 'at-close', 'live'] as const)('everything, for good, at the close, when it was %s', (when) => {
    const story = voting(everything(when)).tell(cast(bo, roof, 'yes'), delegated(ada, bo), enrolled(dan), closed(roof));
    const atClose = printResult(counted(story));
    story.tell(
      enrolled(eva),
      amended(ada, { weight: '7' }),
      struck(bo),
      readmitted(bo),
      revoked(ada),
      delegated(cleo, ada),
    );
    expect(printResult(counted(story))).toBe(atClose);
  });

  it('the charter, at the opening', () => {
    const story = voting().tell(
      cast(ada, roof, 'yes'),
      adopted(2, policy('ordinary', { quorums: [{ of: 'valid-heads', atLeast: '2' }] })),
    );
    expect(counted(story).outcome).toBe('adopted');
  });
});

describe('a change of the roll while voting is open', () => {
  it('is told with the result, in the order of the log', () => {
    const story = voting().tell(struck(cleo), enrolled(dan), closed(roof), struck(bo));
    expect(story.record.proposals.get(roof)!.amendments).toEqual([
      { position: 8, kind: 'struck', memberId: cleo, reason: 'left' },
      { position: 9, kind: 'enrolled', memberId: dan },
    ]);
  });

  it('takes ballot and delegations, in and out, from a member who is struck', () => {
    const story = voting().tell(delegated(cleo, bo), delegated(bo, ada), cast(ada, roof, 'yes'));
    expect(lines(story)).toEqual({ yes: '3', no: '0', lost: '0', of: '3' });
    expect(after(story, struck(bo))).toEqual({ yes: '1', no: '0', lost: '1', of: '2' });
    expect(after(story, struck(ada))).toEqual({ yes: '0', no: '0', lost: '1', of: '1' });
  });

  it.each(['at-open', 'at-close', 'live'] as const)(
    'does not give the old ballot back on readmission: electorate %s',
    (electorate) => {
      const story = voting(frozen({ electorate })).tell(cast(ada, roof, 'yes'), struck(ada), readmitted(ada));
      expect(lines(story)).toMatchObject({ yes: '0', of: electorate === 'at-open' ? '2' : '3' });
    },
  );

  it('does not count a ballot that reached the log just after its voter was struck, not even after readmission', () => {
    expect(after(voting(everything('live')), struck(ada), cast(ada, roof, 'yes'), readmitted(ada))).toMatchObject({
      yes: '0',
      of: '3',
    });
  });

  it('keeps a consultative guest apart', () => {
    const story = new Story().tell(
      founded(),
      enrolled(ada),
      enrolled(bo, { votes: false }),
      drafted(roof),
      opened(roof),
    );
    story.tell(cast(ada, roof, 'yes'), cast(bo, roof, 'no'), delegated(ada, bo));
    expect(lines(story)).toEqual({ yes: '1', no: '0', lost: '0', of: '1' });
    expect(counted(story).guests).toMatchObject({ scores: { yes: '0', no: '1' } });
  });
});

describe('the same count everywhere', () => {
  const told = () => voting().tell(delegated(cleo, bo), cast(bo, roof, 'no'), cast(ada, roof, 'yes'), closed(roof));

  it('is certified with the digest of the very document a recount prints', () => {
    const { record } = told();
    const document = printResult(count(electionOf(record, roof)!));
    expect(certifiedResult(record, roof)).toEqual({
      outcome: 'rejected',
      winners: ['no'],
      scores: { yes: '1', no: '2', abstain: '0' },
      undelivered: '0',
      entitled: '3',
      valid: '3',
      quorum: true,
      countDigest: createHash('sha256').update(document).digest('hex'),
    });
  });

  it('comes out of the count file, byte for byte', () => {
    const election = electionOf(told().record, roof)!;
    const file = parseCountFile(printCountFile(election));
    expect('error' in file ? file.error : printResult(count(file.election))).toBe(printResult(count(election)));
  });

  it('comes out of a snapshot, byte for byte, whatever order the roll was kept in', () => {
    const story = voting().tell(
      struck(ada),
      closed(roof),
      enrolled(dan),
      enrolled(eva),
      struck(bo),
      readmitted(ada),
      readmitted(bo),
    );
    const reloaded = recordFromJson(JSON.parse(JSON.stringify(recordToJson(story.record))));
    expect(reloaded).toEqual(story.record);
    expect(printResult(count(electionOf(reloaded, roof)!))).toBe(printResult(counted(story)));
  });

  it('lists voters in one order, though a map read from a snapshot forgets how it came about', () => {
    const people = Array.from({ length: 9 }, (_, index) => uuid(`person ${index}`));
    const story = new Story().tell(
      founded(everything('live')),
      people.map((id) => enrolled(id)),
      drafted(roof),
      opened(roof),
      people.map((id) => cast(id, roof, 'yes')),
      struck(people[0]!),
    );
    let reloaded = recordFromJson(JSON.parse(JSON.stringify(recordToJson(story.record))));
    for (const gone of people.slice(1, 7)) {
      story.tell(struck(gone));
      reloaded = recordFold.evolve(reloaded, story.events.at(-1)!);
      expect(printResult(count(electionOf(reloaded, roof)!))).toBe(printResult(counted(story)));
    }
  });
});
