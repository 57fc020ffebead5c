import { Module } from '@nestjs/common';
import { CastBallotHandler } from './cast-ballot/cast-ballot.handler';
import { CastBallotMutation } from './cast-ballot/cast-ballot.mutation';
import { WithdrawBallotHandler } from './withdraw-ballot/withdraw-ballot.handler';
import { WithdrawBallotMutation } from './withdraw-ballot/withdraw-ballot.mutation';

@Module({
  providers: [CastBallotHandler, CastBallotMutation, WithdrawBallotHandler, WithdrawBallotMutation],
})
export class BallotsModule {}
