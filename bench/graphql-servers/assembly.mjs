import { BallotBox } from './ballot-box.mjs';
import { declareTypes } from './types.mjs';

class CastBallot {
  constructor(input) {
    this.input = input;
  }
}

function declareHandler(load, publish) {
  const box = new BallotBox();
  class CastBallotHandler {
    async execute({ input }) {
      const receipt = box.cast(input);
      publish(box.tally());
      return receipt;
    }
  }
  load('@nestjs/cqrs').CommandHandler(CastBallot)(CastBallotHandler);
  return CastBallotHandler;
}

function declareResolver(load, tallies) {
  const { Args, Mutation, Query, Resolver, Subscription } = load('@nestjs/graphql');
  const { CommandBus } = load('@nestjs/cqrs');
  const { CastBallotInput, BallotReceipt, Tally } = declareTypes(load);

  class BallotsResolver {
    constructor(bus) {
      this.bus = bus;
    }
    ready() {
      return true;
    }
    castBallot(input) {
      return this.bus.execute(new CastBallot(input));
    }
    tallyChanged() {
      return tallies();
    }
  }
  const method = (name) => [
    BallotsResolver.prototype,
    name,
    Object.getOwnPropertyDescriptor(BallotsResolver.prototype, name),
  ];
  load('@nestjs/common').Inject(CommandBus)(BallotsResolver, undefined, 0);
  Query(() => Boolean)(...method('ready'));
  Mutation(() => BallotReceipt)(...method('castBallot'));
  Args('input', { type: () => CastBallotInput })(BallotsResolver.prototype, 'castBallot', 0);
  // What the compiler would emit for a typed parameter; the validation pipe reads it.
  Reflect.defineMetadata('design:paramtypes', [CastBallotInput], BallotsResolver.prototype, 'castBallot');
  Subscription(() => Tally)(...method('tallyChanged'));
  Resolver()(BallotsResolver);
  return BallotsResolver;
}

/** The whole assembly as one Nest module: validated mutation, CommandBus, handler in memory, subscription. */
export function declareAssembly(load, graphqlOptions) {
  const { PubSub } = load('graphql-subscriptions');
  const { EventEmitter } = load('node:events');
  const pubSub = new PubSub({ eventEmitter: new EventEmitter().setMaxListeners(0) });
  const resolver = declareResolver(load, () => pubSub.asyncIterableIterator('tallyChanged'));
  const handler = declareHandler(load, (tallyChanged) => pubSub.publish('tallyChanged', { tallyChanged }));

  class AssemblyModule {}
  load('@nestjs/common').Module({
    imports: [
      load('@nestjs/cqrs').CqrsModule.forRoot(),
      load('@nestjs/graphql').GraphQLModule.forRoot({ autoSchemaFile: true, path: '/graphql', ...graphqlOptions }),
    ],
    providers: [resolver, handler],
  })(AssemblyModule);
  return AssemblyModule;
}
