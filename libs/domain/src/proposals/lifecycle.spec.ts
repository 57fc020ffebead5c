import type { Policy } from '../assembly/charter';
import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import {
  ada,
  adopted,
  bo,
  cleo,
  dan,
  drafted,
  enrolled,
  founded,
  opened,
  policy,
  roof,
} from '../record/people.contract';
import { supportersOf } from '../record/asked-of';
import { minute, Story, uuid, type Told } from '../record/story.contract';
import { offerAlternative } from './alternatives.decide';
import { advanceProposal, submitProposal } from './lifecycle.decide';
import * as events from './lifecycle.events';
import { goesOnAt } from './phases';
import { editProposal, openVoting, withdrawProposal, type Editor } from './proposals.decide';
import { ProposalEdited, ProposalWithdrawn, VotingOpened } from './proposals.events';
import { supportProposal, withdrawSupport } from './support.decide';
import { ProposalSupported, ProposalSupportWithdrawn } from './support.events';

const HOUR = 60;
const drafter: Editor = { memberId: ada, chairs: false };
const pump = uuid('the pump');

const ripening = (lifecycle: NonNullable<Policy['lifecycle']>, more: Partial<Policy> = {}) =>
  policy('ordinary', { lifecycle, ...more });
const admission = { supporters: '1/2', hours: 10 };
const allPhases = { admission, discussionHours: 20, verificationHours: 5 };

/** Four members, and a draft of Ada's under such a policy. */
const with_ = (lifecycle: NonNullable<Policy['lifecycle']>, more: Partial<Policy> = {}): Told[] => [
  founded(ripening(lifecycle, more)),
  [ada, bo, cleo, dan].map((member) => enrolled(member)),
  drafted(roof, { drafterId: ada }),
];

const submit =
  (editor: Editor = drafter, at?: string) =>
  (story: Story) =>
    submitProposal({ ...story.by(ada, at), proposalId: roof, editor }, story.proposal(roof), story);
const advance = (at?: string) => (story: Story) => {
  const proposal = story.record.proposals.get(roof)!;
  const facts = {
    assembly: story.assembly,
    roll: story.roll,
    rollRevision: story.rollRevision,
    supporters: supportersOf(story.record, proposal),
  };
  return advanceProposal({ ...story.by('system:deadline', at), proposalId: roof }, story.proposal(roof), facts);
};
const open = (at?: string) => (story: Story) =>
  openVoting({ ...story.by('role:chair', at), proposalId: roof }, story.proposal(roof), story);
const edit = (changes: Parameters<typeof editProposal>[0]['changes']) => (story: Story) =>
  editProposal({ ...story.by(ada), proposalId: roof, editor: drafter, changes }, story.proposal(roof), story);
const asks = (memberId: string, alternativeId?: string) => (story: Story) => ({
  command: { ...story.by(memberId), proposalId: roof, memberId, ...(alternativeId && { alternativeId }) },
  state: story.support(roof, memberId),
  facts: { proposal: story.proposal(roof), roll: story.roll },
});
const support = (memberId: string, alternativeId?: string) => (story: Story) => {
  const { command, state, facts } = asks(memberId, alternativeId)(story);
  return supportProposal(command, state, facts);
};
const unsupport = (memberId: string) => (story: Story) => {
  const { command, state, facts } = asks(memberId)(story);
  return withdrawSupport(command, state, facts);
};
const offer =
  (option: string, authorId = bo, text = 'A pump.') =>
  (story: Story) =>
    offerAlternative(
      { ...story.by(authorId), proposalId: roof, alternativeId: pump, authorId, option, text },
      story.proposal(roof),
      story,
    );

const submitted = (until?: string) =>
  fact(events.ProposalSubmitted, until === undefined ? { proposalId: roof } : { proposalId: roof, until });
const supported = (memberId: string) => fact(ProposalSupported, { proposalId: roof, memberId });
const admitted = (supporters: number, asked = 4) =>
  fact(events.ProposalAdmitted, { proposalId: roof, supporters, asked });
const phase = (name: 'discussion' | 'verification', until: string) =>
  fact(events.PhaseBegan, { proposalId: roof, phase: name, until });
const lapsed = (reason: string) => fact(events.ProposalLapsed, { proposalId: roof, reason });
const votingOpened = (closesAt: string) =>
  fact(VotingOpened, {
    proposalId: roof,
    charterVersion: 1,
    rollRevision: 3,
    electorate: { members: 4, weight: '4' },
    closesAt,
  });

describe('submitting a proposal', () => {
  it('begins its admission, for the hours that the policy gives it', () => {
    given(...with_(allPhases))
      .when(submit(drafter, minute(60)))
      .then(submitted(minute(60 + 10 * HOUR)));
  });

  it('begins the first phase that the policy asks for', () => {
    given(...with_({ discussionHours: 20, verificationHours: 5 }))
      .when(submit(drafter, minute(60)))
      .then(submitted(), phase('discussion', minute(60 + 20 * HOUR)));
    given(...with_({ verificationHours: 5 }))
      .when(submit({ chairs: true }, minute(60)))
      .then(submitted(), phase('verification', minute(60 + 5 * HOUR)));
  });

  it('is for the drafter or the chair, once, where there are phases', () => {
    given(...with_(allPhases))
      .when(submit({ memberId: bo, chairs: false }))
      .thenRefused('EditorMustBeDrafterOrChair');
    given(...with_(allPhases), submitted(minute(600)))
      .when(submit())
      .thenRefused('ProposalMustBeDraft', 'proposalId');
    given(founded()).when(submit()).thenRefused('ProposalMustExist', 'proposalId');
    given(...with_({ reviewAfterDays: 30 }))
      .when(submit())
      .thenRefused('PolicyMustHavePhases', 'proposalId');
  });

  it('needs a draft that fits the charter in force', () => {
    given(...with_(allPhases), adopted(2, policy('other')))
      .when(submit())
      .thenRefused('PolicyMustBeInTheCharter', 'policyId');
  });
});

describe('admission', () => {
  const waiting = [...with_(allPhases), submitted(minute(600))];

  it('waits for its supporters', () => {
    given(...waiting)
      .when(advance())
      .thenNothing();
    given(...waiting, supported(bo))
      .when(advance())
      .thenNothing();
  });

  it('ends with enough of the voting members by heads, and discussion begins', () => {
    given(...waiting, supported(bo), supported(cleo))
      .when(advance(minute(60)))
      .then(admitted(2), phase('discussion', minute(60 + 20 * HOUR)));
  });

  it('counts neither guests, nor those struck since, nor those who took their support back', () => {
    const guest = enrolled(uuid('a guest'), { votes: false });
    const took = fact(ProposalSupportWithdrawn, { proposalId: roof, memberId: cleo });
    given(...waiting, guest, supported(uuid('a guest')), supported(bo), supported(cleo), took)
      .when(advance())
      .thenNothing();
  });

  it('lapses when its time has passed without them, and not a moment earlier', () => {
    given(...waiting, supported(bo))
      .when(advance(minute(599)))
      .thenNothing();
    given(...waiting, supported(bo))
      .when(advance(minute(600)))
      .then(lapsed('1 of 4 voting members supported it in time.'));
  });

  it('opens the vote where no other phase is asked for', () => {
    given(...with_({ admission }), submitted(minute(600)), supported(bo), supported(cleo))
      .when(advance(minute(60)))
      .then(admitted(2), votingOpened(minute(60 + 48 * HOUR)));
  });

  it('waits for the chair where the policy says so', () => {
    const story = [...with_({ admission, opensBy: 'chair' }), submitted(minute(600)), supported(bo), supported(cleo)];
    given(...story)
      .when(advance())
      .then(admitted(2));
    given(...story, admitted(2))
      .when(open(minute(60)))
      .then(votingOpened(minute(60 + 48 * HOUR)));
  });
});

describe('discussion and verification', () => {
  const discussed = [...with_(allPhases), submitted(minute(600)), admitted(2), phase('discussion', minute(700))];
  const verified = [...discussed, phase('verification', minute(800))];

  it('follow one another, and the vote opens by itself', () => {
    given(...discussed)
      .when(advance(minute(699)))
      .thenNothing();
    given(...discussed)
      .when(advance(minute(700)))
      .then(phase('verification', minute(700 + 5 * HOUR)));
    given(...verified)
      .when(advance(minute(800)))
      .then(votingOpened(minute(800 + 48 * HOUR)));
  });

  it('keep the vote shut until they are over', () => {
    for (const story of [with_(allPhases), discussed, verified]) {
      given(...story)
        .when(open(minute(650)))
        .thenRefused('PhasesMustBeOver', 'proposalId');
    }
    given(...verified)
      .when(open(minute(800)))
      .then(votingOpened(minute(800 + 48 * HOUR)));
  });

  it('let the chair open the vote in a meeting, when the policy says so', () => {
    const chaired = [...with_({ discussionHours: 1, opensBy: 'chair' }), submitted(), phase('discussion', minute(60))];
    given(...chaired)
      .when(advance(minute(90)))
      .thenNothing();
    given(...chaired)
      .when(open(minute(59)))
      .thenRefused('PhasesMustBeOver', 'proposalId');
    given(...chaired)
      .when(open(minute(90)))
      .then(votingOpened(minute(90 + 48 * HOUR)));
  });

  it('end in a lapse when nobody could vote any more, or the policy is gone', () => {
    given(...verified, adopted(2, policy('other')))
      .when(advance(minute(800)))
      .then(lapsed('The charter has no policy "ordinary".'));
  });

  it('let the text change until it is verified, but not the rules of the vote', () => {
    const title = 'Mend it soon';
    const edited = fact(ProposalEdited, {
      ...{ proposalId: roof, title, text: '', options: ['yes', 'no'], policyId: 'ordinary' },
    });
    given(...discussed)
      .when(edit({ title }))
      .then(edited);
    given(...verified)
      .when(edit({ title }))
      .thenRefused('ProposalMustBeDraft', 'proposalId');
    given(
      founded(ripening(allPhases), policy('other')),
      enrolled(ada),
      drafted(roof, { drafterId: ada }),
      submitted(minute(600)),
    )
      .when(edit({ policyId: 'other' }))
      .thenRefused('ProposalMustBeDraft', 'policyId');
  });

  it('can be ended by a withdrawal, but not once lapsed', () => {
    const withdraw = (story: Story) =>
      withdrawProposal(
        { ...story.by(ada), proposalId: roof, editor: drafter, reason: 'Too soon' },
        story.proposal(roof),
      );
    given(...discussed)
      .when(withdraw)
      .then(fact(ProposalWithdrawn, { proposalId: roof, reason: 'Too soon' }));
    given(...discussed, lapsed('Nobody'))
      .when(withdraw)
      .thenRefused('ProposalMustNotBeOver', 'proposalId');
  });
});

describe('supporting a proposal', () => {
  const waiting = [...with_(allPhases), submitted(minute(600))];

  it('is recorded once for each member', () => {
    given(...waiting)
      .when(support(bo))
      .then(supported(bo));
    given(...waiting, supported(bo))
      .when(support(bo))
      .thenNothing();
  });

  it('can be taken back', () => {
    given(...waiting, supported(bo))
      .when(unsupport(bo))
      .then(fact(ProposalSupportWithdrawn, { proposalId: roof, memberId: bo }));
    given(...waiting)
      .when(unsupport(bo))
      .thenRefused('SupportMustHaveBeenGiven');
  });

  it('is for voting members, on the way to the vote', () => {
    given(...waiting, enrolled(uuid('a guest'), { votes: false }))
      .when(support(uuid('a guest')))
      .thenRefused('SupporterMustBeAVotingMember');
    given(...waiting)
      .when(support(uuid('a stranger')))
      .thenRefused('SupporterMustBeAVotingMember');
    given(...with_(allPhases))
      .when(support(bo))
      .thenRefused('ProposalMustBePreparing', 'proposalId');
    given(...waiting, opened(roof))
      .when(support(bo))
      .thenRefused('ProposalMustBePreparing', 'proposalId');
    given(founded()).when(support(bo)).thenRefused('ProposalMustExist', 'proposalId');
    given(...waiting)
      .when(support(bo, pump))
      .thenRefused('AlternativeMustExist', 'alternativeId');
  });
});

describe('support that raced the end of its proposal', () => {
  it('stands in the log and changes nothing', () => {
    const story = new Story().tell(...with_(allPhases), submitted(minute(600)), supported(bo), lapsed('Nobody'));
    const before = story.record.proposals.get(roof)!;
    expect(story.tell(supported(cleo)).record.proposals.get(roof)).toBe(before);
  });
});

describe('offering an alternative', () => {
  const ranked: Told[] = [
    founded(ripening(allPhases, { rule: 'schulze', thresholds: [] })),
    [ada, bo, cleo, dan].map((member) => enrolled(member)),
    drafted(roof, { drafterId: ada }),
    submitted(minute(600)),
  ];
  const offered = fact(events.AlternativeOffered, {
    ...{ proposalId: roof, alternativeId: pump, authorId: bo, option: 'a pump', text: 'A pump.' },
  });

  it('adds an option that the vote chooses among, with its text and its author', () => {
    given(...ranked)
      .when(offer(' a pump'))
      .then(offered);
    given(...ranked, offered)
      .when((story) => {
        expect(story.proposal(roof).wording.options).toEqual(['yes', 'no', 'a pump']);
        return support(cleo, pump)(story);
      })
      .then(fact(ProposalSupported, { proposalId: roof, memberId: cleo, alternativeId: pump }));
  });

  it('needs a rule that can choose among more, and an option of its own', () => {
    given(...with_(allPhases), submitted(minute(600)))
      .when(offer('a pump'))
      .thenRefused('OptionsMustFitTheRule', 'option');
    given(...ranked)
      .when(offer('yes'))
      .thenRefused('OptionsMustFitTheRule', 'option');
    given(...ranked)
      .when(offer(' '))
      .thenRefused('TextMustFit', 'option');
    given(...ranked)
      .when(offer('a pump', bo, 't'.repeat(20_001)))
      .thenRefused('TextMustFit', 'text');
  });

  it('is for voting members, until the texts are verified', () => {
    given(...ranked)
      .when(offer('a pump', uuid('a stranger')))
      .thenRefused('SupporterMustBeAVotingMember');
    given(...ranked, admitted(2), phase('verification', minute(800)))
      .when(offer('a pump'))
      .thenRefused('ProposalMustBePreparing', 'proposalId');
    given(founded()).when(offer('a pump')).thenRefused('ProposalMustExist', 'proposalId');
  });

  it('stays, whatever the drafter edits', () => {
    given(...ranked, offered)
      .when(edit({ options: ['yes', 'no'] }))
      .thenRefused('OptionsMustFitTheRule', 'options');
  });
});

describe('when a proposal goes on by itself', () => {
  const at = (...told: Told[]) => {
    let due: string | undefined;
    given(...told).when((story) => {
      due = goesOnAt(story.charter?.policies[0], story.proposal(roof));
      return [];
    });
    return due;
  };

  it('is at the end of its phase, and never for what waits for the chair', () => {
    expect(at(...with_(allPhases))).toBeUndefined();
    expect(at(...with_(allPhases), submitted(minute(600)))).toBe(minute(600));
    const chaired = with_({ admission, discussionHours: 20, opensBy: 'chair' });
    expect(at(...chaired, submitted(minute(600)))).toBe(minute(600));
    expect(at(...with_({ admission, opensBy: 'chair' }), submitted(minute(600)))).toBe(minute(600));
    expect(at(...chaired, submitted(minute(600)), admitted(2), phase('discussion', minute(700)))).toBeUndefined();
    expect(at(...with_(allPhases), submitted(minute(600)), lapsed('Nobody'))).toBeUndefined();
  });
});
