import * as domain from '@plenum/domain';
import { oneOf } from './random-policy';
import { people, type Player } from './player';

/** Who comes, goes and is put right in the book. Sensible or not: the rules refuse what may not be. */
export class RollDeeds {
  constructor(private readonly player: Player) {}

  enrol(): void {
    const members = [{ memberId: oneOf(this.player.next, people), ...this.player.standing() }];
    this.player.attempt(
      'role:chair',
      domain.enrolMembers({ ...this.player.chair(), members }, this.player.story.roll, this.player.story),
    );
  }

  amend(): void {
    const change = { memberId: this.player.someone(), ...this.player.standing(), reason: 'a mistake in the book' };
    this.player.attempt(
      'role:chair',
      domain.amendMember({ ...this.player.chair(), ...change }, this.player.story.roll, this.player.story),
    );
  }

  strike(): void {
    const memberId = this.player.someone();
    this.player.attempt(
      'role:chair',
      domain.strikeMember({ ...this.player.chair(), memberId, reason: 'moved away' }, this.player.story.roll),
    );
  }

  readmit(): void {
    const back = { memberId: oneOf(this.player.next, people), ...this.player.standing(), reason: 'moved back' };
    this.player.attempt(
      'role:chair',
      domain.readmitMember({ ...this.player.chair(), ...back }, this.player.story.roll, this.player.story),
    );
  }
}
