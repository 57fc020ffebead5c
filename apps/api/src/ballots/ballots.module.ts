import { Module } from '@nestjs/common';
import { CastBallotHandler } from './cast-ballot/cast-ballot.handler';
import { CastBallotMutation } from './cast-ballot/cast-ballot.mutation';
import { CastNamedBallotHandler } from './cast-named-ballot/cast-named-ballot.handler';
import { CastNamedBallotMutation } from './cast-named-ballot/cast-named-ballot.mutation';
import { OwnBallotResolver } from './own-ballot/own-ballot.resolver';
import { VoiceTellerResolver } from './own-ballot/voice-teller.resolver';
import { WithdrawBallotHandler } from './withdraw-ballot/withdraw-ballot.handler';
import { WithdrawBallotMutation } from './withdraw-ballot/withdraw-ballot.mutation';

@Module({
  providers: [
    CastBallotHandler,
    CastBallotMutation,
    CastNamedBallotHandler,
    CastNamedBallotMutation,
    WithdrawBallotHandler,
    WithdrawBallotMutation,
    OwnBallotResolver,
    VoiceTellerResolver,
  ],
})
export class BallotsModule {}
