import * as domain from '@plenum/domain';
import { uuid } from '../../../libs/domain/src/record/story.contract';
import { oneOf } from './random-policy';
import { proposals, meetingId, type Player } from './player';

/** One meeting, its door, and its shows of hands. Sensible or not: the rules refuse what may not be. */
export class HallDeeds {
  constructor(private readonly player: Player) {}

  begin(): void {
    const command = { ...this.player.chair(), meetingId };
    this.player.attempt('role:chair', domain.openMeeting(command, this.player.story.meeting(meetingId)));
  }

  pause(): void {
    const [head, state] = [{ ...this.player.chair(), meetingId }, this.player.story.meeting(meetingId)];
    const outcome =
      state.status === 'paused'
        ? domain.resumeMeeting(head, state)
        : domain.pauseMeeting({ ...head, reason: 'tea' }, state);
    this.player.attempt('role:chair', outcome);
  }

  adjourn(): void {
    const facts = { proposal: (id: string) => this.player.story.proposal(id) };
    this.player.attempt(
      'role:chair',
      domain.closeMeeting({ ...this.player.chair(), meetingId }, this.player.story.meeting(meetingId), facts),
    );
  }

  enter(): void {
    const memberId = this.player.someone();
    const command = { ...this.player.story.by('role:registrar'), meetingId, memberId };
    this.player.attempt(
      'role:registrar',
      domain.checkIn(command, this.player.story.presence(memberId), this.player.story.presenceFacts(meetingId)),
    );
  }

  leave(): void {
    const memberId = this.player.someone();
    const command = { ...this.player.story.by('role:registrar'), meetingId, memberId };
    this.player.attempt(
      'role:registrar',
      domain.checkOut(command, this.player.story.presence(memberId), this.player.story.presenceFacts(meetingId)),
    );
  }

  show(): void {
    const proposalId = oneOf(this.player.next, proposals.slice(0, 2));
    const handCountId = uuid(`show of hands ${this.player.story.events.length}`);
    const command = { ...this.player.chair(), proposalId, handCountId, meetingId };
    this.player.attempt(
      'role:chair',
      domain.openHandCount(
        command,
        this.player.story.proposal(proposalId),
        this.player.story.handCountFacts(meetingId),
      ),
    );
  }

  /** Two tellers, of whom the second mostly saw what the first did. */
  hands(): void {
    const proposalId = oneOf(this.player.next, proposals.slice(0, 2));
    for (let sheet = 0; sheet < 2; sheet += 1) {
      const open = this.player.story.proposal(proposalId).handCounts?.find(({ status }) => status === 'open');
      if (open === undefined) return;
      const seen = Object.values(open.entered).at(-1);
      const counted = { yes: this.player.next(3), no: this.player.next(2), abstain: this.player.next(2) };
      this.sheet(proposalId, open.id, seen !== undefined && this.player.next(4) > 0 ? seen : counted);
    }
  }

  private sheet(proposalId: string, handCountId: string, totals: domain.HandTotals): void {
    const tellerId = this.player.someone();
    const command = { ...this.player.story.by(tellerId), proposalId, handCountId, tellerId, totals };
    this.player.attempt(
      tellerId,
      domain.enterHandTotals(command, this.player.story.proposal(proposalId), this.player.story),
    );
  }

  callOff(): void {
    const proposalId = oneOf(this.player.next, proposals.slice(0, 2));
    const handCountId = this.player.story.proposal(proposalId).handCounts?.at(-1)?.id;
    if (handCountId === undefined) return;
    const command = { ...this.player.chair(), proposalId, handCountId, reason: 'a door stood open' };
    this.player.attempt('role:chair', domain.cancelHandCount(command, this.player.story.proposal(proposalId)));
  }
}
