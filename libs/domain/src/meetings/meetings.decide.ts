import type { CommandHead } from '../kernel/decider';
import { fact } from '../kernel/event-type';
import { reasonGiven } from '../kernel/reason';
import { isRefusal, refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { fitting } from '../kernel/text';
import { checkAgenda, handCountsOf, type AgendaFacts, type AgendaRefusal } from './agenda';
import * as events from './meetings.events';
import type { AgendaItem, MeetingEvent } from './meetings.events';
import type { MeetingState } from './meetings.evolve';

export type { AgendaFacts };

export interface ConveneMeeting extends CommandHead {
  readonly meetingId: string;
  readonly title: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly startsAt: string;
  readonly place?: string;
  readonly seriesId?: string;
  readonly agenda: readonly AgendaItem[];
}
interface OfMeeting extends CommandHead {
  readonly meetingId: string;
}
export interface SetAgenda extends OfMeeting {
  /** The whole agenda after the change, in order. */
  readonly agenda: readonly AgendaItem[];
  /** Ids given to the items that are new; every other item must stand on the agenda already. */
  readonly newItemIds: readonly string[];
}
export interface OfItem extends OfMeeting {
  readonly itemId: string;
}
export interface ConcludeItem extends OfItem {
  readonly how: 'decided' | 'discussed' | 'postponed';
  readonly note?: string;
}
export interface PauseMeeting extends OfMeeting {
  readonly reason?: string;
}
export interface CancelMeeting extends OfMeeting {
  readonly reason: string;
}

export interface ConveningFacts extends AgendaFacts {
  /** Items that earlier meetings of the series did not reach: they come first. */
  readonly carried: readonly AgendaItem[];
  /** Whether the series is there to convene in; true where there is none. */
  readonly isSeriesRunning: boolean;
}

/** Somebody may write down a meeting that is already under way. */
const DAY_MS = 86_400_000;

type SessionRefusal = 'MeetingMustExist' | 'MeetingMustBeInSession';

/** Items carried over come first, unless the call lists the same proposal itself. */
export function conveneMeeting(
  command: ConveneMeeting,
  state: MeetingState,
  facts: ConveningFacts,
): Outcome<MeetingEvent, AgendaRefusal | 'MeetingMustNotExist' | 'SeriesMustBeRunning' | 'MeetingMustNotHavePassed'> {
  if (state.status !== 'none') return refuse('MeetingMustNotExist', 'meetingId');
  if (!facts.isSeriesRunning) return refuse('SeriesMustBeRunning', 'seriesId');
  const title = fitting(command.title, 1, 200);
  if (title === undefined) return refuse('TextMustFit', 'title');
  const place = command.place === undefined ? undefined : fitting(command.place, 1, 300);
  if (command.place !== undefined && place === undefined) return refuse('TextMustFit', 'place');
  if (Date.parse(command.startsAt) < Date.parse(command.at) - DAY_MS)
    return refuse('MeetingMustNotHavePassed', 'startsAt');
  const asked = new Set(command.agenda.map(({ proposalId }) => proposalId));
  const carried = facts.carried.filter(({ proposalId }) => proposalId === undefined || !asked.has(proposalId));
  const agenda = checkAgenda([...carried, ...command.agenda], facts);
  if (isRefusal(agenda)) return agenda;
  const { meetingId, startsAt, seriesId } = command;
  const data = { meetingId, title, startsAt, agenda };
  return [
    fact(events.MeetingConvened, {
      ...data,
      ...(place === undefined ? {} : { place }),
      ...(seriesId === undefined ? {} : { seriesId }),
    }),
  ];
}

type SetAgendaRefusal =
  AgendaRefusal | 'MeetingMustExist' | 'MeetingMustNotBeOver' | 'AgendaItemMustExist' | 'AgendaMustKeepWhatWasDone';

/** What was put to the vote, counted by hands or concluded stays on the agenda with its proposal: the minutes tell of it. */
export function setAgenda(
  command: SetAgenda,
  state: MeetingState,
  facts: AgendaFacts,
): Outcome<MeetingEvent, SetAgendaRefusal> {
  const refusal = notOver(state) ?? unknownItem(command, state);
  if (refusal !== undefined) return refusal;
  const agenda = checkAgenda(command.agenda, facts);
  if (isRefusal(agenda)) return agenda;
  const isKept = ({ itemId, proposalId }: AgendaItem) =>
    agenda.some((item) => item.itemId === itemId && item.proposalId === proposalId);
  const isDone = ({ itemId, proposalId }: AgendaItem) =>
    state.putToVote.includes(itemId) ||
    state.conclusions[itemId] !== undefined ||
    handCountsOf(command.meetingId, proposalId, facts).some(({ status }) => status !== 'cancelled');
  if (state.agenda.some((item) => isDone(item) && !isKept(item))) return refuse('AgendaMustKeepWhatWasDone', 'agenda');
  return [fact(events.AgendaSet, { meetingId: command.meetingId, agenda })];
}

export function openMeeting(
  { meetingId }: OfMeeting,
  state: MeetingState,
): Outcome<MeetingEvent, 'MeetingMustExist' | 'MeetingMustBeConvened'> {
  if (state.status === 'none') return refuse('MeetingMustExist', 'meetingId');
  if (state.status !== 'convened') return refuse('MeetingMustBeConvened', 'meetingId');
  return [fact(events.MeetingOpened, { meetingId })];
}

/** Turning to the item at hand again changes nothing. */
export function takeItem(
  { meetingId, itemId }: OfItem,
  state: MeetingState,
): Outcome<MeetingEvent, SessionRefusal | 'AgendaItemMustExist'> {
  const item = itemInSession(state, itemId);
  if (isRefusal(item)) return item;
  return state.currentItemId === itemId ? [] : [fact(events.AgendaItemTaken, { meetingId, itemId })];
}

/** Once in a meeting: the hall is not asked the same thing twice. */
export function putItemToVote(
  { meetingId, itemId }: OfItem,
  state: MeetingState,
  facts: AgendaFacts,
): Outcome<
  MeetingEvent,
  | SessionRefusal
  | 'AgendaItemMustExist'
  | 'AgendaItemMustHaveAProposal'
  | 'ItemMustNotHaveBeenPutToVote'
  | 'ProposalMustBeOpen'
> {
  const item = itemInSession(state, itemId);
  if (isRefusal(item)) return item;
  const { proposalId } = item;
  if (proposalId === undefined) return refuse('AgendaItemMustHaveAProposal', 'itemId');
  if (state.putToVote.includes(itemId)) return refuse('ItemMustNotHaveBeenPutToVote', 'itemId');
  if (facts.proposal(proposalId)?.status !== 'open') {
    return refuse('ProposalMustBeOpen', 'itemId', 'Open voting on this proposal first.');
  }
  return [fact(events.ItemPutToVote, { meetingId, itemId, proposalId })];
}

/** A proposal is decided when its voting is over, not before. */
export function concludeItem(
  command: ConcludeItem,
  state: MeetingState,
  facts: AgendaFacts,
): Outcome<MeetingEvent, SessionRefusal | 'AgendaItemMustExist' | 'TextMustFit' | 'ProposalMustBeClosed'> {
  const { meetingId, itemId, how } = command;
  const item = itemInSession(state, itemId);
  if (isRefusal(item)) return item;
  const note = command.note === undefined ? undefined : fitting(command.note, 1, 5000);
  if (command.note !== undefined && note === undefined) return refuse('TextMustFit', 'note');
  const status = item.proposalId === undefined ? undefined : facts.proposal(item.proposalId)?.status;
  if (how === 'decided' && status !== 'closed' && status !== 'certified') {
    return refuse('ProposalMustBeClosed', 'how', 'An item is decided once voting on its proposal has closed.');
  }
  return [fact(events.ItemConcluded, { meetingId, itemId, how, ...(note === undefined ? {} : { note }) })];
}

export function pauseMeeting(
  command: PauseMeeting,
  state: MeetingState,
): Outcome<MeetingEvent, SessionRefusal | 'ReasonMustBeGiven'> {
  const refusal = inSession(state);
  if (refusal !== undefined) return refusal;
  if (state.status === 'paused') return [];
  const reason = command.reason === undefined ? undefined : reasonGiven(command.reason);
  if (command.reason !== undefined && reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  return [fact(events.MeetingPaused, { meetingId: command.meetingId, ...(reason === undefined ? {} : { reason }) })];
}

export function resumeMeeting({ meetingId }: OfMeeting, state: MeetingState): Outcome<MeetingEvent, SessionRefusal> {
  return inSession(state) ?? (state.status === 'open' ? [] : [fact(events.MeetingResumed, { meetingId })]);
}

/** A show of hands of this meeting must be recorded or cancelled first: whoever raised a hand is still in the hall now. */
export function closeMeeting(
  { meetingId }: OfMeeting,
  state: MeetingState,
  facts: AgendaFacts,
): Outcome<MeetingEvent, SessionRefusal | 'HandCountMustBeSettled'> {
  const refusal = inSession(state);
  if (refusal !== undefined) return refusal;
  const isCounting = ({ proposalId }: AgendaItem) =>
    proposalId !== undefined &&
    facts.proposal(proposalId)?.status === 'open' &&
    handCountsOf(meetingId, proposalId, facts).some(({ status }) => status === 'open');
  if (state.agenda.some(isCounting)) return refuse('HandCountMustBeSettled');
  return [fact(events.MeetingClosed, { meetingId, unreached: unreachedItems(state).map(({ itemId }) => itemId) })];
}

export function cancelMeeting(
  command: CancelMeeting,
  state: MeetingState,
): Outcome<MeetingEvent, 'MeetingMustExist' | 'MeetingMustBeConvened' | 'ReasonMustBeGiven'> {
  if (state.status === 'none') return refuse('MeetingMustExist', 'meetingId');
  if (state.status !== 'convened') return refuse('MeetingMustBeConvened', 'meetingId');
  const reason = reasonGiven(command.reason);
  if (reason === undefined) return refuse('ReasonMustBeGiven', 'reason');
  return [fact(events.MeetingCancelled, { meetingId: command.meetingId, reason })];
}

/** What carries over: neither concluded nor put to the vote, or put off. A vote that runs on carries itself. */
export function unreachedItems({ agenda, conclusions, putToVote }: MeetingState): readonly AgendaItem[] {
  return agenda.filter(({ itemId }) => {
    const conclusion = conclusions[itemId];
    return conclusion === undefined ? !putToVote.includes(itemId) : conclusion.how === 'postponed';
  });
}

function inSession({ status }: MeetingState): Refusal<SessionRefusal> | undefined {
  if (status === 'none') return refuse('MeetingMustExist', 'meetingId');
  return status === 'open' || status === 'paused' ? undefined : refuse('MeetingMustBeInSession', 'meetingId');
}

function unknownItem(command: SetAgenda, state: MeetingState): Refusal<'AgendaItemMustExist'> | undefined {
  const known = new Set([...command.newItemIds, ...state.agenda.map(({ itemId }) => itemId)]);
  const place = command.agenda.findIndex(({ itemId }) => !known.has(itemId));
  return place === -1 ? undefined : refuse('AgendaItemMustExist', `agenda[${place}].itemId`);
}

function notOver({ status }: MeetingState): Refusal<'MeetingMustExist' | 'MeetingMustNotBeOver'> | undefined {
  if (status === 'none') return refuse('MeetingMustExist', 'meetingId');
  return status === 'closed' || status === 'cancelled' ? refuse('MeetingMustNotBeOver', 'meetingId') : undefined;
}

function itemInSession(
  state: MeetingState,
  itemId: string,
): AgendaItem | Refusal<SessionRefusal | 'AgendaItemMustExist'> {
  return (
    inSession(state) ?? state.agenda.find((item) => item.itemId === itemId) ?? refuse('AgendaItemMustExist', 'itemId')
  );
}
