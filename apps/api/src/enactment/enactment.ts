import { Injectable } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import {
  awaitsEnactment,
  changesTheRoll,
  Fault,
  isOver,
  isRefusal,
  policyFor,
  type AssemblyRecord,
  type EnactmentResult,
} from '@plenum/domain';
import type { OpenAssembly } from '../platform/assemblies';
import type { Answer } from '../platform/command-runner';
import type { Origin } from '../platform/origin';
import { EnactOnCharterCommand } from './enact-on-charter/enact-on-charter.handler';
import { EnactOnRollCommand } from './enact-on-roll/enact-on-roll.handler';
import { RecordEnactmentCommand } from './record-enactment/record-enactment.handler';

/**
 * Does what an adopted proposal enacts. The command ids follow from the proposal, so that a server that stopped half-way
 * does the rest and nothing twice; no client can use them, since a client's are UUIDs.
 */
@Injectable()
export class Enactment {
  constructor(private readonly commands: CommandBus) {}

  async enact({ id: assemblyId, view }: OpenAssembly, proposalId: string): Promise<void> {
    const enacts = view.record.proposals.get(proposalId)?.state.enacts ?? [];
    const originOf = (step: string | number): Origin => {
      return { assemblyId, commandId: `enact:${proposalId}:${step}`, actor: 'system:enactment' };
    };
    let charter: EnactmentResult | undefined;
    const results: EnactmentResult[] = [];
    for (const [index, enactment] of enacts.entries()) {
      if (changesTheRoll(enactment)) {
        results.push(await this.attempt(new EnactOnRollCommand(originOf(index), { proposalId, index })));
      } else {
        charter ??= await this.attempt(new EnactOnCharterCommand(originOf('charter'), { proposalId }));
        results.push(charter);
      }
    }
    await this.commands.execute(new RecordEnactmentCommand(originOf('record'), { proposalId, results }));
  }

  /** People whom a proposal would have admitted and did not, and whose names nobody needs any more. */
  refusedIn({ names }: OpenAssembly, record: AssemblyRecord, proposalId: string): readonly string[] {
    const state = record.proposals.get(proposalId)?.state;
    if (state?.enacts === undefined || !isOver(state) || state.status === 'closed') return [];
    if (awaitsEnactment(state, policyFor(record.assembly, state))) return [];
    const { members, struck } = record.roll;
    const named = state.enacts.flatMap((one) => (one.kind === 'admit-member' ? [one.memberId] : []));
    return named.filter((id) => !members.has(id) && !struck.has(id) && names.get(id) !== undefined);
  }

  private async attempt(command: Command<Answer>): Promise<EnactmentResult> {
    const answer = await this.commands.execute(command);
    if (!isRefusal(answer)) return { done: true };
    if (answer.refusal === 'CommandIdMustBeFresh') throw new Fault('an enactment became another one');
    return { done: false, reason: answer.message.slice(0, 500) };
  }
}
