import { Module } from '@nestjs/common';
import { EnactOnCharterHandler } from './enact-on-charter/enact-on-charter.handler';
import { EnactOnRollHandler } from './enact-on-roll/enact-on-roll.handler';
import { Enactment } from './enactment';
import { RecordEnactmentHandler } from './record-enactment/record-enactment.handler';

/** What follows from an adopted proposal by itself. */
@Module({
  providers: [Enactment, EnactOnRollHandler, EnactOnCharterHandler, RecordEnactmentHandler],
  exports: [Enactment],
})
export class EnactmentModule {}
