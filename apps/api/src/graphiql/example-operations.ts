import { randomUUID } from 'node:crypto';

export interface ExampleIds {
  /** Global id of a proposal that is open. */
  readonly proposalId: string;
  /** Global id of a member to delegate to. */
  readonly delegateId: string;
}

/** What a newcomer finds in the editor: the first ten minutes with Plenum, in order, ready to run. */
export function exampleOperations({ proposalId, delegateId }: ExampleIds): string {
  return `# Welcome to Plenum. Put the cursor into an operation and press Ctrl-Enter.
# You are the person whose link you opened; the start of the server printed one for each.

# 1. Who am I, and where is my voice on every open proposal?
query WhereIsMyVoice {
  me {
    roles
    member { id name weight classId }
    delegations { scope area delegates { name } }
    voices { proposal { id title } fate path { name } voter { name } choice }
  }
}

# 2. What is there to decide?
query Proposals {
  proposals(first: 10) {
    edges { node { id title status closesAt tally { outcome own carried undelivered { total } scores { option score } } } }
  }
}

# 3. Watch the open proposal's tally move. Leave it running, and vote in a second window.
subscription Watch {
  tallyChanged(proposalId: "${proposalId}") {
    position outcome own carried undelivered { total } scores { option score }
  }
}

# 4. Vote. Run it twice: the same commandId gives the same receipt, and counts once.
#    To vote again, change the choice and the commandId: it is a UUID that you choose.
mutation Vote {
  castBallot(input: {
    commandId: "${randomUUID()}"
    proposalId: "${proposalId}"
    choice: "yes"
  }) {
    ... on BallotRecorded { receipt { position repeated leafHashes } proposal { myVoice { fate } } }
    ... on Refusal { __typename message field }
  }
}

# 5. Take the ballot back: your delegation applies again.
mutation Withdraw {
  withdrawBallot(input: { commandId: "${randomUUID()}", proposalId: "${proposalId}" }) {
    ... on BallotRecorded { receipt { position } proposal { myVoice { fate path { name } choice } } }
    ... on Refusal { __typename message field }
  }
}

# 6. Whom could I trust? Then let somebody carry your voice: in everything, or in { area: "energy" },
#    or in { proposalId: "..." }. Name several, best first.
query People {
  delegates(area: "energy", first: 5) { edges { node { member { id name } delegators weight } } }
}

mutation Delegate {
  setDelegation(input: { commandId: "${randomUUID()}", scope: { area: "energy" }, delegates: ["${delegateId}"] }) {
    ... on DelegationRecorded { receipt { position } me { voices { fate path { name } choice } } }
    ... on Refusal { __typename message field }
  }
}

# 7. Take it back, at once.
mutation Revoke {
  revokeDelegation(input: { commandId: "${randomUUID()}", scope: { area: "energy" } }) {
    ... on DelegationRecorded { receipt { position } me { voices { fate path { name } choice } } }
    ... on Refusal { __typename message field }
  }
}

# 8. In the chair's window: close, then certify.
mutation Close {
  closeVoting(input: { commandId: "${randomUUID()}", proposalId: "${proposalId}", reason: "Everybody has spoken" }) {
    ... on ProposalRecorded { receipt { position } proposal { status tally { outcome final } } }
    ... on Refusal { __typename message field }
  }
}

mutation Certify {
  certifyResult(input: { commandId: "${randomUUID()}", proposalId: "${proposalId}" }) {
    ... on ProposalRecorded { receipt { position } proposal { status result { outcome countDigest } } }
    ... on Refusal { __typename message field }
  }
}

# 9. The tally as it stood at any earlier position of the log.
query Before {
  tally(proposalId: "${proposalId}", position: 500) { position outcome own carried scores { option score } }
}
`;
}
