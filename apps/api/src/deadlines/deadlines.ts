import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { escalatingClass, isOver, parseScope, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import { ExpireDelegationCommand } from '../delegations/expire-delegation/expire-delegation.handler';
import { Enactment } from '../enactment/enactment';
import { Assemblies, type OpenAssembly } from '../platform/assemblies';
import type { Step } from '../platform/assembly-view';
import { Clock } from '../platform/clock';
import type { Origin } from '../platform/origin';
import { AdvanceProposalCommand } from '../proposals/advance-proposal/advance-proposal.handler';
import { CallReviewCommand } from '../proposals/call-review/call-review.handler';
import { CloseVotingCommand } from '../proposals/close-voting/close-voting.handler';
import { EscalateProposalCommand } from '../proposals/escalate-proposal/escalate-proposal.handler';
import { Agenda } from './agenda';
import { duties, dutiesOf, type Duty } from './duties';

/**
 * The server's own commands: it takes proposals from phase to phase, closes voting, enacts what was adopted, calls reviews and ends
 * delegations when their time has come, whether or not anybody calls. At a restart what fell due meanwhile is done before the first request is
 * answered.
 */
@Injectable()
export class Deadlines implements OnApplicationShutdown {
  private readonly logger = new Logger('Deadlines');
  private readonly agendas = new Map<string, Agenda>();

  constructor(
    private readonly assemblies: Assemblies,
    private readonly commands: CommandBus,
    private readonly enactment: Enactment,
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
    assembly.view.listen((step) => this.note(assembly, agenda, step));
    return agenda;
  }

  private noteAll(assembly: OpenAssembly, agenda: Agenda): void {
    const { record } = assembly.view;
    for (const id of record.proposals.keys()) this.noteProposal(assembly, agenda, record, id);
    for (const [memberId, { byScope }] of record.delegations) {
      for (const scope of byScope.keys()) this.noteDelegation(assembly, agenda, record, memberId, scope);
    }
  }

  private note(assembly: OpenAssembly, agenda: Agenda, { after, events }: Step): void {
    for (const { data } of events) {
      if ('scope' in data) this.noteDelegation(assembly, agenda, after, data.memberId, data.scope);
    }
    for (const id of touched(after, events)) this.noteProposal(assembly, agenda, after, id);
  }

  private noteProposal(assembly: OpenAssembly, agenda: Agenda, record: AssemblyRecord, proposalId: string): void {
    const due = dutiesOf(record, proposalId, this.clock.instant());
    for (const duty of duties)
      agenda.put(`${duty} ${proposalId}`, due[duty], () => this.attend(assembly, duty, proposalId));
    this.noteRefused(assembly, agenda, record, proposalId);
  }

  private noteRefused(assembly: OpenAssembly, agenda: Agenda, record: AssemblyRecord, proposalId: string): void {
    const refused = this.enactment.refusedIn(assembly, record, proposalId);
    if (refused.length === 0) return;
    const key = `forget ${proposalId}`;
    agenda.put(key, this.clock.instant(), async () => {
      assembly.names.forget(refused);
      agenda.take(key);
    });
  }

  /** What is no longer due by the time it is attended to is refused, or comes to nothing. */
  private async attend(assembly: OpenAssembly, duty: Duty, proposalId: string): Promise<void> {
    const origin = this.origin(assembly.id);
    switch (duty) {
      case 'close':
        return this.say(new CloseVotingCommand(origin, { proposalId, cause: 'deadline' }));
      case 'advance':
        return this.say(new AdvanceProposalCommand(origin, { proposalId }));
      case 'review':
        return this.say(new CallReviewCommand(origin, { proposalId }));
      case 'enact':
        return this.enactment.enact(assembly, proposalId);
      case 'escalate': {
        const { record } = assembly.view;
        const classId = escalatingClass(record, record.proposals.get(proposalId)!);
        if (classId !== undefined) await this.say(new EscalateProposalCommand(origin, { proposalId, classId }));
      }
    }
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

const CHANGES_ALL: ReadonlySet<string> = new Set<StoredEvent['type']>([
  'CharterAdopted',
  'MemberEnrolled',
  'MemberAmended',
  'MemberStruck',
  'MemberReadmitted',
]);

/** Proposals for which some events may have changed what is due. A ballot changes nothing of it; the roll and the charter may change all. */
function touched(record: AssemblyRecord, events: readonly StoredEvent[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { type, data } of events) {
    if ('proposalId' in data && !type.startsWith('Ballot')) ids.add(data.proposalId!);
  }
  if (events.some(({ type }) => CHANGES_ALL.has(type))) {
    for (const [id, { state }] of record.proposals) if (!isOver(state)) ids.add(id);
  }
  return ids;
}
