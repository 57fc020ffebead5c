import { hash, randomBytes } from 'node:crypto';
import { globalId } from '../platform/graphql/global-id';

/** Crockford's base 32: no letter that is read as a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits: far more than anyone can try during a meeting. */
const CHARACTERS = 12;
const GROUP = 4;

/** Whose code it is, and for which meeting. */
export interface Door {
  readonly assemblyId: string;
  readonly meetingId: string;
  readonly memberId: string;
}

/** A new code, as it is printed: `7K2M-Q0XD-93TB`. */
export function newHallCode(): string {
  const characters = Array.from(randomBytes(CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length]);
  return characters.join('').replace(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-');
}

/** SHA-256 of a code with its door, so that one guess is about one member only. Reads a code as people write it. */
export function hallCodeDigest({ meetingId, memberId }: Door, code: string): string {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const meant = plain.replace(/O/g, '0').replace(/[IL]/g, '1');
  return hash('sha256', `${meetingId} ${memberId} ${meant}`, 'hex');
}

/** What a QR code says: everything that `checkInWithCode` asks for, for a phone that knows nothing yet. */
export function ticketFor({ assemblyId, meetingId, memberId }: Door, code: string): string {
  const parts = new URLSearchParams({
    assembly: globalId('Assembly', assemblyId),
    meeting: globalId('Meeting', meetingId),
    member: globalId('Member', memberId),
    code,
  });
  return `plenum:check-in?${parts}`;
}
