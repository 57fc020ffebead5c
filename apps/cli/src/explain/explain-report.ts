import type { Fate, SkipReason } from '@plenum/counting';
import { canonicalJson, shown, type LogJson } from '@plenum/event-log';
import { globalId } from '../server/server-parts';
import type { WayOfAVoice } from './way-of-a-voice';

const FATES: Readonly<Record<Fate, string>> = {
  'own-ballot': 'voted themself',
  carried: 'was carried by a delegate',
  'hand-count': 'was counted by a show of hands',
  cycle: 'reached nobody: the delegations go round in a circle',
  'dead-end': 'reached nobody: nobody on the way voted',
};

const SKIPS: Readonly<Record<SkipReason, string>> = {
  'not-in-electorate': 'is not among those who vote here',
  'counted-by-hand': 'was counted by a show of hands, which carries nobody',
  'no-voter-reachable': 'did not vote, nor did anybody they lead to',
  'chain-too-long': 'leads to a voter only along a longer chain than the rules allow',
  'more-hops': 'leads to a voter in more steps',
  'greater-rank-sum': 'leads to a voter by less preferred steps',
  'ranked-lower': 'was ranked lower',
  'leads-back': 'leads back to the member',
  'delegation-sleeps': 'was not needed: the member spoke themself',
};

/** The way of a voice as people read it. Ids only: a log holds no names. */
export function wayLines({ memberId, proposalId, title, position, ...way }: WayOfAVoice): readonly string[] {
  const { explanation, steps, ballot } = way;
  const head = [
    `member      ${memberId} = ${globalId('Member', memberId)}`,
    `proposal    ${proposalId} = ${globalId('Proposal', proposalId)}`,
    `            ${shown(title)}`,
    `as of       event ${position}`,
  ];
  if (explanation === undefined) return [...head, 'voice       is not among those who vote on this proposal', ''];
  const { fate, optedOut, scope, skipped, hiddenScopes } = explanation;
  return [
    ...head,
    `voice       ${FATES[fate]}`,
    ...(ballot === undefined
      ? []
      : [`ballot      ${shown(canonicalJson(ballot.choice as LogJson))}, event ${ballot.position}`]),
    ...steps.map(({ from, to, scope: by, position: at }) => `step        ${from} -> ${to}, scope ${by}, event ${at}`),
    ...(optedOut ? [`opted out   delegates to nobody in scope ${scope}`] : []),
    ...skipped.map(({ delegate, rank, why }) => `not taken   ${delegate}, number ${rank}: ${SKIPS[why]}`),
    ...hiddenScopes.map((hidden) => `hidden      a delegation in scope ${hidden}: a narrower one applies`),
    '',
  ];
}
