/**
 * Every obligation the rules can find unmet, in the words a member reads. The name is the contract (GraphQL exposes one
 * type for each); the sentence is the default message and the documentation.
 */
export const refusals = {
  // every command
  InputMustBeValid: 'An input field does not have the form it must have.',
  CommandIdMustBeFresh: 'This command id was used for another command. Send this one under a new id.',
  // assembly
  AssemblyMustNotBeFounded: 'This assembly has been founded already.',
  AssemblyMustBeFounded: 'There is no such assembly.',
  CharterMustBeConsistent: 'The charter contradicts itself or names something it does not define.',
  CharterVersionMustFollow: 'A charter version must follow the one in force; another one was adopted meanwhile.',
  // roll
  MemberMustBeOnTheRoll: 'This member is not on the roll.',
  MemberMustNotBeOnTheRoll: 'This member is on the roll already.',
  MemberMustHaveBeenStruck: 'Only a member who was struck from the roll can be readmitted.',
  ClassMustBeInTheCharter: 'The charter has no class of this name.',
  WeightMustBeExact: 'A weight is an integer, a decimal or a fraction such as 3/2, not negative, without exponent.',
  ReasonMustBeGiven: 'Give a reason of 1 to 500 characters; it is printed with every result it touches.',
  RollMustChange: 'Nothing would change: name a new weight, class or voting right.',
  RollFileMustBeReadable: 'The file is not a roll in CSV: nobody was enrolled.',
  // delegations
  DelegateMustBeSomeoneElse: 'Nobody can delegate to themselves.',
  DelegateMustBeOnTheRoll: 'This delegate is not on the roll.',
  DelegateMustAcceptDelegations: 'This member has declined to carry delegations.',
  DelegatesMustBeDistinct: 'Each delegate can be listed only once.',
  DelegatesMustBeWithinTheLimit: 'Name at least one delegate and no more than the policy allows.',
  ScopeMustExist: 'A scope is the assembly, an area of the charter, or a proposal that is not yet closed.',
  PolicyMustAllowDelegation: 'The policy does not allow delegating in this scope.',
  ExpiryMustBeInTheFuture: 'A delegation must expire later than now.',
  ExpiryMustHavePassed: 'This delegation has not expired.',
  DelegationMustExist: 'There is no delegation in this scope to revoke.',
  // proposals
  ProposalMustExist: 'There is no such proposal.',
  ProposalMustNotExist: 'There is a proposal with this id already.',
  ProposalMustBeDraft: 'Only a draft can be edited or opened; this proposal has moved on.',
  ProposalMustBeOpen: 'Voting on this proposal is not open.',
  ProposalMustBeClosed: 'Only a proposal whose voting has closed can be certified.',
  ProposalMustNotBeOver: 'This proposal is closed, certified, withdrawn or lapsed.',
  ProposalMustNotBeCertified: 'This result has been certified already.',
  PolicyMustBeInTheCharter: 'The charter has no policy of this name.',
  AreaMustBeInTheCharter: 'The charter has no area of this path.',
  TextMustFit: 'A title has 1 to 200 characters and a text at most 20,000.',
  OptionsMustFitTheRule: 'These options do not fit the counting rule of the policy.',
  EditorMustBeDrafterOrChair: 'Only the member who drafted a proposal, or the chair, can do this.',
  DeadlineMustBeInTheFuture: 'Voting must close later than now.',
  DeadlineMustMoveLater: 'An extension must close later than the deadline in force.',
  DeadlineMustHavePassed: 'The deadline has not passed.',
  ElectorateMustNotBeEmpty: 'Nobody on the roll could vote: enrol members before opening.',
  OutcomeMustBeSettled: 'Voting ends before its deadline only when nothing can change the outcome any more.',
  PolicyMustHavePhases: 'The policy of this proposal has no phases before the vote: it can be opened at once.',
  PhasesMustBeOver:
    'Voting opens after the phases that the policy asks for: submit the proposal, and wait for their end.',
  ProposalMustBePreparing: 'This is possible while a proposal is admitted and discussed, before its vote.',
  ProposalMustBeCertified: 'There is no certified result yet.',
  SupporterMustBeAVotingMember: 'Only a voting member on the roll can support a proposal or offer an alternative.',
  SupportMustHaveBeenGiven: 'There is no support of yours to withdraw.',
  AlternativeMustExist: 'The proposal has no such alternative.',
  PolicyMustAllowEscalation: 'The policy of this proposal names no stricter policy to move to.',
  DemanderMustBelongToAClass: 'Only a voting member who belongs to a class can ask for the stricter policy.',
  ReviewMustBeInTheFuture: 'A review must be later than now.',
  FollowUpMustFitTheOutcome: 'A proposal can follow another only in a way that its result allows.',
  EnactmentMustBePossible: 'What this proposal enacts must be possible as the roll and the charter stand.',
  // ballots
  VoterMustBeOnTheRoll: 'Only a member on the roll can vote.',
  VoterMustBeInTheElectorate:
    'This proposal was opened for the roll as it stood then; you joined later or were struck since.',
  ChoiceMustFitTheRule: 'This choice does not fit the counting rule of the proposal.',
  BallotMustHaveBeenCast: 'There is no ballot of yours on this proposal to withdraw.',
  BallotMustNotBeFinal: 'Under this policy a ballot stays as it was cast.',
  CountedMemberMustNotCastBallot:
    'Your hand is being counted, or was: until the chair cancels that hand count you cannot also cast a ballot.',
  VoterMustBeInTheHall:
    'A ballot is taken by name only from a member who is checked in to a meeting that has the proposal on its agenda.',
  OwnBallotMustStand: 'This member cast a ballot themself; only they can change it.',
  ReasonMustFit: 'A reason has 1 to 500 characters.',
  TellerMustBeKnown: 'A teller acts under their own name: use a token for a member with the role teller.',
  // presence
  MemberMustBeCheckedIn: 'This member is not checked in to this meeting.',
  MemberMustNotBeCheckedIn: 'This member is checked in to this meeting already.',
  HallCodeMustBeGood: 'This code is not, or no longer, good for a check-in. Ask the registrar.',
  RegistrarMustHelp:
    'Too many wrong codes were tried. Go to the registrar, who can check you in or hand you a new code.',
  DoorMustBeYourOwn: 'You can check yourself out; for others, ask the registrar.',
  DeskMustFit: 'The name of a desk has 1 to 60 characters.',
  // hand counts
  ProposalMustBeOnTheAgenda: 'The proposal is not on the agenda of this meeting.',
  RuleMustAllowHands: 'The counting rule of this proposal has no show of hands: take named ballots.',
  CountedSetMustNotBeEmpty:
    'Nobody is left to count: everyone in the hall voted already or carries the voice of others.',
  CountedSetMustWeighAlike: 'The hands do not all weigh the same: take named ballots.',
  HandCountMustExist: 'There is no such hand count on this proposal.',
  HandCountMustBeOpen: 'This hand count is settled: two tellers agreed, or it was cancelled.',
  HandCountMustNotBeCancelled: 'This hand count was cancelled already.',
  HandTotalsMustFitTheRule: 'Give a whole number of hands, 0 or more, for options of the proposal and for abstain.',
  HandTotalsMustFitTheCountedSet: 'These are more hands than there are members in the counted set.',
  // commissions
  MemberMustBeInTheCommission: 'This member is not in the commission of this area.',
  MemberMustNotBeInTheCommission: 'This member is in the commission of this area already.',
  // meetings
  MeetingMustExist: 'There is no such meeting.',
  MeetingMustNotExist: 'There is a meeting with this id already.',
  MeetingMustNotHavePassed: 'A meeting is convened for a time that is not yet over.',
  MeetingMustBeConvened: 'This meeting was opened already, or it was cancelled.',
  MeetingMustBeInSession: 'The meeting is not in session.',
  MeetingMustNotBeOver: 'This meeting is closed or cancelled.',
  AgendaItemMustExist: 'The agenda has no such item.',
  AgendaItemMustHaveAProposal: 'There is nothing to vote on: this item has no proposal.',
  AgendaItemsMustBeDistinct: 'An item, or a proposal, stands on the agenda twice.',
  AgendaMustKeepWhatWasDone:
    'An item that was put to the vote, counted by hands or concluded stays on the agenda, with its proposal.',
  ItemMustNotHaveBeenPutToVote: 'This item was put to the vote already.',
  HandCountMustBeSettled: 'A show of hands is still open: let two tellers agree on it, or cancel it.',
  // series
  SeriesMustNotExist: 'There is a series of meetings with this id already.',
  SeriesMustBeRunning: 'There is no such series of meetings, or it has ended.',
  RecurrenceMustBeReadable: 'Give the recurrence as an RRULE of RFC 5545, such as FREQ=WEEKLY;INTERVAL=2.',
} as const;
