import { Module } from '@nestjs/common';
import { EnactmentModule } from '../enactment/enactment.module';
import { Deadlines } from './deadlines';

@Module({
  imports: [EnactmentModule],
  providers: [Deadlines],
})
export class DeadlinesModule {}
