import { catalogue, streams, type EventType, type PlenumEvent } from '@plenum/domain';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';

/** A file that is made from the code, and where it belongs. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

export function schemaDocument(schema: GraphQLSchema): Document {
  const notice = '# Made from the code by `npm run generate`. The contract with every client.\n\n';
  return { path: 'schema.graphql', text: `${notice}${printSchema(lexicographicSortSchema(schema))}\n` };
}

/** One JSON Schema (2020-12) for each kind of fact, and a table of all. */
export function eventDocuments(): readonly Document[] {
  return [...catalogue.map(eventDocument), { path: 'docs/events/README.md', text: eventTable() }];
}

function eventDocument({ type, version, meaning, data }: EventType): Document {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:plenum:event:${type}:${version}`,
    title: type,
    description: meaning,
    type: 'object',
    properties: {
      type: { const: type },
      version: { const: version },
      data: JSON.parse(JSON.stringify(data)) as object,
    },
    required: ['type', 'version', 'data'],
  };
  return { path: `docs/events/${type}.json`, text: `${JSON.stringify(schema, null, 2)}\n` };
}

function eventTable(): string {
  const rows = catalogue.map(
    ({ type, version, meaning }) =>
      `| [${type}](${type}.json) | ${version} | \`${STREAM_OF[type]}\` | ${meaning.replaceAll('|', '\\|')} |`,
  );
  return [
    '# Events',
    '',
    'Every kind of fact an assembly’s log can hold, made from the code by `npm run generate`. Events carry random ids and no',
    'personal data; weights are exact numbers as text. What the log adds to each event (position, revision, time, actor, command',
    'id) is the same for all and stands outside `data`.',
    '',
    '| Event | Version | Stream | Meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const ROLL = streams.roll();
const DELEGATIONS = streams.delegations('<member>');
const PROPOSAL = streams.proposal('<proposal>');
const SUPPORT = streams.support('<proposal>', '<member>');
const BALLOT = streams.ballot('<proposal>', '<member>');
const SERIES = streams.series('<series>');
const MEETING = streams.meeting('<meeting>');
const PRESENCE = streams.presence('<member>');

/** The stream each kind of fact stands in. */
export const STREAM_OF: Readonly<Record<PlenumEvent['type'], string>> = {
  AssemblyFounded: streams.assembly(),
  LogKeyRotated: streams.logKey(),
  CharterAdopted: streams.assembly(),
  MemberEnrolled: ROLL,
  MemberAmended: ROLL,
  MemberStruck: ROLL,
  MemberReadmitted: ROLL,
  DelegationSet: DELEGATIONS,
  DelegatingOptedOut: DELEGATIONS,
  DelegationRevoked: DELEGATIONS,
  DelegationExpired: DELEGATIONS,
  DelegationsDeclined: DELEGATIONS,
  DelegationsAccepted: DELEGATIONS,
  ProposalDrafted: PROPOSAL,
  ProposalEdited: PROPOSAL,
  VotingOpened: PROPOSAL,
  VotingExtended: PROPOSAL,
  VotingClosed: PROPOSAL,
  ProposalWithdrawn: PROPOSAL,
  ResultCertified: PROPOSAL,
  ProposalSubmitted: PROPOSAL,
  ProposalAdmitted: PROPOSAL,
  PhaseBegan: PROPOSAL,
  ProposalLapsed: PROPOSAL,
  AlternativeOffered: PROPOSAL,
  ProposalEscalated: PROPOSAL,
  OutcomeStated: PROPOSAL,
  ReviewFellDue: PROPOSAL,
  ProposalEnacted: PROPOSAL,
  ProposalSupported: SUPPORT,
  ProposalSupportWithdrawn: SUPPORT,
  EscalationDemanded: SUPPORT,
  BallotCast: BALLOT,
  BallotChanged: BALLOT,
  BallotWithdrawn: BALLOT,
  CommissionMemberAppointed: streams.commissions(),
  CommissionMemberDismissed: streams.commissions(),
  SeriesStarted: SERIES,
  SeriesEnded: SERIES,
  MeetingConvened: MEETING,
  AgendaSet: MEETING,
  MeetingOpened: MEETING,
  AgendaItemTaken: MEETING,
  ItemPutToVote: MEETING,
  ItemConcluded: MEETING,
  MeetingPaused: MEETING,
  MeetingResumed: MEETING,
  MeetingClosed: MEETING,
  MeetingCancelled: MEETING,
  HallCodeIssued: PRESENCE,
  MemberCheckedIn: PRESENCE,
  MemberCheckedOut: PRESENCE,
  HandCountOpened: PROPOSAL,
  HandTotalsEntered: PROPOSAL,
  HandCountRecorded: PROPOSAL,
  HandCountCancelled: PROPOSAL,
};
