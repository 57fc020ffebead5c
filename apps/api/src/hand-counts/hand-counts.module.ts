import { Module } from '@nestjs/common';
import { CancelHandCountHandler } from './cancel-hand-count/cancel-hand-count.handler';
import { CancelHandCountMutation } from './cancel-hand-count/cancel-hand-count.mutation';
import { EnterHandTotalsHandler } from './enter-hand-totals/enter-hand-totals.handler';
import { EnterHandTotalsMutation } from './enter-hand-totals/enter-hand-totals.mutation';
import { HandCountNotedFields, HandCountsOfProposal } from './hand-counts-of/hand-counts.resolvers';
import { OpenHandCountHandler } from './open-hand-count/open-hand-count.handler';
import { OpenHandCountMutation } from './open-hand-count/open-hand-count.mutation';

@Module({
  providers: [
    OpenHandCountHandler,
    OpenHandCountMutation,
    EnterHandTotalsHandler,
    EnterHandTotalsMutation,
    CancelHandCountHandler,
    CancelHandCountMutation,
    HandCountsOfProposal,
    HandCountNotedFields,
  ],
})
export class HandCountsModule {}
