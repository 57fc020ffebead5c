import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import {
  began,
  cancelled,
  codeFor,
  convened,
  digestOf,
  ended,
  enters,
  leaves,
  paused,
  winter,
} from '../record/hall.contract';
import { ada, bo, drafted, enrolled, fence, founded, roof, struck } from '../record/people.contract';
import { uuid, type Story } from '../record/story.contract';
import { checkIn, checkInWithCode, checkOut, issueHallCode } from './presence.decide';
import { MemberCheckedIn } from './presence.events';

const at = (story: Story, memberId: string) => ({ ...story.by('role:registrar'), meetingId: winter, memberId });
const letIn =
  (memberId = ada, desk?: string) =>
  (story: Story) =>
    checkIn(
      { ...at(story, memberId), ...(desk === undefined ? {} : { desk }) },
      story.presence(memberId),
      story.presenceFacts(winter),
    );
const scan =
  (code: string, memberId = ada) =>
  (story: Story) =>
    checkInWithCode(
      { ...at(story, memberId), codeDigest: digestOf(code) },
      story.presence(memberId),
      story.presenceFacts(winter),
    );
const handOut =
  (code: string, memberId = ada) =>
  (story: Story) =>
    issueHallCode(
      { ...at(story, memberId), codeDigest: digestOf(code) },
      story.presence(memberId),
      story.presenceFacts(winter),
    );
const letOut =
  (memberId = ada) =>
  (story: Story) =>
    checkOut(at(story, memberId), story.presence(memberId), story.presenceFacts(winter));

const members = [...founded(), enrolled(ada), enrolled(bo), drafted(roof), drafted(fence)];
const called = [...members, convened()];
const hall = [...called, began];
const byCode = (memberId: string) => fact(MemberCheckedIn, { meetingId: winter, memberId, by: 'hall-code' });

describe('checking in at a desk', () => {
  it('puts a member into the hall, with the desk’s name when it has one', () => {
    given(...hall)
      .when(letIn())
      .then(enters(ada));
    given(...hall)
      .when(letIn(ada, '  North door '))
      .then(fact(MemberCheckedIn, { meetingId: winter, memberId: ada, by: 'registrar', desk: 'North door' }));
  });

  it('goes on while the meeting is paused, and again after a check-out', () => {
    given(...hall, paused)
      .when(letIn())
      .then(enters(ada));
    given(...hall, enters(ada), leaves(ada))
      .when(letIn())
      .then(enters(ada));
  });

  it('lets a consultative guest in, and nobody who is not on the roll', () => {
    const guest = uuid('guest');
    given(...hall, enrolled(guest, { votes: false }))
      .when(letIn(guest))
      .then(enters(guest));
    given(...hall)
      .when(letIn(guest))
      .thenRefused('MemberMustBeOnTheRoll', 'memberId');
    given(...hall, struck(ada))
      .when(letIn())
      .thenRefused('MemberMustBeOnTheRoll', 'memberId');
  });

  it('takes each member once, whatever the number of devices', () => {
    given(...hall, enters(ada))
      .when(letIn())
      .thenRefused('MemberMustNotBeCheckedIn', 'memberId');
  });

  it('needs a meeting in session', () => {
    given(...members)
      .when(letIn())
      .thenRefused('MeetingMustExist', 'meetingId');
    for (const state of [[], [cancelled], [began, ended]]) {
      given(...called, ...state)
        .when(letIn())
        .thenRefused('MeetingMustBeInSession', 'meetingId');
    }
  });

  it.each(['', '   ', 'x'.repeat(61), '\ud800'])('refuses the desk %j', (desk) => {
    given(...hall)
      .when(letIn(ada, desk))
      .thenRefused('DeskMustFit', 'desk');
  });
});

describe('a hall code', () => {
  it('is handed out from the call to the meeting on, until the meeting is over', () => {
    for (const state of [[], [began], [began, paused]]) {
      given(...called, ...state)
        .when(handOut('K7'))
        .then(codeFor(ada, 'K7'));
    }
    given(...members)
      .when(handOut('K7'))
      .thenRefused('MeetingMustExist', 'meetingId');
    for (const over of [[cancelled], [began, ended]]) {
      given(...called, ...over)
        .when(handOut('K7'))
        .thenRefused('MeetingMustNotBeOver', 'meetingId');
    }
  });

  it('is for members on the roll who are not in yet', () => {
    given(...hall)
      .when(handOut('K7', uuid('stranger')))
      .thenRefused('MemberMustBeOnTheRoll', 'memberId');
    given(...hall, enters(ada))
      .when(handOut('K7'))
      .thenRefused('MemberMustNotBeCheckedIn', 'memberId');
  });

  it('opens the door once', () => {
    given(...hall, codeFor(ada, 'K7'))
      .when(scan('K7'))
      .then(byCode(ada));
    for (const later of [[], [leaves(ada)]]) {
      given(...hall, codeFor(ada, 'K7'), byCode(ada), ...later)
        .when(scan('K7'))
        .thenRefused('HallCodeMustBeGood', 'code');
    }
  });

  it('is void once a newer one was handed out, or a desk let its member in', () => {
    given(...hall, codeFor(ada, 'K7'), codeFor(ada, 'M3'))
      .when(scan('K7'))
      .thenRefused('HallCodeMustBeGood', 'code');
    given(...hall, codeFor(ada, 'K7'), codeFor(ada, 'M3'))
      .when(scan('M3'))
      .then(byCode(ada));
    given(...hall, codeFor(ada, 'K7'), enters(ada), leaves(ada))
      .when(scan('K7'))
      .thenRefused('HallCodeMustBeGood', 'code');
  });

  it('is one member’s: nobody else gets in with it, and no struck member', () => {
    given(...hall, codeFor(ada, 'K7'))
      .when(scan('K7', bo))
      .thenRefused('HallCodeMustBeGood', 'code');
    given(...hall, codeFor(ada, 'K7'), struck(ada))
      .when(scan('K7'))
      .thenRefused('HallCodeMustBeGood', 'code');
  });

  it('opens no door before the meeting does, or after it', () => {
    given(...called, codeFor(ada, 'K7'))
      .when(scan('K7'))
      .thenRefused('MeetingMustBeInSession', 'meetingId');
    given(...hall, codeFor(ada, 'K7'), ended)
      .when(scan('K7'))
      .thenRefused('MeetingMustBeInSession', 'meetingId');
  });
});

describe('checking out', () => {
  it('is for who is in', () => {
    given(...hall, enters(ada))
      .when(letOut())
      .then(leaves(ada));
    given(...hall)
      .when(letOut())
      .thenRefused('MemberMustBeCheckedIn', 'memberId');
    given(...hall, enters(ada), leaves(ada))
      .when(letOut())
      .thenRefused('MemberMustBeCheckedIn', 'memberId');
  });

  it('is still possible for a member who was struck, and not needed once the meeting is over', () => {
    given(...hall, enters(ada), struck(ada))
      .when(letOut())
      .then(leaves(ada));
    given(...hall, enters(ada), ended)
      .when(letOut())
      .thenRefused('MeetingMustBeInSession', 'meetingId');
    given(...members)
      .when(letOut())
      .thenRefused('MeetingMustExist', 'meetingId');
  });
});
