/** Applies property decorators by hand: plain JavaScript has no syntax for them yet, and this bench has no build step. */
export function fields(type, decorators) {
  for (const [name, applied] of Object.entries(decorators))
    for (const decorate of applied) decorate(type.prototype, name);
}

/** The code-first GraphQL types, declared on the given copy of Nest. */
export function declareTypes(load) {
  const { Field, ID, InputType, Int, ObjectType } = load('@nestjs/graphql');
  const { IsIn, IsInt, IsUUID, Length, Min } = load('class-validator');

  class CastBallotInput {}
  fields(CastBallotInput, {
    commandId: [Field(() => ID), IsUUID()],
    proposal: [Field(() => String), Length(1, 80)],
    choice: [Field(() => String), IsIn(['yes', 'no', 'abstain'])],
    weight: [Field(() => Int), IsInt(), Min(1)],
  });
  InputType('CastBallotInput')(CastBallotInput);

  class BallotReceipt {}
  fields(BallotReceipt, {
    commandId: [Field(() => ID)],
    choice: [Field(() => String)],
    position: [Field(() => Int)],
  });
  ObjectType('BallotReceipt')(BallotReceipt);

  class Tally {}
  fields(Tally, {
    position: [Field(() => Int)],
    yes: [Field(() => Int)],
    no: [Field(() => Int)],
    abstain: [Field(() => Int)],
    publishedAtNanos: [Field(() => String)],
  });
  ObjectType('Tally')(Tally);

  return { CastBallotInput, BallotReceipt, Tally };
}
