import * as fc from 'fast-check';
import type { Policy } from '../assembly/charter';
import type { PlenumEvent } from '../catalogue';
import { isRefusal, type Outcome } from '../kernel/refusal';
import { supportersOf } from '../record/asked-of';
import { recordFromJson, recordToJson } from '../record/record.json';
import { ada, bo, cleo, dan, drafted, enrolled, eva, founded, policy, roof } from '../record/people.contract';
import { minute, Story } from '../record/story.contract';
import { strikeMember } from '../roll/roll.decide';
import { advanceProposal, submitProposal } from './lifecycle.decide';
import { goesOnAt } from './phases';
import { closeVoting, editProposal, openVoting, withdrawProposal } from './proposals.decide';
import type { ProposalStatus } from './proposals.evolve';
import { supportProposal, withdrawSupport } from './support.decide';

const people = [ada, bo, cleo, dan, eva];
const chair = { chairs: true };

/** Where a proposal may go from each status, whatever anybody tries. */
const ways: Readonly<Record<ProposalStatus, readonly ProposalStatus[]>> = {
  none: ['draft'],
  draft: ['admission', 'admitted', 'open', 'withdrawn'],
  admission: ['admitted', 'lapsed', 'withdrawn'],
  admitted: ['discussion', 'verification', 'open', 'lapsed', 'withdrawn'],
  discussion: ['verification', 'open', 'lapsed', 'withdrawn'],
  verification: ['open', 'lapsed', 'withdrawn'],
  open: ['closed', 'withdrawn'],
  closed: ['certified'],
  certified: [],
  withdrawn: [],
  lapsed: [],
};

const lifecycles = fc.record<NonNullable<Policy['lifecycle']>>(
  {
    admission: fc.record({ supporters: fc.constantFrom('1/10', '1/2', '1'), hours: fc.integer({ min: 1, max: 3 }) }),
    discussionHours: fc.integer({ min: 1, max: 3 }),
    verificationHours: fc.integer({ min: 1, max: 3 }),
    opensBy: fc.constantFrom('deadline', 'chair'),
  },
  { requiredKeys: [] },
);
const kinds = [
  'submit',
  'support',
  'unsupport',
  'advance',
  'advance',
  'open',
  'edit',
  'strike',
  'close',
  'withdraw',
] as const;
const deeds = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    who: fc.constantFrom(...people),
    /** Minutes that pass before it. */
    later: fc.integer({ min: 0, max: 90 }),
  }),
  { minLength: 5, maxLength: 40 },
);

type Deed = { readonly kind: (typeof kinds)[number]; readonly who: string; readonly later: number };

/** What comes of one deed at one moment. */
function tried(story: Story, { kind, who }: Deed, at: string): Outcome<PlenumEvent> {
  const head = { ...story.by(who, at), proposalId: roof };
  const proposal = story.proposal(roof);
  const facts = { assembly: story.assembly, roll: story.roll, rollRevision: story.rollRevision };
  const support = { ...head, memberId: who };
  switch (kind) {
    case 'submit':
      return submitProposal({ ...head, editor: chair }, proposal, facts);
    case 'support':
      return supportProposal(support, story.support(roof, who), { ...facts, proposal });
    case 'unsupport':
      return withdrawSupport(support, story.support(roof, who), { ...facts, proposal });
    case 'advance': {
      const supporters = supportersOf(story.record, story.record.proposals.get(roof)!);
      return advanceProposal(head, proposal, { ...facts, supporters });
    }
    case 'open':
      return openVoting(head, proposal, facts);
    case 'edit':
      return editProposal({ ...head, editor: chair, changes: { title: at } }, proposal, facts);
    case 'strike':
      return who === ada ? [] : strikeMember({ ...head, memberId: who, reason: 'left' }, story.roll);
    case 'close':
      return closeVoting({ ...head, cause: 'deadline' }, proposal, { policy: undefined, unsettled: undefined });
    case 'withdraw':
      return withdrawProposal({ ...head, editor: chair, reason: 'no' }, proposal);
  }
}

/** Tells each deed's facts one by one and checks every step of the way; gives the statuses that were passed. */
function play(lifecycle: NonNullable<Policy['lifecycle']>, history: readonly Deed[]): readonly ProposalStatus[] {
  const story = new Story().tell(
    founded(policy('ordinary', { lifecycle })),
    people.map((member) => enrolled(member)),
    drafted(roof),
  );
  const passed: ProposalStatus[] = ['draft'];
  let minutes = 100;
  for (const deed of history) {
    minutes += deed.later;
    const before = story.proposal(roof);
    const due = goesOnAt(story.charter?.policies[0], before);
    const outcome = tried(story, deed, minute(minutes));
    if (isRefusal(outcome)) continue;
    if (deed.kind === 'advance' && due !== undefined && due <= minute(minutes)) expect(outcome).not.toEqual([]);
    if (deed.kind === 'edit') expect(before.status).not.toBe('verification');
    for (const event of outcome) {
      const from = story.proposal(roof).status;
      story.tell(event);
      const { status } = story.proposal(roof);
      if (status !== from) expect(ways[from]).toContain(status);
      if (status !== from) passed.push(status);
    }
  }
  const restored = recordFromJson(JSON.parse(JSON.stringify(recordToJson(story.record))));
  expect(recordToJson(restored)).toEqual(JSON.parse(JSON.stringify(recordToJson(story.record))));
  return passed;
}

describe('the way of a proposal, whatever is tried', () => {
  it('leads through every phase that its policy asks for, in order, to the vote', () => {
    fc.assert(
      fc.property(lifecycles, deeds, (lifecycle, history) => {
        const passed = play(lifecycle, history);
        if (!passed.includes('open')) return;
        const { admission, discussionHours, verificationHours } = lifecycle;
        const asked = [
          ...(admission ? ['admission', 'admitted'] : []),
          ...(discussionHours === undefined ? [] : ['discussion']),
          ...(verificationHours === undefined ? [] : ['verification']),
        ];
        const prepared = passed.slice(1, passed.indexOf('open'));
        expect(prepared.filter((status) => status !== 'admitted' || admission !== undefined)).toEqual(asked);
      }),
      { numRuns: 400 },
    );
  });

  it('is found by these histories: votes open after all phases, and proposals lapse', () => {
    const full = { admission: { supporters: '1/2', hours: 1 }, discussionHours: 1, verificationHours: 1 };
    const steps = (...kindsOf: Deed['kind'][]): Deed[] =>
      kindsOf.map((kind, index) => ({ kind, who: people[index % people.length]!, later: 10 }));
    const wait = { kind: 'advance', who: ada, later: 90 } as const;
    const supported = steps('submit', 'support', 'support', 'support', 'advance');
    expect(play(full, [...supported, wait, wait])).toEqual([
      ...['draft', 'admission', 'admitted', 'discussion', 'verification', 'open'],
    ]);
    expect(play(full, [...steps('submit', 'support'), wait])).toEqual(['draft', 'admission', 'lapsed']);
  });
});
