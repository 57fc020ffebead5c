import { shown, type Envelope } from '@plenum/event-log';

/** What no receipt shows, and which command does. */
export function beyondAReceipt({ type, data }: Envelope, position: number): string {
  const speaks = EXPLAINED[type];
  const counted = speaks === undefined ? '' : ', and what came of it in the count';
  return [
    'not checked:',
    `  - whether the log still says so${counted}: run plenum verify on an export, with --head and this file`,
    '  - whether the key was still the log’s: where event N replaced it, it is good for heads of fewer than N events only',
    `  - ${speaks === undefined ? LATER : `${speaks}: ${explainOf(data, position)}`}`,
    '',
  ].join('\n');
}

const BALLOT = 'whether this ballot was changed or withdrawn later';
const DELEGATION = 'whether this delegation was replaced or revoked later, or ran out';
const AGAIN = 'whether the member delegated again later';

/** Of the events that say what becomes of a voice; which of them counted, `plenum explain` tells. */
const EXPLAINED: Readonly<Record<string, string>> = {
  BallotCast: BALLOT,
  BallotChanged: BALLOT,
  BallotWithdrawn: 'whether the member voted again later',
  DelegationSet: DELEGATION,
  DelegatingOptedOut: 'whether the member delegated again later, or took this back',
  DelegationRevoked: AGAIN,
  DelegationExpired: AGAIN,
};

const LATER =
  'whether a later event changed this or took it back: plenum verify follows an export to its end, and of a voice plenum explain MEMBER --proposal PROPOSAL --of EXPORT tells';

function explainOf({ memberId, proposalId, scope }: Envelope['data'], position: number): string {
  const ofScope =
    typeof scope === 'string' && scope.startsWith('proposal:') ? scope.slice('proposal:'.length) : 'PROPOSAL';
  const [member, proposal] = [word(memberId, 'MEMBER'), word(proposalId, ofScope)];
  return `plenum explain ${member} --proposal ${proposal} --of EXPORT names the events that counted; this is event ${position}`;
}

function word(id: unknown, otherwise: string): string {
  return shown(typeof id === 'string' ? id : otherwise);
}
