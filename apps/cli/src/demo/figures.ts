import type { Look } from './painting';
import { givenName } from './people';
import type { ProposalSeen, TallySeen, VoiceSeen } from './scene';

/** The length of a bar, 0 to 1, from two exact numbers of the server. For drawing only: every figure is shown exactly. */
export function shareOf(part: string, whole: string): number {
  const total = approximately(whole);
  return total === 0 ? 0 : approximately(part) / total;
}

function approximately(exact: string): number {
  const [numerator, denominator = '1'] = exact.split('/');
  return Number(numerator) / Number(denominator);
}

export function choiceLook(word: string): Look {
  switch (word) {
    case 'yes':
    case 'adopted':
      return 'green';
    case 'no':
    case 'rejected':
      return 'red';
    case 'abstain':
    case 'tied':
      return 'yellow';
    default:
      return 'dim';
  }
}

/** Such as `voting open, 1:42 left`. */
export function phaseText({ status, closesAt, closedBy }: ProposalSeen, now: number): string {
  switch (status) {
    case 'OPEN':
      return closesAt === null ? 'voting open' : `voting open, ${clockText(Date.parse(closesAt) - now)} left`;
    case 'CLOSED':
      return `closed by the ${closedBy}`;
    case 'CERTIFIED':
      return 'certified';
    case 'DRAFT':
      return 'draft';
    case 'WITHDRAWN':
      return 'withdrawn';
  }
}

/** Minutes and seconds. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function outcomeText({ result, status }: ProposalSeen, { outcome }: TallySeen): string {
  if (result !== null) return `${result.outcome.toUpperCase()} · certified`;
  return status === 'OPEN' ? `so far: ${outcome}` : `${outcome}, not yet certified`;
}

/** Where a voice is: `Aina → Tomàs → Núria` and `yes`. Towards silence the arrow is open: `Aina ⇢ Tomàs`. */
export function chainText(voice: VoiceSeen): { readonly names: string; readonly end: string } {
  const { path, choice, fate, skipped } = voice;
  const names = path.map(givenName).join(' → ');
  if (choice !== null) return { names, end: path.length === 1 ? `${choice}, own ballot` : choice };
  const [asked] = skipped;
  return { names: asked === undefined ? names : `${names} ⇢ ${givenName(asked.delegate)}`, end: silence(fate) };
}

function silence(fate: string): string {
  switch (fate) {
    case 'UNDELIVERED_CYCLE':
      return 'goes in a circle';
    case 'UNDELIVERED_DEAD_END':
      return 'nobody there has voted yet';
    case 'NOT_IN_ELECTORATE':
      return 'not in the electorate';
    default:
      return fate.toLowerCase().replaceAll('_', ' ');
  }
}
