import { Module } from '@nestjs/common';
import { TalliesModule } from '../tallies/tallies.module';
import { AcceptDelegationsHandler } from './accept-delegations/accept-delegations.handler';
import { AcceptDelegationsMutation } from './accept-delegations/accept-delegations.mutation';
import { DeclineDelegationsHandler } from './decline-delegations/decline-delegations.handler';
import { DeclineDelegationsMutation } from './decline-delegations/decline-delegations.mutation';
import { ExpireDelegationHandler } from './expire-delegation/expire-delegation.handler';
import { OptOutOfDelegatingHandler } from './opt-out/opt-out.handler';
import { OptOutOfDelegatingMutation } from './opt-out/opt-out.mutation';
import { RevokeDelegationHandler } from './revoke-delegation/revoke-delegation.handler';
import { RevokeDelegationMutation } from './revoke-delegation/revoke-delegation.mutation';
import { SetDelegationHandler } from './set-delegation/set-delegation.handler';
import { SetDelegationMutation } from './set-delegation/set-delegation.mutation';
import { DelegationRecordedResolver, MeQuery } from './my-delegations/me.query';

@Module({
  imports: [TalliesModule],
  providers: [
    AcceptDelegationsHandler,
    AcceptDelegationsMutation,
    DeclineDelegationsHandler,
    DeclineDelegationsMutation,
    ExpireDelegationHandler,
    OptOutOfDelegatingHandler,
    OptOutOfDelegatingMutation,
    RevokeDelegationHandler,
    RevokeDelegationMutation,
    SetDelegationHandler,
    SetDelegationMutation,
    DelegationRecordedResolver,
    MeQuery,
  ],
})
export class DelegationsModule {}
