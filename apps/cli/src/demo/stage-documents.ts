import type { CarryingSeen, ProposalSeen, TallySeen } from './scene';

/** What the demo asks the server, word for word; any client may ask the same. */
const proposalFields = 'id title status closesAt closedBy result { outcome countDigest }';
const tallyFields = `
  position outcome entitled valid own carried
  undelivered { total cycle deadEnd }
  scores { option score }
  conditions { kind asks have of needs held }
  byClass { group entitled valid scores { option score } }`;
const voiceFields = 'fate path { id name } voter { id name } choice skipped { delegate { id name } }';

export interface Front {
  readonly assembly: { readonly name: string };
  readonly proposal: ProposalSeen;
  readonly tally: TallySeen;
}

export interface HistoryPage {
  readonly history: {
    readonly edges: readonly {
      readonly cursor: string;
      readonly node: { readonly position: number; readonly type: string; readonly data: unknown };
    }[];
  };
}

export type Carried = CarryingSeen;

export const query = {
  front: `query Front($proposalId: ID!) {
    assembly { name }
    proposal(id: $proposalId) { ${proposalFields} }
    tally(proposalId: $proposalId) { ${tallyFields} }
  }`,
  voice: `query Voice($proposalId: ID!) { proposal(id: $proposalId) { myVoice { ${voiceFields} } } }`,
  history: `query History($after: String) {
    history(first: 200, after: $after) { edges { cursor node { position type data } } }
  }`,
  carrying: 'query Carrying { me { carrying { weight delegators proposal { id } } } }',
};

export const subscription = {
  tally: `subscription Tally($proposalId: ID!) { tallyChanged(proposalId: $proposalId) { ${tallyFields} } }`,
  proposal: `subscription Proposal($proposalId: ID!, $after: Int) {
    proposalChanged(proposalId: $proposalId, after: $after) { proposal { ${proposalFields} } }
  }`,
  voice: `subscription Voice($after: Int) { myVoiceMoved(after: $after) { proposal { id } ${voiceFields} } }`,
};
