import { Module } from '@nestjs/common';
import { HistoryQuery } from './history.query';

@Module({
  providers: [HistoryQuery],
})
export class HistoryModule {}
