import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';

/** Relay connections: pages that stay stable while events arrive, because cursors name things and not offsets. */
@ObjectType('PageInfo')
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;
  @Field(() => Boolean)
  hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true })
  startCursor?: string;
  @Field(() => String, { nullable: true })
  endCursor?: string;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many to return, 1 to 200.' })
  @IsInt()
  @Min(1)
  @Max(200)
  first: number = 20;

  @Field(() => String, { nullable: true, description: 'Continue after this cursor.' })
  @IsOptional()
  @IsString()
  after?: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}
export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number;
}

/** The GraphQL types `<Name>Connection` and `<Name>Edge` for a node type. */
export function connectionType<T>(name: string, node: () => Type<T>): Type<Connection<T>> {
  @ObjectType(`${name}Edge`)
  class EdgeType {
    @Field(() => String)
    cursor!: string;
    @Field(node)
    node!: T;
  }
  @ObjectType(`${name}Connection`)
  class ConnectionType {
    @Field(() => [EdgeType])
    edges!: EdgeType[];
    @Field(() => PageInfo)
    pageInfo!: PageInfo;
    @Field(() => Int)
    totalCount!: number;
  }
  return ConnectionType as unknown as Type<Connection<T>>;
}

const encode = (key: string) => Buffer.from(key).toString('base64url');
const decode = (cursor: string) => Buffer.from(cursor, 'base64url').toString('utf8');

/** One page of an ordered list. `keyOf` must be unique; `compare` orders keys as the list is ordered. */
export function pageOf<T>(
  all: readonly T[],
  { first, after }: PageArgs,
  keyOf: (item: T) => string,
  compare: (a: string, b: string) => number,
): Connection<T> {
  const from = after == null ? 0 : firstAfter(all, decode(after), keyOf, compare);
  const page = all.slice(from, from + first);
  const edges = page.map((node) => ({ cursor: encode(keyOf(node)), node }));
  const ends = edges.length === 0 ? {} : { startCursor: edges[0]!.cursor, endCursor: edges.at(-1)!.cursor };
  const pageInfo = { hasNextPage: from + page.length < all.length, hasPreviousPage: from > 0, ...ends };
  return { edges, pageInfo, totalCount: all.length };
}

/** Halves the list until one place is left: `compare` must order the keys as the list is ordered. */
function firstAfter<T>(
  all: readonly T[],
  key: string,
  keyOf: (item: T) => string,
  compare: (a: string, b: string) => number,
): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(keyOf(all[middle]!), key) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The same page with each node as a client sees it: only what is on the page is looked up. */
export function nodesAs<T, Node>(page: Connection<T>, seen: (item: T) => Node): Connection<Node> {
  return { ...page, edges: page.edges.map(({ cursor, node }) => ({ cursor, node: seen(node) })) };
}

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
export const byNumber = (a: string, b: string): number => Number(a) - Number(b);
