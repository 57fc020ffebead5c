import type { AssemblyRecord } from '@plenum/domain';
import type { Figures } from '../proposal-count';
import { weighedFrom } from './weighed.type';
import { groupsFrom, scoresFrom, type ConditionType, type TallyType } from './tally.type';

/** The figures of a proposal in the form clients read. Computes no weight. */
export function tallyFrom(record: AssemblyRecord, proposalId: string, { tally, members, voters }: Figures): TallyType {
  const { reasons, total } = tally.undelivered;
  return {
    proposalId,
    position: record.position,
    final: record.proposals.get(proposalId)?.state.status !== 'open',
    outcome: tally.outcome,
    winners: [...tally.winners],
    scores: scoresFrom(tally.scores),
    entitled: tally.participation.entitled,
    valid: tally.participation.valid,
    own: tally.sums.own,
    carried: tally.sums.carried,
    handCount: tally.sums.handCount,
    undelivered: {
      total,
      cycle: reasons.cycle,
      deadEnd: reasons['dead-end'],
      cap: reasons.cap,
      damping: reasons.damping,
    },
    voters,
    members,
    quorum: tally.participation.quorum,
    conditions: conditionsFrom(tally.workings['conditions']),
    byClass: groupsFrom(tally.byClass),
    byChannel: groupsFrom(tally.byChannel),
    ...(tally.weighed && { weighed: weighedFrom(tally.weighed) }),
    guests: scoresFrom(tally.guests?.scores),
  };
}

interface Judged {
  readonly threshold?: {
    readonly base: string;
    readonly fraction: string;
    readonly strict: boolean;
    readonly measure?: string;
  };
  readonly quorum?: { readonly of: string; readonly fraction?: string; readonly atLeast?: string };
  readonly bloc?: string;
  readonly have: string;
  readonly of: string;
  readonly needs: string;
  readonly held: boolean;
}

function conditionsFrom(workings: unknown): ConditionType[] {
  return ((workings ?? []) as Judged[]).map((judged) => {
    const { bloc, have, of, needs, held } = judged;
    const kind = judged.threshold === undefined ? 'quorum' : 'threshold';
    return { kind, asks: wordsOf(judged), have, of, needs, held, ...(bloc === undefined ? {} : { bloc }) };
  });
}

function wordsOf({ threshold, quorum }: Judged): string {
  if (threshold !== undefined) {
    const counted = threshold.measure === 'heads' ? ' by heads' : '';
    return `${threshold.strict ? 'more than' : 'at least'} ${threshold.fraction} of ${threshold.base}${counted}`;
  }
  return quorum?.fraction === undefined
    ? `at least ${quorum?.atLeast} ${quorum?.of}`
    : `at least ${quorum.fraction} of ${quorum.of}`;
}
