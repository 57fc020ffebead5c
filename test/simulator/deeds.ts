import type { Choice, HandTotals } from '@plenum/domain';
import * as cast from '../../apps/api/src/ballots/cast-ballot/cast-ballot.handler';
import * as takeBack from '../../apps/api/src/ballots/withdraw-ballot/withdraw-ballot.handler';
import * as revoke from '../../apps/api/src/delegations/revoke-delegation/revoke-delegation.handler';
import * as delegate from '../../apps/api/src/delegations/set-delegation/set-delegation.handler';
import * as cancelHands from '../../apps/api/src/hand-counts/cancel-hand-count/cancel-hand-count.handler';
import * as enterTotals from '../../apps/api/src/hand-counts/enter-hand-totals/enter-hand-totals.handler';
import * as openHands from '../../apps/api/src/hand-counts/open-hand-count/open-hand-count.handler';
import * as closeMeeting from '../../apps/api/src/meetings/close-meeting/close-meeting.handler';
import * as openMeeting from '../../apps/api/src/meetings/open-meeting/open-meeting.handler';
import * as checkIn from '../../apps/api/src/presence/check-in/check-in.handler';
import * as checkOut from '../../apps/api/src/presence/check-out/check-out.handler';
import * as closeVoting from '../../apps/api/src/proposals/close-voting/close-voting.handler';
import * as openVoting from '../../apps/api/src/proposals/open-voting/open-voting.handler';
import * as amend from '../../apps/api/src/roll/amend-member/amend-member.handler';
import * as readmit from '../../apps/api/src/roll/readmit-member/readmit-member.handler';
import * as strike from '../../apps/api/src/roll/strike-member/strike-member.handler';
import type { Deed } from './engine';

/** What people ask for, through the server's own handlers. */

export const votes =
  (proposalId: string, memberId: string, choice: Choice): Deed =>
  ({ runner }, origin) =>
    new cast.CastBallotHandler(runner).execute(new cast.CastBallotCommand(origin, { proposalId, memberId, choice }));

export const takesBack =
  (proposalId: string, memberId: string): Deed =>
  ({ runner }, origin) =>
    new takeBack.WithdrawBallotHandler(runner).execute(
      new takeBack.WithdrawBallotCommand(origin, { proposalId, memberId }),
    );

const everywhere = { kind: 'assembly' } as const;

export const trusts =
  (memberId: string, whom: string, proposalId?: string): Deed =>
  ({ runner }, origin) => {
    const scope = proposalId === undefined ? everywhere : ({ kind: 'proposal', proposalId } as const);
    const content = { memberId, scope, delegates: [whom] };
    return new delegate.SetDelegationHandler(runner).execute(new delegate.SetDelegationCommand(origin, content));
  };

export const revokes =
  (memberId: string): Deed =>
  ({ runner }, origin) =>
    new revoke.RevokeDelegationHandler(runner).execute(
      new revoke.RevokeDelegationCommand(origin, { memberId, scope: everywhere }),
    );

export const enters =
  (meetingId: string, memberId: string): Deed =>
  ({ runner }, origin) =>
    new checkIn.CheckInHandler(runner).execute(new checkIn.CheckInCommand(origin, { meetingId, memberId }));

export const leaves =
  (meetingId: string, memberId: string): Deed =>
  ({ runner }, origin) =>
    new checkOut.CheckOutHandler(runner).execute(new checkOut.CheckOutCommand(origin, { meetingId, memberId }));

export const begins =
  (meetingId: string): Deed =>
  ({ runner }, origin) =>
    new openMeeting.OpenMeetingHandler(runner).execute(new openMeeting.OpenMeetingCommand(origin, { meetingId }));

export const ends =
  (meetingId: string): Deed =>
  ({ runner }, origin) =>
    new closeMeeting.CloseMeetingHandler(runner).execute(new closeMeeting.CloseMeetingCommand(origin, { meetingId }));

export const opens =
  (proposalId: string, closesAt: string): Deed =>
  ({ runner }, origin) =>
    new openVoting.OpenVotingHandler(runner).execute(
      new openVoting.OpenVotingCommand(origin, { proposalId, closesAt }),
    );

export const closes =
  (proposalId: string, cause: 'deadline' | 'chair'): Deed =>
  (server, origin) => {
    const content = { proposalId, cause, ...(cause === 'chair' ? { reason: 'All have spoken' } : {}) };
    const handler = new closeVoting.CloseVotingHandler(server.runner, server.assemblies);
    return handler.execute(new closeVoting.CloseVotingCommand(origin, content));
  };

export const raisesHands =
  (proposalId: string, meetingId: string, handCountId: string): Deed =>
  ({ runner }, origin) =>
    new openHands.OpenHandCountHandler(runner).execute(
      new openHands.OpenHandCountCommand(origin, { proposalId, meetingId }, handCountId),
    );

export const counts =
  (proposalId: string, handCountId: string, tellerId: string, totals: HandTotals): Deed =>
  ({ runner }, origin) => {
    const content = { proposalId, handCountId, tellerId, totals };
    return new enterTotals.EnterHandTotalsHandler(runner).execute(
      new enterTotals.EnterHandTotalsCommand(origin, content),
    );
  };

export const callsOff =
  (proposalId: string, handCountId: string): Deed =>
  ({ runner }, origin) =>
    new cancelHands.CancelHandCountHandler(runner).execute(
      new cancelHands.CancelHandCountCommand(origin, { proposalId, handCountId, reason: 'again' }),
    );

export const strikes =
  (memberId: string): Deed =>
  ({ runner }, origin) =>
    new strike.StrikeMemberHandler(runner).execute(
      new strike.StrikeMemberCommand(origin, { memberId, reason: 'left' }),
    );

export const reweighs =
  (memberId: string, weight: string): Deed =>
  ({ runner }, origin) => {
    const content = { memberId, weight, votes: true, reason: 'corrected' };
    return new amend.AmendMemberHandler(runner).execute(new amend.AmendMemberCommand(origin, content));
  };

export const takesIn =
  (memberId: string): Deed =>
  ({ runner }, origin) => {
    const content = { memberId, weight: '1', votes: true, reason: 'came back' };
    return new readmit.ReadmitMemberHandler(runner).execute(new readmit.ReadmitMemberCommand(origin, content));
  };
