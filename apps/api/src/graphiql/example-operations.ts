/** What a newcomer finds in the editor: the first ten minutes with Plenum, in order. */
export const exampleOperations = `# Welcome to Plenum. Put the cursor into an operation and press Ctrl-Enter.
# The headers pane below holds your token; the start of the server printed more of them.

# 1. Who am I, and where is my voice on every open proposal?
query WhereIsMyVoice {
  me {
    roles
    member { id name weight classId }
    delegations { scope area delegates { name } }
    voices { proposal { id title } fate path { name } voter { name } choice }
  }
}

# 2. What is there to decide? Copy an id from here into the operations below.
query Proposals {
  proposals(first: 10) {
    edges { node { id title status closesAt tally { outcome own carried undelivered { total } scores { option score } } } }
  }
}

# 3. Find somebody to delegate to.
query People {
  members(first: 10, search: "") { edges { node { id name classId } } }
}

# 4. Watch a tally move. Leave it running, and vote from another tab.
subscription Watch($proposalId: ID!) {
  tallyChanged(proposalId: $proposalId) {
    position outcome own carried undelivered { total } scores { option score }
  }
}

# 5. Vote, or vote again. A commandId is a UUID you choose: the same one again gives the same receipt.
mutation Vote($proposalId: ID!, $commandId: ID!) {
  castBallot(input: { commandId: $commandId, proposalId: $proposalId, choice: "yes" }) {
    ... on BallotRecorded { receipt { position leafHashes } proposal { myVoice { fate } } }
    ... on Refusal { __typename message field }
  }
}

# 6. Let somebody carry your voice in the whole assembly, or in { area: "housing" }.
mutation Delegate($to: ID!, $commandId: ID!) {
  setDelegation(input: { commandId: $commandId, scope: {}, delegates: [$to] }) {
    ... on DelegationRecorded { receipt { position } me { voices { fate path { name } choice } } }
    ... on Refusal { __typename message field }
  }
}

# 7. Take it back.
mutation Revoke($commandId: ID!) {
  revokeDelegation(input: { commandId: $commandId, scope: {} }) {
    ... on DelegationRecorded { receipt { position } }
    ... on Refusal { __typename message field }
  }
}

# 8. With the chair's token: close, then certify.
mutation Close($proposalId: ID!, $commandId: ID!) {
  closeVoting(input: { commandId: $commandId, proposalId: $proposalId, reason: "Everybody has spoken" }) {
    ... on ProposalRecorded { receipt { position } proposal { status tally { outcome final } } }
    ... on Refusal { __typename message field }
  }
}

mutation Certify($proposalId: ID!, $commandId: ID!) {
  certifyResult(input: { commandId: $commandId, proposalId: $proposalId }) {
    ... on ProposalRecorded { proposal { status result { outcome countDigest } } }
    ... on Refusal { __typename message field }
  }
}
`;
