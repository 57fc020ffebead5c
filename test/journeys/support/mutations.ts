const proposal = '... on ProposalRecorded { receipt { ...All } proposal { id status closesAt } }';
const delegation = '... on DelegationRecorded { receipt { ...All } }';
const roll = '... on RollRecorded { receipt { ...All } members { id name } }';
const ballot = '... on BallotRecorded { receipt { ...All } proposal { id } }';
const presence = '... on PresenceRecorded { receipt { ...All } member { id } meeting { presentCount } }';
const handCount = `... on HandCountNoted { receipt { ...All }
      handCount { id status counted disagreed totals { option hands } tellers { name } sheets { teller { name } } } }`;
const commission = '... on CommissionRecorded { receipt { ...All } commission { area members { id } } }';
const assembly = '... on AssemblyRecorded { receipt { ...All } assembly { id name charterVersion } }';
const meeting =
  '... on MeetingRecorded { receipt { ...All } meeting { id status startsAt agenda { id title } unreached } }';
const series = '... on SeriesRecorded { receipt { ...All } series { id upcoming(first: 3) } }';

const reminders = '... on RemindersChosen { choice { accepts language } }';

/** Every mutation, with what its stories read of the recorded thing. */
export const mutations = {
  foundAssembly: assembly,
  adoptCharter: assembly,
  enrolMembers: roll,
  amendMember: roll,
  strikeMember: roll,
  readmitMember: roll,
  importRoll: '... on RollImported { rows recorded { receipt { ...All } members { id } } }',
  setDelegation: delegation,
  optOutOfDelegating: delegation,
  revokeDelegation: delegation,
  declineDelegations: delegation,
  acceptDelegations: delegation,
  acceptReminders: reminders,
  declineReminders: reminders,
  draftProposal: proposal,
  editProposal: proposal,
  followProposal: proposal,
  submitProposal: proposal,
  supportProposal: proposal,
  withdrawSupport: proposal,
  offerAlternative: proposal,
  demandEscalation: proposal,
  stateOutcome: proposal,
  openVoting: proposal,
  extendVoting: proposal,
  closeVoting: proposal,
  withdrawProposal: proposal,
  certifyResult: proposal,
  castBallot: ballot,
  withdrawBallot: ballot,
  castNamedBallot: ballot,
  issueHallCode: '... on HallCode { receipt { ...All } code ticket qrSvg }',
  checkIn: presence,
  checkInWithCode: '... on HallEntered { receipt { ...All } meetingTitle memberName }',
  checkOut: presence,
  openHandCount: handCount,
  enterHandTotals: handCount,
  cancelHandCount: handCount,
  appointToCommission: commission,
  dismissFromCommission: commission,
  conveneMeeting: meeting,
  setAgenda: meeting,
  openMeeting: meeting,
  takeItem: meeting,
  putItemToVote: meeting,
  concludeItem: meeting,
  pauseMeeting: meeting,
  resumeMeeting: meeting,
  closeMeeting: meeting,
  cancelMeeting: meeting,
  startSeries: series,
  endSeries: series,
} as const;
export type MutationName = keyof typeof mutations;
/** Those about a member’s own settings, which stand beside the log. All others are recorded in it. */
export type BesideTheLog = 'acceptReminders' | 'declineReminders';

const RECEIPT = 'fragment All on Receipt { commandId position events leafHashes repeated }';

export function documentOf(mutation: MutationName): string {
  const input = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const recorded: string = mutations[mutation];
  const fragment = recorded.includes('...All') ? RECEIPT : '';
  return `mutation Deed($input: ${input}!) {
      ${mutation}(input: $input) { __typename ${recorded} ... on Refusal { message field } }
    } ${fragment}`;
}
