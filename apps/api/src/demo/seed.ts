import { createHash } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus, type Command } from '@nestjs/cqrs';
import { isRefusal, type Refusal, type Scope } from '@plenum/domain';
import { FoundAssemblyCommand } from '../assemblies/found-assembly/found-assembly.handler';
import { CastBallotCommand } from '../ballots/cast-ballot/cast-ballot.handler';
import { OptOutOfDelegatingCommand } from '../delegations/opt-out/opt-out.handler';
import { SetDelegationCommand } from '../delegations/set-delegation/set-delegation.handler';
import { Assemblies } from '../platform/assemblies';
import type { Recorded } from '../platform/command-runner';
import { CertifyResultCommand } from '../proposals/certify-result/certify-result.handler';
import { CloseVotingCommand } from '../proposals/close-voting/close-voting.handler';
import { DraftProposalCommand } from '../proposals/draft-proposal/draft-proposal.handler';
import { OpenVotingCommand } from '../proposals/open-voting/open-voting.handler';
import { EnrolMembersCommand } from '../roll/enrol-members/enrol-members.handler';
import { readCast, writeCast, type DemoCast } from './cast';
import { demoCharter } from './charter';
import { Dice } from './dice';
import { demoPeople } from './people';
import { demoProposals, type DemoProposal } from './proposals';

const ACTOR = 'system:demo';
const SEED = 1907;

/**
 * Fills an empty data folder with a demo co-operative, through the same commands that everybody uses. Command ids are
 * fixed, so that a seeding that was interrupted goes on where it stopped. Undefined when there is nothing to seed.
 */
export async function seedDemo(app: INestApplicationContext, dataDir: string): Promise<DemoCast | undefined> {
  const known = readCast(dataDir);
  const assemblies = await app.get(Assemblies).list();
  if (known?.complete || (known === undefined && assemblies.length > 0)) return known;
  return new Seeding(app.get(CommandBus), dataDir).run();
}

class Seeding {
  private readonly dice = new Dice(SEED);
  private readonly assemblyId = fixedId(0);
  private commandCount = 0;
  private members: readonly string[] = [];

  constructor(
    private readonly commands: CommandBus,
    private readonly dataDir: string,
  ) {}

  async run(): Promise<DemoCast> {
    const name = 'Cooperativa Integral Riu Clar';
    await this.do((origin) => new FoundAssemblyCommand(origin, { name, charter: demoCharter }));
    const people = demoPeople(this.dice);
    const enrolled = await this.do((origin) => new EnrolMembersCommand(origin, people));
    this.members = enrolled.events.map((event) => event.data['memberId'] as string);
    const person = (index: number) => ({ memberId: this.members[index]!, name: people[index]!.name });
    const cast = {
      assemblyId: this.assemblyId,
      chair: person(0),
      delegate: person(1),
      member: person(2),
      trusted: person(8),
      openProposalId: '',
    };
    writeCast(this.dataDir, { ...cast, complete: false });
    await this.delegate();
    const ids: string[] = [];
    for (const proposal of demoProposals) ids.push(await this.propose(proposal));
    const openProposalId = ids[demoProposals.findIndex((proposal) => proposal.until === 'open')]!;
    const complete = { ...cast, openProposalId, complete: true };
    writeCast(this.dataDir, complete);
    return complete;
  }

  /** A dozen trusted people carry many, some of them carry on; a few rank several, opt out, or close a circle. */
  private async delegate(): Promise<void> {
    const hubs = [1, 3, 5, 8, 13, 21, 34, 55, 60, 72, 90, 110];
    await this.trust(2, [1], { kind: 'assembly' });
    for (const [index, hub] of hubs.entries()) {
      if (index >= 4 && index < 8) await this.trust(hub, [hubs[index - 3]!], { kind: 'assembly' });
    }
    for (let member = 3; member < this.members.length - 8; member += 1) {
      if (hubs.includes(member) || !this.dice.luck(5, 9)) continue;
      const first = this.dice.pick(hubs);
      const second = this.dice.pick(hubs);
      const scope: Scope = this.dice.luck(1, 4)
        ? { kind: 'area', area: this.dice.pick(['energy', 'food', 'housing']) }
        : { kind: 'assembly' };
      await this.trust(member, second === first ? [first] : [first, second], scope);
    }
    const circle = [200, 201, 202];
    for (const [index, member] of circle.entries())
      await this.trust(member, [circle[(index + 1) % 3]!], { kind: 'assembly' });
    const content = { memberId: this.members[40]!, scope: { kind: 'area', area: 'energy' } as const };
    await this.do((origin) => new OptOutOfDelegatingCommand(origin, content));
  }

  private async trust(member: number, delegates: readonly number[], scope: Scope): Promise<void> {
    const content = { memberId: this.members[member]!, scope, delegates: delegates.map((one) => this.members[one]!) };
    await this.do((origin) => new SetDelegationCommand(origin, content));
  }

  private async propose({ until, share, yes, ...wording }: DemoProposal): Promise<string> {
    const content = { ...wording, options: ['yes', 'no'], drafterId: this.members[this.dice.below(40)]! };
    const drafted = await this.do(
      (origin) => new DraftProposalCommand(origin, content, fixedId(10_000 + this.commandCount)),
    );
    const proposalId = drafted.events[0]!.data['proposalId'] as string;
    if (until === 'draft') return proposalId;
    await this.do((origin) => new OpenVotingCommand(origin, { proposalId }));
    await this.vote(proposalId, share, yes);
    if (until === 'open') return proposalId;
    const closing = { proposalId, cause: 'chair' as const, reason: 'The demo assembly decided this last week.' };
    await this.do((origin) => new CloseVotingCommand(origin, closing));
    await this.do((origin) => new CertifyResultCommand(origin, { proposalId }));
    return proposalId;
  }

  /**
   * The printed member stays silent, so that whoever tries the demo finds their voice carried. Both of those they may
   * trust have voted, and differ.
   */
  private async vote(proposalId: string, share: number, yes: number): Promise<void> {
    for (const [index, memberId] of this.members.entries()) {
      const trusted = index === 1 ? 'yes' : index === 8 ? 'no' : undefined;
      if (index === 2 || (trusted === undefined && !this.dice.luck(share, 100))) continue;
      const choice = trusted ?? (this.dice.luck(1, 12) ? 'abstain' : this.dice.luck(yes, 100) ? 'yes' : 'no');
      const content = { proposalId, memberId, choice };
      await this.do((origin) => new CastBallotCommand(origin, content));
    }
  }

  private async do<Result extends object>(
    command: (origin: { assemblyId: string; commandId: string; actor: string }) => Command<Result>,
  ): Promise<Exclude<Result, Refusal> & Recorded> {
    const commandId = fixedId(this.commandCount);
    this.commandCount += 1;
    const answer = await this.commands.execute<Command<Result>, Result>(
      command({ assemblyId: this.assemblyId, commandId, actor: ACTOR }),
    );
    if (isRefusal(answer)) throw new Error(`the demo was refused: ${answer.refusal}: ${answer.message}`);
    return answer as Exclude<Result, Refusal> & Recorded;
  }
}

/** A UUID (version 4 in form) for the nth demo command. */
function fixedId(index: number): string {
  const hex = createHash('sha256').update(`plenum demo ${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
