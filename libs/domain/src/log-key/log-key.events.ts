import { Type } from '@sinclair/typebox';
import { eventType, type EventOf } from '../kernel/event-type';
import { closed } from '../kernel/shapes';

/** `<name>+<key id>+<base64 of 33 bytes>` (C2SP signed-note). */
const VerifierKeyText = Type.String({ pattern: '^[^\\s+]+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}$', maxLength: 500 });

/** Nobody's rights change by it, and no count: it is read by whoever checks the signatures of heads. */
export const LogKeyRotated = eventType(
  'LogKeyRotated',
  1,
  'Another key signs the heads of this log from here on. `root` is that of the tree of all events before; `endorsement` is the signature of the old key over it and over both keys.',
  Type.Object(
    {
      oldKey: VerifierKeyText,
      newKey: VerifierKeyText,
      root: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
      endorsement: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$' }),
    },
    closed,
  ),
);

export type LogKeyEvent = EventOf<typeof LogKeyRotated>;
