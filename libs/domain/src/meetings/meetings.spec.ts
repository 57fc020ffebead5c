import { fact } from '../kernel/event-type';
import { given } from '../kernel/given.contract';
import { ada, bo, cast, closed, drafted, enrolled, fence, founded, opened, roof } from '../record/people.contract';
import { HandCountOpened } from '../hand-counts/hand-counts.events';
import { calledOff, firstShow } from '../record/hall.contract';
import { Story, minute, uuid, type Told } from '../record/story.contract';
import * as events from './meetings.events';
import type { AgendaItem } from './meetings.events';
import * as decide from './meetings.decide';
import { meetingFold } from './meetings.evolve';
import { carriedItems } from '../record/carried-items';

const [winter, spring, biweekly] = ['winter', 'spring', 'biweekly'].map(uuid) as [string, string, string];
const talk: AgendaItem = { itemId: uuid('talk'), title: 'How was the year?' };
const theRoof: AgendaItem = { itemId: uuid('item roof'), title: 'The roof', proposalId: roof };
const theFence: AgendaItem = { itemId: uuid('item fence'), title: 'The fence', proposalId: fence };

const house = [...founded(), enrolled(ada), enrolled(bo), drafted(roof), drafted(fence)];
const convened = (agenda: AgendaItem[] = [talk, theRoof], meetingId = winter, seriesId?: string) =>
  fact(events.MeetingConvened, {
    ...{ meetingId, title: 'Winter assembly', startsAt: minute(100), agenda },
    ...(seriesId === undefined ? {} : { seriesId }),
  });
const began = fact(events.MeetingOpened, { meetingId: winter });
const putToVote = fact(events.ItemPutToVote, { meetingId: winter, itemId: theRoof.itemId, proposalId: roof });
const handsUp = fact(HandCountOpened, { proposalId: roof, handCountId: firstShow, meetingId: winter });
const concluded = ({ itemId }: AgendaItem, how: 'decided' | 'discussed' | 'postponed') =>
  fact(events.ItemConcluded, { meetingId: winter, itemId, how });
const ended = (...unreached: AgendaItem[]) =>
  fact(events.MeetingClosed, { meetingId: winter, unreached: unreached.map(({ itemId }) => itemId) });

const meeting = (story: Story, meetingId = winter) =>
  story.record.meetings.get(meetingId)?.state ?? meetingFold.initial;
const factsOf = (story: Story): decide.AgendaFacts => ({ proposal: (id) => story.proposal(id) });
const convene =
  (agenda: AgendaItem[], more: Partial<decide.ConveneMeeting & decide.ConveningFacts> = {}) =>
  (story: Story) =>
    decide.conveneMeeting(
      { ...story.by(ada), meetingId: winter, title: ' Winter assembly ', startsAt: minute(100), agenda, ...more },
      meeting(story),
      { ...factsOf(story), carried: [], isSeriesRunning: true, ...more },
    );
const during = (deed: typeof decide.openMeeting | typeof decide.resumeMeeting) => (story: Story) =>
  deed({ ...story.by(ada), meetingId: winter }, meeting(story));
const close = (story: Story) =>
  decide.closeMeeting({ ...story.by(ada), meetingId: winter }, meeting(story), factsOf(story));
const put =
  ({ itemId }: AgendaItem) =>
  (story: Story) =>
    decide.putItemToVote({ ...story.by(ada), meetingId: winter, itemId }, meeting(story), factsOf(story));
const take =
  ({ itemId }: AgendaItem) =>
  (story: Story) =>
    decide.takeItem({ ...story.by(ada), meetingId: winter, itemId }, meeting(story));
const conclude =
  ({ itemId }: AgendaItem, how: 'decided' | 'discussed' | 'postponed', note?: string) =>
  (story: Story) =>
    decide.concludeItem(
      { ...story.by(ada), meetingId: winter, itemId, how, ...(note === undefined ? {} : { note }) },
      meeting(story),
      factsOf(story),
    );
const agenda =
  (items: AgendaItem[], newItems = items) =>
  (story: Story) => {
    const newItemIds = newItems.map(({ itemId }) => itemId);
    const command = { ...story.by(ada), meetingId: winter, agenda: items, newItemIds };
    return decide.setAgenda(command, meeting(story), factsOf(story));
  };

describe('convening a meeting', () => {
  it('records the call with its agenda, in order', () => {
    given(...house)
      .when(convene([talk, theRoof]))
      .then(convened());
  });

  it('puts first what earlier meetings did not reach', () => {
    const old = { ...theFence, carriedFrom: { meetingId: spring, itemId: uuid('old') } };
    given(...house)
      .when(convene([talk], { carried: [old] }))
      .then(convened([old, talk]));
  });

  it('takes a carried item once when the call lists its proposal too', () => {
    const old = { itemId: uuid('again'), title: 'The roof', proposalId: roof };
    given(...house)
      .when(convene([theRoof], { carried: [old] }))
      .then(convened([theRoof]));
  });

  it('refuses a second meeting under one id', () => {
    given(...house, convened())
      .when(convene([talk]))
      .thenRefused('MeetingMustNotExist', 'meetingId');
  });

  it('refuses an item about a proposal that is not there, and names it', () => {
    given(...founded())
      .when(convene([talk, theRoof]))
      .thenRefused('ProposalMustExist', 'agenda[1].proposalId');
  });

  it('refuses one proposal on two items', () => {
    given(...house)
      .when(convene([theRoof, { ...theRoof, itemId: uuid('twice') }]))
      .thenRefused('AgendaItemsMustBeDistinct', 'agenda[1]');
  });

  it('refuses an empty title, a title of an item that is too long, and a place that is empty', () => {
    const long = { ...talk, title: 'x'.repeat(201) };
    given(...house)
      .when(convene([], { title: ' ' }))
      .thenRefused('TextMustFit', 'title');
    given(...house)
      .when(convene([long]))
      .thenRefused('TextMustFit', 'agenda[0].title');
    given(...house)
      .when(convene([], { place: '' }))
      .thenRefused('TextMustFit', 'place');
  });

  it('refuses a time long past, but not a meeting that is under way', () => {
    given(...house)
      .when(convene([], { startsAt: minute(-24 * 60) }))
      .thenRefused('MeetingMustNotHavePassed', 'startsAt');
    given(...house)
      .when(convene([], { startsAt: minute(-23 * 60) }))
      .then(fact(events.MeetingConvened, { ...convened([]).data, startsAt: minute(-23 * 60) }));
  });

  it('refuses a series that has ended', () => {
    given(...house)
      .when(convene([], { seriesId: biweekly, isSeriesRunning: false }))
      .thenRefused('SeriesMustBeRunning', 'seriesId');
  });
});

describe('a meeting in session', () => {
  it('opens once', () => {
    given(...house, convened())
      .when(during(decide.openMeeting))
      .then(began);
    given(...house, convened(), began)
      .when(during(decide.openMeeting))
      .thenRefused('MeetingMustBeConvened', 'meetingId');
    given(...house)
      .when(during(decide.openMeeting))
      .thenRefused('MeetingMustExist', 'meetingId');
  });

  it('turns to an item of its agenda, and to the same again without a word', () => {
    const taken = fact(events.AgendaItemTaken, { meetingId: winter, itemId: talk.itemId });
    given(...house, convened(), began)
      .when(take(talk))
      .then(taken);
    given(...house, convened(), began, taken)
      .when(take(talk))
      .thenNothing();
    given(...house, convened(), began)
      .when(take(theFence))
      .thenRefused('AgendaItemMustExist', 'itemId');
    given(...house, convened())
      .when(take(talk))
      .thenRefused('MeetingMustBeInSession', 'meetingId');
  });

  it('puts an open proposal to the vote', () => {
    given(...house, convened(), began, opened(roof))
      .when(put(theRoof))
      .then(putToVote);
    given(...house, convened(), began)
      .when(put(theRoof))
      .thenRefused('ProposalMustBeOpen', 'itemId');
    given(...house, convened(), began, opened(roof), putToVote)
      .when(put(theRoof))
      .thenRefused('ItemMustNotHaveBeenPutToVote', 'itemId');
    given(...house, convened(), began, opened(roof), putToVote, closed(roof))
      .when(put(theRoof))
      .thenRefused('ItemMustNotHaveBeenPutToVote', 'itemId');
    given(...house, convened(), began)
      .when(put(talk))
      .thenRefused('AgendaItemMustHaveAProposal', 'itemId');
  });

  it('concludes a proposal as decided only when its voting is over', () => {
    const voting = [...house, convened(), began, opened(roof), cast(ada, roof, 'yes')];
    given(...voting)
      .when(conclude(theRoof, 'decided'))
      .thenRefused('ProposalMustBeClosed', 'how');
    given(...voting, closed(roof))
      .when(conclude(theRoof, 'decided'))
      .then(concluded(theRoof, 'decided'));
    given(...voting)
      .when(conclude(talk, 'decided'))
      .thenRefused('ProposalMustBeClosed', 'how');
    given(...voting)
      .when(conclude(talk, 'discussed', ' Well. '))
      .then(fact(events.ItemConcluded, { meetingId: winter, itemId: talk.itemId, how: 'discussed', note: 'Well.' }));
  });

  it('pauses and goes on', () => {
    const paused = fact(events.MeetingPaused, { meetingId: winter });
    const pause = (story: Story) => decide.pauseMeeting({ ...story.by(ada), meetingId: winter }, meeting(story));
    given(...house, convened(), began)
      .when(pause)
      .then(paused);
    given(...house, convened(), began, paused)
      .when(pause)
      .thenNothing();
    given(...house, convened(), began, paused)
      .when(during(decide.resumeMeeting))
      .then(fact(events.MeetingResumed, { meetingId: winter }));
    given(...house, convened(), began)
      .when(during(decide.resumeMeeting))
      .thenNothing();
  });

  it('changes its agenda, but keeps what was done', () => {
    given(...house, convened(), began)
      .when(agenda([theFence, theRoof, talk]))
      .then(fact(events.AgendaSet, { meetingId: winter, agenda: [theFence, theRoof, talk] }));
    given(...house, convened(), began, concluded(talk, 'discussed'))
      .when(agenda([theRoof]))
      .thenRefused('AgendaMustKeepWhatWasDone', 'agenda');
    given(...house, convened(), began, ended())
      .when(agenda([talk]))
      .thenRefused('MeetingMustNotBeOver', 'meetingId');
  });

  it('takes no item that is neither new nor on the agenda', () => {
    given(...house, convened([talk]))
      .when(agenda([talk, theFence], []))
      .thenRefused('AgendaItemMustExist', 'agenda[1].itemId');
  });

  it('keeps a proposal that was put to the vote or counted by hands with its item', () => {
    const withoutProposal = { itemId: theRoof.itemId, title: 'The roof' };
    const voting = [...house, convened(), began, opened(roof)];
    given(...voting, putToVote)
      .when(agenda([talk, withoutProposal]))
      .thenRefused('AgendaMustKeepWhatWasDone', 'agenda');
    given(...voting, handsUp)
      .when(agenda([talk]))
      .thenRefused('AgendaMustKeepWhatWasDone', 'agenda');
    given(...voting, handsUp, calledOff())
      .when(agenda([talk]))
      .then(fact(events.AgendaSet, { meetingId: winter, agenda: [talk] }));
  });
});

describe('the end of a meeting', () => {
  it('names what was not reached or was put off; a vote that runs on is neither', () => {
    const items = [talk, theRoof, theFence];
    given(...house, convened(items), began)
      .when(close)
      .then(ended(...items));
    given(...house, convened(items), began, opened(roof), putToVote, concluded(talk, 'discussed'))
      .when(close)
      .then(ended(theFence));
    given(...house, convened(items), began, concluded(theFence, 'postponed'), concluded(talk, 'discussed'))
      .when(close)
      .then(ended(theRoof, theFence));
  });

  it('comes once', () => {
    given(...house, convened(), began, ended())
      .when(close)
      .thenRefused('MeetingMustBeInSession', 'meetingId');
  });

  it('waits for a show of hands, unless its voting is over', () => {
    given(...house, convened(), began, opened(roof), handsUp)
      .when(close)
      .thenRefused('HandCountMustBeSettled');
    given(...house, convened(), began, opened(roof), handsUp, closed(roof))
      .when(close)
      .then(ended(talk, theRoof));
  });

  it('can be a cancellation, before it opens and for a reason', () => {
    const cancel = (reason: string) => (story: Story) =>
      decide.cancelMeeting({ ...story.by(ada), meetingId: winter, reason }, meeting(story));
    given(...house, convened())
      .when(cancel('Snow'))
      .then(fact(events.MeetingCancelled, { meetingId: winter, reason: 'Snow' }));
    given(...house, convened())
      .when(cancel(' '))
      .thenRefused('ReasonMustBeGiven', 'reason');
    given(...house, convened(), began)
      .when(cancel('Snow'))
      .thenRefused('MeetingMustBeConvened', 'meetingId');
  });
});

describe('what carries over in a series', () => {
  const held = [...house, convened([talk, theRoof], winter, biweekly), began, ended(talk, theRoof)];
  const carried = (...told: Told[]) =>
    carriedItems(new Story().tell(...told).record, biweekly).map(({ title }) => title);

  it('is what was not reached, with where it stood', () => {
    expect(carriedItems(new Story().tell(...held).record, biweekly)).toEqual([
      { title: talk.title, carriedFrom: { meetingId: winter, itemId: talk.itemId } },
      { title: theRoof.title, proposalId: roof, carriedFrom: { meetingId: winter, itemId: theRoof.itemId } },
    ]);
  });

  it('is nothing of another series, and nothing of a meeting that is still to come', () => {
    expect(carried(...house, convened([talk]), began, ended(talk))).toEqual([]);
    expect(carried(...house, convened([talk], winter, biweekly))).toEqual([]);
  });

  it('is taken up once', () => {
    const again = { ...talk, itemId: uuid('again'), carriedFrom: { meetingId: winter, itemId: talk.itemId } };
    expect(carried(...held, convened([again], spring, biweekly))).toEqual(['The roof']);
  });

  it('leaves out what was decided in between', () => {
    expect(carried(...held, opened(roof), closed(roof))).toEqual(['How was the year?']);
  });
});

describe('presence', () => {
  it('ends for everybody when the meeting closes', () => {
    const story = new Story().tell(
      ...house,
      convened(),
      began,
      { type: 'MemberCheckedIn', version: 1, data: { meetingId: winter, memberId: ada, by: 'registrar' } },
      ended(talk, theRoof),
    );
    const record = story.record.meetings.get(winter)!;
    expect(record.present.size).toBe(0);
    expect(record.stays.toArray().map(({ memberId, from, to }) => [memberId, from.position, to?.position])).toEqual([
      [ada, story.events.length - 1, story.events.length],
    ]);
  });
});
