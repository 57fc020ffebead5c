import { randomUUID } from 'node:crypto';
import { rawId } from '../../data-folder/ids';
import { GraphqlClient } from '../../server/graphql-client';
import { SERVER_AUDIENCE, Tokens, type Role } from '../../server/server-parts';
import { charter } from './agenda';
import { Ledger } from './ledger';
import { Speaker } from './speaker';

/** How many people: a hall of 500 and 2,000 online, for instance. */
export interface Size {
  readonly hall: number;
  readonly online: number;
}

export interface Person {
  /** As GraphQL writes it. */
  readonly id: string;
  readonly name: string;
}

export interface Crowd {
  readonly hall: readonly Person[];
  readonly online: readonly Person[];
  /** Guests, who count hands and have none of their own. */
  readonly tellers: readonly [Person, Person];
}

/** A server, and the data folder whose key makes the tokens. */
export interface HallServer {
  readonly url: string;
  readonly folder: string;
}

export const ASSEMBLY_NAME = 'Cooperativa Integral Vall Alta';
const HOURS_3_SECONDS = 3 * 3600;
const MOST_ENROLLED_AT_ONCE = 1000;

/** An assembly newly founded for one meeting: its officers and its people, each with a token of their own, and what they keep of it. */
export class Gathering {
  readonly ledger = new Ledger();
  private readonly clients = new Map<string, Promise<GraphqlClient>>();

  private constructor(
    private readonly server: HallServer,
    readonly assemblyId: string,
    readonly crowd: Crowd,
    private readonly tokens: Tokens,
    private readonly interrupted: AbortSignal,
  ) {}

  static async found(server: HallServer, size: Size, interrupted: AbortSignal): Promise<Gathering> {
    const tokens = Tokens.in(server.folder);
    const assemblyId = randomUUID();
    const office = async (role: Role, audience: string = assemblyId) => {
      const grant = { assemblyId: audience, roles: [role], lifetimeSeconds: HOURS_3_SECONDS };
      return new Speaker(new GraphqlClient(server.url, await tokens.issue(grant), interrupted));
    };
    const founder = await office('admin', SERVER_AUDIENCE);
    await founder.say('foundAssembly', { name: ASSEMBLY_NAME, charter }, assemblyId);
    const crowd = await enrol(await office('registrar'), size);
    return new Gathering(server, assemblyId, crowd, tokens, interrupted);
  }

  /** Ids of everybody whose vote binds. */
  get voters(): readonly string[] {
    return [...this.crowd.hall, ...this.crowd.online].map(({ id }) => id);
  }

  chair(): Promise<Speaker> {
    return this.officer('chair');
  }

  registrar(): Promise<Speaker> {
    return this.officer('registrar');
  }

  async member({ id }: Person): Promise<Speaker> {
    return new Speaker(await this.client('member', id));
  }

  async teller({ id }: Person): Promise<Speaker> {
    return new Speaker(await this.client('teller', id));
  }

  /** A client of its own for the screen in the hall. */
  projector(): Promise<GraphqlClient> {
    return this.client('auditor');
  }

  async close(): Promise<void> {
    await Promise.all([...this.clients.values()].map(async (client) => (await client).close()));
  }

  private async officer(role: Role): Promise<Speaker> {
    return new Speaker(await this.client(role));
  }

  private client(role: Role, memberId?: string): Promise<GraphqlClient> {
    const key = `${role} ${memberId ?? ''}`;
    const known = this.clients.get(key);
    if (known !== undefined) return known;
    const made = this.make(role, memberId);
    this.clients.set(key, made);
    return made;
  }

  private async make(role: Role, memberId: string | undefined): Promise<GraphqlClient> {
    const { assemblyId } = this;
    const who = memberId === undefined ? {} : { memberId: rawId('Member', memberId) };
    const token = await this.tokens.issue({ assemblyId, roles: [role], lifetimeSeconds: HOURS_3_SECONDS, ...who });
    return new GraphqlClient(this.server.url, token, this.interrupted);
  }
}

async function enrol(registrar: Speaker, { hall, online }: Size): Promise<Crowd> {
  const people: Person[] = [];
  const everybody = [
    ...Array.from({ length: hall }, (_, index) => ({ name: `Hall ${index + 1}` })),
    ...Array.from({ length: online }, (_, index) => ({ name: `Online ${index + 1}` })),
    ...['Tomàs Font', 'Teresa Sala'].map((name) => ({ name, votes: false })),
  ];
  for (let from = 0; from < everybody.length; from += MOST_ENROLLED_AT_ONCE) {
    const members = everybody.slice(from, from + MOST_ENROLLED_AT_ONCE);
    const answer = await registrar.do<{ members: Person[] } & Awaited<ReturnType<Speaker['do']>>>('enrolMembers', {
      members,
    });
    people.push(...answer.members);
  }
  const tellers = people.slice(-2) as [Person, Person];
  return { hall: people.slice(0, hall), online: people.slice(hall, -2), tellers };
}
