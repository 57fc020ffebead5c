import type { DemoCast } from '../../../api/src/demo/cast';
import { rawId } from '../data-folder/ids';
import type { GraphqlClient } from '../server/graphql-client';
import { Stopped } from '../terminal/stopped';

export interface Person {
  /** As GraphQL writes it. */
  readonly id: string;
  /** As the log and the tokens have it. */
  readonly memberId: string;
  readonly name: string;
}

/** Who plays whom. */
export interface People {
  readonly chair: Person;
  readonly aina: Person;
  readonly tomas: Person;
  readonly nuria: Person;
  readonly circle: readonly [Person, Person, Person];
  readonly crowd: readonly Person[];
  readonly everybody: readonly Person[];
}

interface Page {
  readonly members: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly name: string | null; readonly votes: boolean };
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const MEMBERS = `
  query Members($after: String) {
    members(first: 200, after: $after) {
      edges { node { id name votes } }
      pageInfo { hasNextPage endCursor }
    }
  }`;

const FEWEST_VOTERS = 60;

export async function castThePlay(client: GraphqlClient, cast: DemoCast): Promise<People> {
  const { everybody, voters } = await readRoll(client);
  const called = (memberId: string) => voters.find((person) => person.memberId === memberId);
  const [chair, tomas, aina] = [cast.chair, cast.delegate, cast.member].map(({ memberId }) => called(memberId));
  if (chair === undefined || tomas === undefined || aina === undefined || voters.length < FEWEST_VOTERS) {
    throw new Stopped('DEMO_CHANGED', 'the demo assembly has changed too much for the play: its people are missing');
  }
  const free = voters.filter((person) => ![chair, tomas, aina].includes(person));
  const nuria = free.find((person) => givenName(person) === 'Núria') ?? free[0]!;
  const others = free.filter((person) => person !== nuria);
  const circle = others.slice(-12, -9) as [Person, Person, Person];
  const crowd = others.slice(0, -12);
  return { chair, tomas, aina, nuria, circle, crowd, everybody };
}

async function readRoll(client: GraphqlClient) {
  const everybody: Person[] = [];
  const voters: Person[] = [];
  for (let cursor: string | null = null, more = true; more;) {
    const { members }: Page = await client.ask<Page>(MEMBERS, cursor === null ? {} : { after: cursor });
    for (const { node } of members.edges) {
      const person = { id: node.id, memberId: rawId('Member', node.id), name: node.name ?? 'somebody' };
      everybody.push(person);
      if (node.votes) voters.push(person);
    }
    ({ hasNextPage: more, endCursor: cursor } = members.pageInfo);
  }
  return { everybody, voters };
}

export function givenName({ name }: { readonly name: string | null }): string {
  return (name ?? 'somebody').split(' ')[0]!;
}
