import { encodeEvents, leafHashOf, MAX_EVENT_BYTES } from './envelope';
import { UnstorableEvent } from './errors';

const DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const COMMAND = {
  stream: 'ballots-ada',
  expectedRevision: 2,
  events: [{ type: 'BallotCast', version: 1, data: { proposal: 'new-roof', choice: 'sí' } }],
  commandId: 'c-1',
  commandDigest: DIGEST,
  actor: 'ada',
  at: '2026-11-24T12:00:00.000Z',
};

const STORED =
  '{"actor":"ada","assembly":"co-op","at":"2026-11-24T12:00:00.000Z","command":"c-1",' +
  `"commandDigest":"${DIGEST}","data":{"choice":"sí","proposal":"new-roof"},` +
  '"revision":3,"stream":"ballots-ada","type":"BallotCast","version":1}';

describe('the stored form of an event', () => {
  it('is these bytes and this hash, for as long as format 1 lives', () => {
    const [event] = encodeEvents('co-op', COMMAND);

    expect(Buffer.from(event!.bytes).toString()).toBe(STORED);
    // Computed with another tool: printf '\0%s' "$stored" | sha256sum
    expect(Buffer.from(event!.leafHash).toString('hex')).toBe(
      'c1dc76afcbde3ee1161fa904a424a20231407065fe406b4c2c3c39bb4fb930fe',
    );
    expect(leafHashOf(event!.bytes)).toEqual(event!.leafHash);
  });

  it('hashes a leaf as RFC 6962 does: the empty leaf is SHA-256 of one zero byte', () => {
    expect(Buffer.from(leafHashOf(new Uint8Array())).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('has an upper size', () => {
    const text = 'x'.repeat(MAX_EVENT_BYTES);
    const events = [{ type: 'CommentMade', version: 1, data: { text } }];

    expect(() => encodeEvents('co-op', { ...COMMAND, events })).toThrow(UnstorableEvent);
    expect(() => encodeEvents('co-op', { ...COMMAND, events })).toThrow(
      expect.objectContaining({ path: '$.events[0]' }),
    );
  });
});
