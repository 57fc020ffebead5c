import * as domain from '@plenum/domain';
import { minute } from '../../../libs/domain/src/record/story.contract';
import { oneOf, randomCharter } from './random-policy';
import { proposals, type Player } from './player';

const areas = ['roads/cycling', 'roads', 'housing', undefined];

/** What becomes of proposals and of the charter. Sensible or not: the rules refuse what may not be. */
export class ProposalDeeds {
  constructor(private readonly player: Player) {}

  draft(proposalId: string): void {
    const { next, story } = this.player;
    const area = oneOf(next, areas);
    const policyId = oneOf(next, ['ordinary', 'ordinary', 'special']);
    const wording = {
      title: 'Plànols de la sèquia',
      text: 'Ω e\u0301 😀'.normalize('NFC'),
      options: ['yes', 'no'],
      policyId,
    };
    const options = { ...this.player.chair(), proposalId, ...wording, ...(area === undefined ? {} : { area }) };
    this.player.attempt('role:chair', domain.draftProposal(options, story.proposal(proposalId), story));
  }

  reword(): void {
    const proposalId = oneOf(this.player.next, proposals);
    const changes = { policyId: oneOf(this.player.next, ['ordinary', 'special']) };
    const edit = { ...this.player.chair(), proposalId, editor: { chairs: true }, changes };
    this.player.attempt(
      'role:chair',
      domain.editProposal(edit, this.player.story.proposal(proposalId), this.player.story),
    );
  }

  open(proposalId: string): void {
    const command = { ...this.player.chair(), proposalId, closesAt: minute(50_000) };
    this.player.attempt(
      'role:chair',
      domain.openVoting(command, this.player.story.proposal(proposalId), this.player.story),
    );
  }

  close(proposalId: string): void {
    const command = {
      ...this.player.story.by('system:deadline', minute(60_000)),
      proposalId,
      cause: 'deadline' as const,
    };
    const facts = { policy: undefined, unsettled: undefined };
    this.player.attempt('system:deadline', domain.closeVoting(command, this.player.story.proposal(proposalId), facts));
  }

  certify(proposalId: string): void {
    const { record } = this.player.story;
    const state = this.player.story.proposal(proposalId);
    if (state.status !== 'closed') return;
    const facts = {
      result: domain.certifiedResult(record, proposalId),
      policy: domain.policyFor(record.assembly, state),
    };
    this.player.attempt('role:chair', domain.certifyResult({ ...this.player.chair(), proposalId }, state, facts));
  }

  withdraw(): void {
    const proposalId = oneOf(this.player.next, proposals);
    const command = { ...this.player.chair(), proposalId, editor: { chairs: true }, reason: 'overtaken' };
    this.player.attempt('role:chair', domain.withdrawProposal(command, this.player.story.proposal(proposalId)));
  }

  escalate(): void {
    const { record } = this.player.story;
    const proposalId = oneOf(this.player.next, proposals);
    const state = this.player.story.proposal(proposalId);
    const facts = { policy: domain.policyFor(record.assembly, state), demands: 2, asked: 3 };
    const command = { ...this.player.story.by('system:lifecycle'), proposalId, classId: 'clients' };
    this.player.attempt('system:lifecycle', domain.escalateProposal(command, state, facts));
  }

  adopt(): void {
    const command = {
      ...this.player.chair(),
      charterVersion: this.player.story.assembly.charters.length + 1,
      charter: randomCharter(this.player.next),
    };
    this.player.attempt('role:chair', domain.adoptCharter(command, this.player.story.assembly));
  }
}
