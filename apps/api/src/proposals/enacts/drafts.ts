import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  draftProposal,
  isRefusal,
  proposalFold,
  refuse,
  streams,
  type DraftingFacts,
  type Enactment,
  type ProposalState,
  type Wording,
} from '@plenum/domain';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import type { Enrolment } from '../../roll/enrolment/enrolment';
import { numberTaken } from '../../roll/enrolment/number-taken';
import { Turns } from '../../roll/enrolment/turns';
import { draftingFacts } from '../proposal-facts';
import type { AskedEnactment } from './asked-enactments';

export type DraftAnswer = Answer<RefusalsOf<typeof draftProposal>>;

/** What makes a new proposal. The ids of the proposal and of whom it would admit are the server's and stay out of `content`. */
export interface Draft {
  /** Name of the command. */
  readonly deed: string;
  readonly content: {
    readonly drafterId?: string;
    readonly follows?: ProposalState['follows'];
    readonly enacts?: readonly AskedEnactment[];
  };
  readonly proposalId: string;
  readonly candidates: readonly Enrolment[];
  readonly wording: (facts: DraftingFacts) => Wording;
}

/**
 * Writes proposals down. Whom one would admit gets a random id and an entry in the name registry first, as an enrolment does, and is
 * forgotten again when the draft does not come about.
 */
@Injectable()
export class Drafts {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly runner: CommandRunner,
    private readonly turns: Turns,
  ) {}

  draft(origin: Origin, draft: Draft): Promise<DraftAnswer> {
    if (draft.candidates.length === 0) return this.record(origin, draft, []);
    return this.turns.take(origin.assemblyId, () => this.nameAndRecord(origin, draft));
  }

  private async nameAndRecord(origin: Origin, draft: Draft): Promise<DraftAnswer> {
    const { candidates } = draft;
    const assembly = await this.assemblies.open(origin.assemblyId);
    const ids = candidates.map(() => randomUUID() as string);
    if ((await assembly.log.receiptOf(origin.commandId)) !== undefined) return this.record(origin, draft, ids);
    const taken = numberTaken(assembly.names, candidates);
    if (taken !== undefined) return refuse('EnactmentMustBePossible', 'enacts', taken.message);
    assembly.names.add(candidates.map((one, index) => personOf(one, ids[index]!)));
    let stands = false;
    try {
      const answer = await this.record(origin, draft, ids);
      stands = !isRefusal(answer) && !answer.repeated;
      return answer;
    } catch (error) {
      stands = await mayStand(assembly, origin.commandId);
      throw error;
    } finally {
      if (!stands) assembly.names.forget(ids);
    }
  }

  private record(
    origin: Origin,
    { deed, content, proposalId, wording }: Draft,
    ids: readonly string[],
  ): Promise<DraftAnswer> {
    const enacts = identified(content.enacts ?? [], ids);
    const { drafterId, follows } = content;
    return this.runner.run(origin, {
      name: deed,
      content,
      stream: streams.proposal(proposalId),
      fold: proposalFold,
      facts: draftingFacts(follows),
      decide: (base, proposal, facts) =>
        draftProposal(
          {
            ...base,
            ...wording(facts),
            proposalId,
            enacts,
            ...(drafterId === undefined ? {} : { drafterId }),
            ...(follows === undefined ? {} : { follows }),
          },
          proposal,
          facts,
        ),
    });
  }
}

function identified(enacts: readonly AskedEnactment[], ids: readonly string[]): Enactment[] {
  let next = 0;
  return enacts.map((one) => (one.kind === 'admit-member' ? { ...one, memberId: ids[next++]! } : one));
}

function personOf({ name, email, number }: Enrolment, memberId: string) {
  return { memberId, name, ...(email === undefined ? {} : { email }), ...(number === undefined ? {} : { number }) };
}

/** Whether the facts may be in the log although the command failed: then the names stay. */
async function mayStand({ log }: OpenAssembly, commandId: string): Promise<boolean> {
  try {
    return (await log.receiptOf(commandId)) !== undefined;
  } catch {
    return true;
  }
}
