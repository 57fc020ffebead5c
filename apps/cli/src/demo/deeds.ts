import { randomUUID } from 'node:crypto';
import type { GraphqlClient } from '../server/graphql-client';
import { REFUSAL, isRefusal, type Refusal } from '../server/refusal';
import { Stopped } from '../terminal/stopped';

interface Receipt {
  readonly receipt: { readonly position: number };
}

interface ProposalReceipt extends Receipt {
  readonly proposal: { readonly id: string };
}

const ballot = '... on BallotRecorded { receipt { position } }';
const delegation = '... on DelegationRecorded { receipt { position } }';
const proposal = '... on ProposalRecorded { receipt { position } proposal { id } }';

/** What people do, each through their own token; every deed answers with its receipt. */
export class Deeds {
  constructor(private readonly client: GraphqlClient) {}

  vote(proposalId: string, choice: string): Promise<Receipt> {
    return this.expect(this.tryToVote(proposalId, choice));
  }

  tryToVote(proposalId: string, choice: string): Promise<Receipt | Refusal> {
    return this.send('castBallot', { proposalId, choice }, ballot);
  }

  withdrawBallot(proposalId: string): Promise<Receipt> {
    return this.expect(this.send('withdrawBallot', { proposalId }, ballot));
  }

  delegate(proposalId: string, to: { readonly id: string }): Promise<Receipt> {
    return this.expect(this.send('setDelegation', { scope: { proposalId }, delegates: [to.id] }, delegation));
  }

  /** "On this proposal I delegate to nobody." */
  decideAlone(proposalId: string): Promise<Receipt> {
    return this.expect(this.send('optOutOfDelegating', { scope: { proposalId } }, delegation));
  }

  revoke(proposalId: string): Promise<Receipt> {
    return this.expect(this.send('revokeDelegation', { scope: { proposalId } }, delegation));
  }

  draft(wording: { readonly title: string; readonly text: string; readonly policyId: string; readonly area: string }) {
    return this.expect<ProposalReceipt>(this.send('draftProposal', wording, proposal));
  }

  open(proposalId: string, closesAt: string): Promise<Receipt> {
    return this.expect(this.send('openVoting', { proposalId, closesAt }, proposal));
  }

  extend(proposalId: string, closesAt: string, reason: string): Promise<Receipt> {
    return this.expect(this.send('extendVoting', { proposalId, closesAt, reason }, proposal));
  }

  close(proposalId: string, reason: string): Promise<Receipt> {
    return this.expect(this.send('closeVoting', { proposalId, reason }, proposal));
  }

  certify(proposalId: string): Promise<Receipt> {
    return this.expect(this.send('certifyResult', { proposalId }, proposal));
  }

  private async send<Recorded extends Receipt>(
    name: string,
    content: object,
    recorded: string,
  ): Promise<Recorded | Refusal> {
    const inputType = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation Deed($input: ${inputType}!) { ${name}(input: $input) { ${recorded} ${REFUSAL} } }`;
    const input = { commandId: randomUUID(), ...content };
    return (await this.client.ask<Record<string, Recorded | Refusal>>(mutation, { input }))[name]!;
  }

  /** In this play only one deed is meant to be refused; any other refusal ends it. */
  private async expect<Recorded extends Receipt>(answer: Promise<Recorded | Refusal>): Promise<Recorded> {
    const settled = await answer;
    if (isRefusal(settled)) throw new Stopped(settled.__typename, settled.message);
    return settled;
  }
}
