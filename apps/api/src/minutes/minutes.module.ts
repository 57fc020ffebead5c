import { Module } from '@nestjs/common';
import { Minutes } from './minutes';
import { MinutesQuery } from './minutes.query';

@Module({ providers: [Minutes, MinutesQuery] })
export class MinutesModule {}
