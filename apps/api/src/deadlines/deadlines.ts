import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { parseScope, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import { ExpireDelegationCommand } from '../delegations/expire-delegation/expire-delegation.handler';
import { Assemblies, type OpenAssembly } from '../platform/assemblies';
import { Clock } from '../platform/clock';
import type { Origin } from '../platform/origin';
import { CloseVotingCommand } from '../proposals/close-voting/close-voting.handler';
import { Agenda } from './agenda';

/**
 * The server's own commands: it closes voting and ends delegations when their time has come, whether or not anybody
 * calls. At a restart what fell due meanwhile is done before the first request is answered.
 */
@Injectable()
export class Deadlines implements OnApplicationShutdown {
  private readonly logger = new Logger('Deadlines');
  private readonly agendas = new Map<string, Agenda>();

  constructor(
    private readonly assemblies: Assemblies,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** Watch every assembly, and resolve when nothing is overdue in those that exist. */
  async start(): Promise<void> {
    this.assemblies.onOpen((assembly) => void this.watch(assembly));
    for (const assembly of await this.assemblies.openAll()) await this.watch(assembly).settle();
  }

  onApplicationShutdown(): void {
    for (const agenda of this.agendas.values()) agenda.stop();
  }

  private watch(assembly: OpenAssembly): Agenda {
    const known = this.agendas.get(assembly.id);
    if (known !== undefined) return known;
    const agenda = new Agenda(this.clock, (reason) =>
      this.logger.error(`${assembly.id}: will be tried again: ${String(reason)}`),
    );
    this.agendas.set(assembly.id, agenda);
    this.noteAll(assembly, agenda);
    assembly.view.listen(({ after, events }) => {
      for (const event of events) this.note(assembly, agenda, after, event);
    });
    return agenda;
  }

  private noteAll(assembly: OpenAssembly, agenda: Agenda): void {
    const { record } = assembly.view;
    for (const id of record.open) this.noteProposal(assembly, agenda, record, id);
    for (const [memberId, { byScope }] of record.delegations) {
      for (const scope of byScope.keys()) this.noteDelegation(assembly, agenda, record, memberId, scope);
    }
  }

  private note(assembly: OpenAssembly, agenda: Agenda, record: AssemblyRecord, { data }: StoredEvent): void {
    if ('scope' in data) this.noteDelegation(assembly, agenda, record, data.memberId, data.scope);
    else if ('proposalId' in data && !('memberId' in data))
      this.noteProposal(assembly, agenda, record, data.proposalId);
  }

  private noteProposal(
    { id: assemblyId }: OpenAssembly,
    agenda: Agenda,
    record: AssemblyRecord,
    proposalId: string,
  ): void {
    const state = record.proposals.get(proposalId)?.state;
    const due = state?.status === 'open' ? state.closesAt : undefined;
    agenda.put(`close ${proposalId}`, due, () =>
      this.say(new CloseVotingCommand(this.origin(assemblyId), { proposalId, cause: 'deadline' })),
    );
  }

  private noteDelegation(
    { id: assemblyId }: OpenAssembly,
    agenda: Agenda,
    record: AssemblyRecord,
    memberId: string,
    text: string,
  ): void {
    const due = record.delegations.get(memberId)?.byScope.get(text)?.expiresAt;
    const scope = parseScope(text);
    if (scope === undefined) return;
    agenda.put(`expire ${memberId} ${text}`, due, () =>
      this.say(new ExpireDelegationCommand(this.origin(assemblyId), { memberId, scope })),
    );
  }

  /** A refusal means that somebody was faster, or that the clock was a little early; the record decides what is still due. */
  private async say(command: Command<unknown>): Promise<void> {
    await this.commands.execute(command);
  }

  private origin(assemblyId: string): Origin {
    return { assemblyId, commandId: randomUUID(), actor: 'system:deadline' };
  }
}
