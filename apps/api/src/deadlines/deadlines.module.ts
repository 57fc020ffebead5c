import { Module } from '@nestjs/common';
import { Deadlines } from './deadlines';

@Module({
  providers: [Deadlines],
})
export class DeadlinesModule {}
