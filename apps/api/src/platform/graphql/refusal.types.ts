import { createUnionType, Field, InterfaceType, ObjectType } from '@nestjs/graphql';
import { isRefusal, refusals, type Outcome, type Refusal, type RefusalName } from '@plenum/domain';
import type { Type } from '@nestjs/common';

/** The rules said no. One type for each unmet obligation, so that a client can branch on `__typename`. */
@InterfaceType('Refusal', {
  description: 'The rules said no and nothing was recorded. The type names the obligation that was not met.',
  resolveType: (refusal: Refusal) => refusal.refusal,
})
export abstract class RefusalInterface {
  @Field(() => String, { description: 'What is missing, in words a member can act on.' })
  message!: string;

  @Field(() => String, {
    description: 'The input field at fault, such as `delegates[1]`; empty when it is the situation.',
  })
  field!: string;
}

function refusalType(name: string, description: string): Type<Refusal> {
  class RefusalObject extends RefusalInterface {}
  Object.defineProperty(RefusalObject, 'name', { value: name });
  ObjectType(name, { implements: () => RefusalInterface, description })(RefusalObject);
  return RefusalObject as unknown as Type<Refusal>;
}

/** One GraphQL type for each line of the domain's list of refusals. */
export const refusalTypes = Object.fromEntries(
  Object.entries(refusals).map(([name, sentence]) => [name, refusalType(name, sentence)]),
) as unknown as Record<RefusalName, Type<Refusal>>;

/** The refusals that a decision can come to, read off its type. */
export type RefusalsOf<Decide extends (...args: never[]) => unknown> =
  ReturnType<Decide> extends Outcome<infer _Event, infer Name> ? Name : never;

/** Every command can meet these two, whatever it decides. */
const everywhere: readonly RefusalName[] = ['InputMustBeValid', 'CommandIdMustBeFresh'];

/**
 * The result of a mutation: what was recorded, or one of the refusals of its decision. The compiler asks for every
 * refusal of `Name` by name; one more in the decision is one more here, or the build fails.
 */
export function resultUnion<Name extends RefusalName>(
  name: string,
  recorded: Type,
  possible: Readonly<Record<Exclude<Name, 'InputMustBeValid' | 'CommandIdMustBeFresh'>, true>>,
): object {
  const names = [...(Object.keys(possible) as RefusalName[]), ...everywhere];
  return createUnionType({
    name,
    types: () => [recorded, ...names.map((one) => refusalTypes[one])],
    resolveType: (value: object) => (isRefusal(value) ? refusalTypes[value.refusal] : recorded),
  }) as object;
}
