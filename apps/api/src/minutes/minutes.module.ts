import { Module } from '@nestjs/common';
import { Minutes } from './minutes';
import { MinutesQuery } from './minutes.query';
import { Press } from './press';

@Module({ providers: [Minutes, MinutesQuery, Press] })
export class MinutesModule {}
