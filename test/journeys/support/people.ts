import type { Role } from '../../../apps/api/src/platform/access/roles';
import { Client, type Answer, type Json } from './client';
import type { RunningServer } from './running-server';

type Scope = { readonly area?: string; readonly proposalId?: string };

/** Someone on the roll. `id` is the opaque id that clients use. */
export class Member extends Client {
  constructor(
    server: RunningServer,
    token: string,
    readonly name: string,
    readonly id: string,
  ) {
    super(server, token);
  }

  votes(proposalId: string, choice: Json): Promise<Answer> {
    return this.do('castBallot', { proposalId, choice });
  }

  withdrawsBallot(proposalId: string): Promise<Answer> {
    return this.do('withdrawBallot', { proposalId });
  }

  trusts(delegates: readonly Member[], scope: Scope = {}, expiresAt?: string): Promise<Answer> {
    return this.do('setDelegation', { scope, delegates: delegates.map(({ id }) => id), expiresAt });
  }

  revokes(scope: Scope = {}): Promise<Answer> {
    return this.do('revokeDelegation', { scope });
  }

  /** Where this member's voice is on a proposal. */
  async voiceOn(proposalId: string): Promise<Json> {
    const query = `query ($id: ID!) { proposal(id: $id) { myVoice {
      fate path { name } voter { name } choice scope optedOut hiddenScopes skipped { delegate { name } rank why } } } }`;
    return (await this.read(query, { id: proposalId })).proposal.myVoice;
  }
}

export interface NewPerson {
  readonly name: string;
  readonly classId?: string;
  readonly weight?: string;
  readonly votes?: boolean;
}

/** An assembly with its officers and the people it was given. */
export class Assembly {
  private constructor(
    readonly server: RunningServer,
    /** The id in tokens; the opaque id is `globalId('Assembly', id)`. */
    readonly id: string,
    readonly chair: Client,
    readonly registrar: Client,
    readonly auditor: Client,
  ) {}

  /** The officers of an assembly that exists. */
  static async officersOf(server: RunningServer, id: string): Promise<Assembly> {
    const as = async (role: Role) => new Client(server, await server.tokenFor({ assemblyId: id, roles: [role] }));
    return new Assembly(server, id, await as('chair'), await as('registrar'), await as('auditor'));
  }

  async enrol(people: readonly (string | NewPerson)[]): Promise<Member[]> {
    const members = people.map((one) => (typeof one === 'string' ? { name: one } : one));
    const answer = await this.registrar.do('enrolMembers', { members });
    return Promise.all(
      (answer['members'] as { id: string; name: string }[]).map(({ id, name }) => this.member(id, name)),
    );
  }

  async member(id: string, name: string, roles: readonly Role[] = ['member']): Promise<Member> {
    const token = await this.server.tokenFor({ assemblyId: this.id, roles, memberId: localIdOf(id) });
    return new Member(this.server, token, name, id);
  }

  /** Opaque id of a new draft. */
  async draft(title: string, wording: Json = {}): Promise<string> {
    const answer = await this.chair.do('draftProposal', { title, policyId: 'ordinary', ...wording });
    return answer['proposal'].id as string;
  }

  /** Opaque id of a new proposal whose voting is open. */
  async open(title: string, wording: Json = {}, closesAt?: string): Promise<string> {
    const proposalId = await this.draft(title, wording);
    await this.chair.do('openVoting', { proposalId, closesAt });
    return proposalId;
  }

  /** Opaque id of a meeting in session with these proposals on its agenda, and with these members in its hall. */
  async meet(proposals: readonly string[], present: readonly Member[] = []): Promise<string> {
    const agenda = proposals.map((proposalId) => ({ title: 'A point', proposalId }));
    const answer = await this.chair.do('conveneMeeting', {
      title: 'Assembly',
      startsAt: this.server.clock.in(0),
      agenda,
    });
    const meetingId = answer['meeting'].id as string;
    await this.chair.do('openMeeting', { meetingId });
    for (const { id } of present) await this.registrar.do('checkIn', { meetingId, memberId: id });
    return meetingId;
  }

  /** A member with a token to count hands with. */
  teller({ id, name }: Member): Promise<Member> {
    return this.member(id, name, ['teller']);
  }

  /** Somebody without a token. */
  get stranger(): Client {
    return new Client(this.server, undefined);
  }

  /** The opaque id of the assembly itself. */
  get globalId(): string {
    return Buffer.from(`Assembly:${this.id}`).toString('base64url');
  }

  close(proposalId: string): Promise<Answer> {
    return this.chair.do('closeVoting', { proposalId, reason: 'Everybody has spoken' });
  }

  /** The log's own length, which no view can delay. */
  async head(): Promise<number> {
    return (await this.auditor.read('{ history(first: 1) { totalCount } }')).history.totalCount as number;
  }

  /** All events, oldest first. */
  async history(args: { readonly proposalId?: string; readonly memberId?: string } = {}): Promise<Json[]> {
    const query = `query ($proposalId: ID, $memberId: ID, $after: String) {
      history(proposalId: $proposalId, memberId: $memberId, first: 200, after: $after) {
        edges { node { position type stream at actor data leafHash } } pageInfo { hasNextPage endCursor } } }`;
    const events: Json[] = [];
    for (let after: string | undefined; ;) {
      const { history } = await this.auditor.read(query, { ...args, ...(after === undefined ? {} : { after }) });
      events.push(...history.edges.map(({ node }: Json) => node));
      if (!history.pageInfo.hasNextPage) return events;
      after = history.pageInfo.endCursor;
    }
  }

  /** The whole tally, now or at a past position. */
  async tally(proposalId: string, position?: number): Promise<Json> {
    const query = `query ($proposalId: ID!, $position: Int) {
      tally(proposalId: $proposalId, position: $position) { ${TALLY} } }`;
    return (await this.auditor.read(query, { proposalId, position })).tally;
  }

  async proposal(proposalId: string): Promise<Json> {
    const query = `query ($id: ID!) { proposal(id: $id) {
      title text area status closesAt closedBy reason charterVersion rollRevision rollAmendments { kind reason memberId position }
      result { outcome winners entitled valid undelivered quorum countDigest closedPosition } } }`;
    return (await this.auditor.read(query, { id: proposalId })).proposal;
  }
}

export const TALLY = `position final outcome winners scores { option score } entitled valid own carried handCount
  undelivered { total cycle deadEnd cap damping } voters members quorum conditions { kind asks have of needs held }
  byClass { group entitled valid own carried scores { option score } } byChannel { group valid own carried handCount }`;

/** What stands behind an opaque id: only the log's own tools need it. */
export function localIdOf(id: string): string {
  return Buffer.from(id, 'base64url').toString('utf8').split(':')[1]!;
}
