import * as domain from '@plenum/domain';
import { minute } from '../../../libs/domain/src/record/story.contract';
import { oneOf } from './random-policy';
import { people, proposals, type Player } from './player';

const scopes = [
  ...['assembly', 'assembly', 'assembly', 'assembly', 'assembly', 'area:roads', 'area:roads/cycling'],
  ...proposals.map((id) => `proposal:${id}`),
];

/** Who speaks, and for whom. Sensible or not: the rules refuse what may not be. */
export class VoiceDeeds {
  constructor(private readonly player: Player) {}

  private scope(who: string) {
    const text = oneOf(this.player.next, scopes);
    const scope = domain.parseScope(text)!;
    const proposalId = scope.kind === 'proposal' ? scope.proposalId : undefined;
    return { command: { ...this.player.story.by(who), memberId: who, scope }, proposalId };
  }

  delegate(): void {
    const who = this.player.someone();
    const { command, proposalId } = this.scope(who);
    const named = Array.from({ length: 1 + this.player.next(3) }, () => this.player.someone());
    const delegates = [...new Set(named)].filter((one) => one !== who);
    const facts = this.player.story.delegationFacts(proposalId, delegates);
    const expiresAt = this.player.next(6) === 0 ? { expiresAt: minute(this.player.story.events.length + 5) } : {};
    this.player.attempt(
      who,
      domain.setDelegation({ ...command, delegates, ...expiresAt }, this.player.story.delegations(who), facts),
    );
  }

  optOut(): void {
    const who = this.player.someone();
    const { command, proposalId } = this.scope(who);
    const facts = this.player.story.delegationFacts(proposalId);
    this.player.attempt(who, domain.optOutOfDelegating(command, this.player.story.delegations(who), facts));
  }

  revoke(): void {
    const who = this.player.someone();
    this.player.attempt(who, domain.revokeDelegation(this.scope(who).command, this.player.story.delegations(who)));
  }

  expire(): void {
    for (const who of people) {
      for (const text of new Set(scopes)) {
        const command = { ...this.player.story.by('system:deadline'), memberId: who, scope: domain.parseScope(text)! };
        this.player.attempt('system:deadline', domain.expireDelegation(command, this.player.story.delegations(who)));
      }
    }
  }

  decline(): void {
    const who = this.player.someone();
    const answer = oneOf(this.player.next, [domain.declineDelegations, domain.acceptDelegations]);
    this.player.attempt(
      who,
      answer({ ...this.player.story.by(who), memberId: who }, this.player.story.delegations(who), this.player.story),
    );
  }

  vote(): void {
    const [who, proposalId] = [this.player.someone(), oneOf(this.player.next, proposals)];
    const choice = oneOf(this.player.next, ['yes', 'yes', 'no', 'no', 'abstain']);
    const [ballot, facts] = [this.player.story.ballot(proposalId, who), this.player.story.ballotFacts(proposalId, who)];
    this.player.attempt(
      who,
      domain.castBallot({ ...this.player.story.by(who), proposalId, memberId: who, choice }, ballot, facts),
    );
  }

  takeBack(): void {
    const [who, proposalId] = [this.player.someone(), oneOf(this.player.next, proposals)];
    const [ballot, facts] = [this.player.story.ballot(proposalId, who), this.player.story.ballotFacts(proposalId, who)];
    this.player.attempt(
      who,
      domain.withdrawBallot({ ...this.player.story.by(who), proposalId, memberId: who }, ballot, facts),
    );
  }
}
