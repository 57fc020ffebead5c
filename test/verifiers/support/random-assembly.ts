import * as domain from '@plenum/domain';
import type { Outcome, PlenumEvent } from '@plenum/domain';
import { minute, Story, uuid } from '../../../libs/domain/src/record/story.contract';
import { numbersFrom } from '../../eventstore/support/numbers-from';
import { oneOf, randomCharter, type Numbers } from './random-policy';

/** What one command led to; they stand in the log side by side. */
export type Command = readonly PlenumEvent[];

export interface PlayedAssembly {
  readonly assemblyId: string;
  /** The accepted commands, in order: what the log holds, and who asked. */
  readonly commands: readonly { readonly actor: string; readonly events: Command }[];
}

const people = Array.from({ length: 9 }, (_, index) => uuid(`neighbour ${index}`));
const proposals = Array.from({ length: 4 }, (_, index) => uuid(`proposal ${index}`));
const meetingId = uuid('the assembly of spring');
const weights = ['1', '1', '1', '2', '1/3', '3/2', '0'];
const areas = ['roads/cycling', 'roads', 'housing', undefined];
const scopes = ['assembly', 'assembly', 'area:roads', 'area:roads/cycling', ...proposals.map((id) => `proposal:${id}`)];

/** One random assembly, decided by the rules of the product; the same for the same seed. */
export class RandomAssembly {
  private readonly next: Numbers;
  private readonly story = new Story();
  private readonly commands: { actor: string; events: Command }[] = [];
  private readonly assemblyId: string;

  constructor(seed: number) {
    this.next = numbersFrom(seed);
    this.assemblyId = uuid(`assembly of seed ${seed}`);
  }

  play(): PlayedAssembly {
    this.found();
    const deeds = Object.values(this.deeds).flatMap(([times, deed]) => Array.from({ length: times }, () => deed));
    for (let tried = 60 + this.next(120); tried > 0; tried -= 1) oneOf(this.next, deeds).call(this);
    this.end();
    return { assemblyId: this.assemblyId, commands: this.commands };
  }

  private found(): void {
    const { story } = this;
    const head = () => story.by('role:chair');
    this.must(
      domain.foundAssembly(
        { ...head(), name: 'Weavers of the Hill', charter: randomCharter(this.next) },
        story.assembly,
      ),
    );
    const members = people.slice(0, 5 + this.next(4)).map((memberId) => ({ memberId, ...this.standing() }));
    this.must(domain.enrolMembers({ ...head(), members }, story.roll, story));
    for (const proposalId of proposals.slice(0, 3)) this.draft(proposalId);
    for (const proposalId of proposals.slice(0, 2)) this.open(proposalId);
    const agenda = proposals
      .slice(0, 2)
      .map((proposalId) => ({ itemId: uuid(`item ${proposalId}`), title: 'A point', proposalId }));
    const facts = { proposal: (id: string) => story.proposal(id), isSeriesRunning: true, carried: [] };
    const call = { meetingId, title: 'Spring assembly', startsAt: minute(10_000), agenda };
    this.must(domain.conveneMeeting({ ...head(), ...call }, story.meeting(meetingId), facts));
  }

  /** Every vote is closed by its deadline, and every result certified. */
  private end(): void {
    for (const id of proposals) this.close(id);
    for (const id of proposals) this.certify(id);
  }

  /** How often each is tried, in parts, sensible or not. */
  private readonly deeds = {
    enrol: [1, () => this.enrol()],
    amend: [2, () => this.amend()],
    strike: [1, () => this.strike()],
    readmit: [2, () => this.readmit()],
    delegate: [14, () => this.delegate()],
    optOut: [1, () => this.optOut()],
    revoke: [2, () => this.revoke()],
    expire: [1, () => this.expire()],
    decline: [1, () => this.next(3) === 0 && this.decline()],
    vote: [16, () => this.vote()],
    takeBack: [2, () => this.takeBack()],
    draft: [1, () => this.draft(oneOf(this.next, proposals))],
    reword: [1, () => this.reword()],
    open: [2, () => this.open(oneOf(this.next, proposals))],
    close: [1, () => this.next(4) === 0 && this.close(oneOf(this.next, proposals))],
    certify: [1, () => this.certify(oneOf(this.next, proposals))],
    withdraw: [1, () => this.next(8) === 0 && this.withdraw()],
    adopt: [1, () => this.adopt()],
    begin: [
      2,
      () =>
        this.attempt('role:chair', domain.openMeeting({ ...this.chair(), meetingId }, this.story.meeting(meetingId))),
    ],
    pause: [1, () => this.pause()],
    leave: [1, () => this.leave()],
    enter: [10, () => this.enter()],
    adjourn: [1, () => this.next(6) === 0 && this.adjourn()],
    show: [6, () => this.show()],
    hands: [14, () => this.hands()],
    callOff: [1, () => this.callOff()],
    escalate: [1, () => this.escalate()],
  } as const satisfies Record<string, readonly [number, () => unknown]>;

  private attempt(actor: string, outcome: Outcome<PlenumEvent>): void {
    if (domain.isRefusal(outcome) || outcome.length === 0) return;
    this.story.tell(outcome);
    this.commands.push({ actor, events: outcome });
  }

  private must(outcome: Outcome<PlenumEvent>): void {
    if (domain.isRefusal(outcome)) throw new Error(`${outcome.refusal}: ${outcome.message}`);
    this.attempt('role:chair', outcome);
  }

  private chair() {
    return this.story.by('role:chair');
  }

  /** Mostly a member; now and then a stranger. */
  private someone(): string {
    const members = [...this.story.record.roll.members.keys()];
    return this.next(12) === 0 || members.length === 0 ? oneOf(this.next, people) : oneOf(this.next, members);
  }

  private standing() {
    const { next } = this;
    const classId = oneOf(next, ['workers', 'clients', 'clients', undefined]);
    return {
      weight: next(3) ? '1' : oneOf(next, weights),
      votes: next(8) > 0,
      ...(classId === undefined ? {} : { classId }),
    };
  }

  private enrol(): void {
    const members = [{ memberId: oneOf(this.next, people), ...this.standing() }];
    this.attempt('role:chair', domain.enrolMembers({ ...this.chair(), members }, this.story.roll, this.story));
  }

  private amend(): void {
    const change = { memberId: this.someone(), ...this.standing(), reason: 'a mistake in the book' };
    this.attempt('role:chair', domain.amendMember({ ...this.chair(), ...change }, this.story.roll, this.story));
  }

  private strike(): void {
    const memberId = this.someone();
    this.attempt(
      'role:chair',
      domain.strikeMember({ ...this.chair(), memberId, reason: 'moved away' }, this.story.roll),
    );
  }

  private readmit(): void {
    const back = { memberId: oneOf(this.next, people), ...this.standing(), reason: 'moved back' };
    this.attempt('role:chair', domain.readmitMember({ ...this.chair(), ...back }, this.story.roll, this.story));
  }

  private scope(who: string) {
    const text = oneOf(this.next, scopes);
    const scope = domain.parseScope(text)!;
    const proposalId = scope.kind === 'proposal' ? scope.proposalId : undefined;
    return { command: { ...this.story.by(who), memberId: who, scope }, proposalId };
  }

  private delegate(): void {
    const who = this.someone();
    const { command, proposalId } = this.scope(who);
    const delegates = [...new Set(Array.from({ length: 1 + this.next(3) }, () => this.someone()))];
    const facts = this.story.delegationFacts(proposalId, delegates);
    const expiresAt = this.next(6) === 0 ? { expiresAt: minute(this.story.events.length + 5) } : {};
    this.attempt(
      who,
      domain.setDelegation({ ...command, delegates, ...expiresAt }, this.story.delegations(who), facts),
    );
  }

  private optOut(): void {
    const who = this.someone();
    const { command, proposalId } = this.scope(who);
    const facts = this.story.delegationFacts(proposalId);
    this.attempt(who, domain.optOutOfDelegating(command, this.story.delegations(who), facts));
  }

  private revoke(): void {
    const who = this.someone();
    this.attempt(who, domain.revokeDelegation(this.scope(who).command, this.story.delegations(who)));
  }

  private expire(): void {
    for (const who of people) {
      for (const text of new Set(scopes)) {
        const command = { ...this.story.by('system:deadline'), memberId: who, scope: domain.parseScope(text)! };
        this.attempt('system:deadline', domain.expireDelegation(command, this.story.delegations(who)));
      }
    }
  }

  private decline(): void {
    const who = this.someone();
    const answer = oneOf(this.next, [domain.declineDelegations, domain.acceptDelegations]);
    this.attempt(who, answer({ ...this.story.by(who), memberId: who }, this.story.delegations(who), this.story));
  }

  private vote(): void {
    const [who, proposalId] = [this.someone(), oneOf(this.next, proposals)];
    const choice = oneOf(this.next, ['yes', 'yes', 'no', 'no', 'abstain']);
    const [ballot, facts] = [this.story.ballot(proposalId, who), this.story.ballotFacts(proposalId, who)];
    this.attempt(who, domain.castBallot({ ...this.story.by(who), proposalId, memberId: who, choice }, ballot, facts));
  }

  private takeBack(): void {
    const [who, proposalId] = [this.someone(), oneOf(this.next, proposals)];
    const [ballot, facts] = [this.story.ballot(proposalId, who), this.story.ballotFacts(proposalId, who)];
    this.attempt(who, domain.withdrawBallot({ ...this.story.by(who), proposalId, memberId: who }, ballot, facts));
  }

  private draft(proposalId: string): void {
    const { next, story } = this;
    const area = oneOf(next, areas);
    const policyId = oneOf(next, ['ordinary', 'ordinary', 'special']);
    const wording = {
      title: 'Plànols de la sèquia',
      text: 'Ω e\u0301 😀'.normalize('NFC'),
      options: ['yes', 'no'],
      policyId,
    };
    const options = { ...this.chair(), proposalId, ...wording, ...(area === undefined ? {} : { area }) };
    this.attempt('role:chair', domain.draftProposal(options, story.proposal(proposalId), story));
  }

  private reword(): void {
    const proposalId = oneOf(this.next, proposals);
    const changes = { policyId: oneOf(this.next, ['ordinary', 'special']) };
    const edit = { ...this.chair(), proposalId, editor: { chairs: true }, changes };
    this.attempt('role:chair', domain.editProposal(edit, this.story.proposal(proposalId), this.story));
  }

  private open(proposalId: string): void {
    const command = { ...this.chair(), proposalId, closesAt: minute(50_000) };
    this.attempt('role:chair', domain.openVoting(command, this.story.proposal(proposalId), this.story));
  }

  private close(proposalId: string): void {
    const command = { ...this.story.by('system:deadline', minute(60_000)), proposalId, cause: 'deadline' as const };
    const facts = { policy: undefined, unsettled: undefined };
    this.attempt('system:deadline', domain.closeVoting(command, this.story.proposal(proposalId), facts));
  }

  private certify(proposalId: string): void {
    const { record } = this.story;
    const state = this.story.proposal(proposalId);
    if (state.status !== 'closed') return;
    const facts = {
      result: domain.certifiedResult(record, proposalId),
      policy: domain.policyFor(record.assembly, state),
    };
    this.attempt('role:chair', domain.certifyResult({ ...this.chair(), proposalId }, state, facts));
  }

  private withdraw(): void {
    const proposalId = oneOf(this.next, proposals);
    const command = { ...this.chair(), proposalId, editor: { chairs: true }, reason: 'overtaken' };
    this.attempt('role:chair', domain.withdrawProposal(command, this.story.proposal(proposalId)));
  }

  private adopt(): void {
    const command = {
      ...this.chair(),
      charterVersion: this.story.assembly.charters.length + 1,
      charter: randomCharter(this.next),
    };
    this.attempt('role:chair', domain.adoptCharter(command, this.story.assembly));
  }

  private pause(): void {
    const [head, state] = [{ ...this.chair(), meetingId }, this.story.meeting(meetingId)];
    const outcome =
      state.status === 'paused'
        ? domain.resumeMeeting(head, state)
        : domain.pauseMeeting({ ...head, reason: 'tea' }, state);
    this.attempt('role:chair', outcome);
  }

  private adjourn(): void {
    const facts = { proposal: (id: string) => this.story.proposal(id) };
    this.attempt(
      'role:chair',
      domain.closeMeeting({ ...this.chair(), meetingId }, this.story.meeting(meetingId), facts),
    );
  }

  private enter(): void {
    const memberId = this.someone();
    const command = { ...this.story.by('role:registrar'), meetingId, memberId };
    this.attempt(
      'role:registrar',
      domain.checkIn(command, this.story.presence(memberId), this.story.presenceFacts(meetingId)),
    );
  }

  private leave(): void {
    const memberId = this.someone();
    const command = { ...this.story.by('role:registrar'), meetingId, memberId };
    this.attempt(
      'role:registrar',
      domain.checkOut(command, this.story.presence(memberId), this.story.presenceFacts(meetingId)),
    );
  }

  private show(): void {
    const proposalId = oneOf(this.next, proposals.slice(0, 2));
    const handCountId = uuid(`show of hands ${this.story.events.length}`);
    const command = { ...this.chair(), proposalId, handCountId, meetingId };
    this.attempt(
      'role:chair',
      domain.openHandCount(command, this.story.proposal(proposalId), this.story.handCountFacts(meetingId)),
    );
  }

  /** Two tellers, of whom the second mostly saw what the first did. */
  private hands(): void {
    const proposalId = oneOf(this.next, proposals.slice(0, 2));
    for (let sheet = 0; sheet < 2; sheet += 1) {
      const open = this.story.proposal(proposalId).handCounts?.find(({ status }) => status === 'open');
      if (open === undefined) return;
      const seen = Object.values(open.entered).at(-1);
      const counted = { yes: this.next(3), no: this.next(2), abstain: this.next(2) };
      this.sheet(proposalId, open.id, seen !== undefined && this.next(4) > 0 ? seen : counted);
    }
  }

  private sheet(proposalId: string, handCountId: string, totals: domain.HandTotals): void {
    const tellerId = this.someone();
    const command = { ...this.story.by(tellerId), proposalId, handCountId, tellerId, totals };
    this.attempt(tellerId, domain.enterHandTotals(command, this.story.proposal(proposalId), this.story));
  }

  private escalate(): void {
    const { record } = this.story;
    const proposalId = oneOf(this.next, proposals);
    const state = this.story.proposal(proposalId);
    const facts = { policy: domain.policyFor(record.assembly, state), demands: 2, asked: 3 };
    const command = { ...this.story.by('system:lifecycle'), proposalId, classId: 'clients' };
    this.attempt('system:lifecycle', domain.escalateProposal(command, state, facts));
  }

  private callOff(): void {
    const proposalId = oneOf(this.next, proposals.slice(0, 2));
    const handCountId = this.story.proposal(proposalId).handCounts?.at(-1)?.id;
    if (handCountId === undefined) return;
    const command = { ...this.chair(), proposalId, handCountId, reason: 'a door stood open' };
    this.attempt('role:chair', domain.cancelHandCount(command, this.story.proposal(proposalId)));
  }
}
