import { Module } from '@nestjs/common';
import { TalliesModule } from '../tallies/tallies.module';
import { FoundTurningPoints } from './turning-points/found-turning-points';
import { TurningPointsQuery } from './turning-points/turning-points.query';
import { WhatIfQuery } from './what-if/what-if.query';

@Module({ imports: [TalliesModule], providers: [FoundTurningPoints, TurningPointsQuery, WhatIfQuery] })
export class SimulationModule {}
