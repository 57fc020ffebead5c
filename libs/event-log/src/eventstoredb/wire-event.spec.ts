import { leafHashOf } from '../envelope';
import { LogFromNewerRelease, LogUnreadable } from '../errors';
import { headerOf, requireHeader, storedBytesOf, wireEvent } from './wire-event';

const bytes = Buffer.from('{"data":{"10":1,"9":2}}');
const stored = { position: 7, bytes, leafHash: leafHashOf(bytes) };

/** As the server gives back what it was given. */
function received(position: number, data: unknown, leafHash?: Uint8Array) {
  const metadata = leafHash && { leafHash: Buffer.from(leafHash).toString('hex') };
  return { streamId: 'plenum-log-co-op', revision: BigInt(position), type: 'BallotCast', data, metadata };
}

describe('an event on the wire', () => {
  it('comes back as the bytes it went', () => {
    const sent = wireEvent('BallotCast', stored, 'me');

    expect(sent.contentType).toBe('application/octet-stream');
    expect(Buffer.from(sent.data as Uint8Array)).toEqual(bytes);
    expect(storedBytesOf(received(7, sent.data, stored.leafHash))).toEqual({ ...stored, leafHash: stored.leafHash });
  });

  it('has one id, and another for another writer, place or content: the server repeats what it knows by its id', () => {
    const { id } = wireEvent('BallotCast', stored, 'me');
    const other = { ...stored, leafHash: leafHashOf(Buffer.from('{}')) };

    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(wireEvent('BallotCast', stored, 'me').id).toBe(id);
    const others = [
      wireEvent('BallotCast', stored, 'you'),
      wireEvent('BallotCast', { ...stored, position: 8 }, 'me'),
      wireEvent('BallotCast', other, 'me'),
    ];
    expect(new Set([id, ...others.map((one) => one.id)]).size).toBe(4);
  });

  it.each<[string, ReturnType<typeof received>, string]>([
    [
      'other bytes than were hashed',
      received(7, Buffer.from('{}'), stored.leafHash),
      'event 7 does not match its hash',
    ],
    ['no hash', received(7, bytes), 'event 7 does not match its hash'],
    ['half a hash', received(7, bytes, stored.leafHash.subarray(16)), 'event 7 does not match its hash'],
    ['JSON, which the client has read and nobody can hash', received(7, { a: 1 }), 'event 7 was not written by Plenum'],
  ])('is not believed with %s', (_, event, reason) => {
    expect(() => storedBytesOf(event)).toThrow(LogUnreadable);
    expect(() => storedBytesOf(event)).toThrow(reason);
  });
});

describe('the header of a log', () => {
  const headed = (header: object) => {
    const data = Buffer.from(JSON.stringify(header));
    return () => requireHeader('co-op', received(0, data, leafHashOf(data)));
  };

  it('is the one that is written', () => {
    const { bytes: header, leafHash } = headerOf('co-op');

    expect(() => requireHeader('co-op', received(0, header, leafHash))).not.toThrow();
  });

  it('of another assembly, another program or a newer release is refused', () => {
    expect(headed({ assembly: 'guild', format: 1 })).toThrow(LogUnreadable);
    expect(headed({ hello: 'world' })).toThrow(LogUnreadable);
    expect(headed({ assembly: 'co-op', format: 2 })).toThrow(LogFromNewerRelease);
  });
});
