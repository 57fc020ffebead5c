import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { closed } from '../kernel/shapes';
import { Charter } from './charter';

export const AssemblyFounded = eventType(
  'AssemblyFounded',
  1,
  'An organisation that decides has begun to keep its log.',
  Type.Object({ name: Type.String({ minLength: 1, maxLength: 120 }) }, closed),
);

export const CharterAdopted = eventType(
  'CharterAdopted',
  1,
  'These rules of procedure hold from here on. Proposals already open keep the version they opened under.',
  Type.Object({ charterVersion: Type.Integer({ minimum: 1 }), charter: Charter }, closed),
);

export type AssemblyEvent = EventOf<typeof AssemblyFounded> | EventOf<typeof CharterAdopted>;
