import { Module } from '@nestjs/common';
import { AppointToCommissionHandler } from './appoint/appoint-to-commission.handler';
import { AppointToCommissionMutation } from './appoint/appoint-to-commission.mutation';
import { CommissionsQuery } from './commissions-of/commissions.query';
import { DismissFromCommissionHandler } from './dismiss/dismiss-from-commission.handler';
import { DismissFromCommissionMutation } from './dismiss/dismiss-from-commission.mutation';

@Module({
  providers: [
    AppointToCommissionHandler,
    AppointToCommissionMutation,
    DismissFromCommissionHandler,
    DismissFromCommissionMutation,
    CommissionsQuery,
  ],
})
export class CommissionsModule {}
