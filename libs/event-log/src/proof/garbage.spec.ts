import * as fc from 'fast-check';
import { leafHashOf } from '../envelope';
import { LogAudit } from './audit/log-audit';
import { ProofMalformed } from './malformed';
import { leavesOf } from './merkle/given.contract';
import { parseCheckpoint, signCheckpoint } from './note/checkpoint';
import { cosign } from './note/cosignature';
import { KeyKind, SignerKey, VerifierKey } from './note/note-key';
import { parsePolicy } from './note/policy';
import { notesIn, parseNote } from './note/signed-note';
import { formatProof, parseProof } from './note/tlog-proof';
import { formatBundle, parseBundle } from './tiles/entry-bundle';

/** Whatever comes in from outside is either read or malformed: nothing else is thrown, and nothing hangs. */

const RUNS = process.env['PLENUM_LONG'] === '1' ? 100_000 : 1_000;
const log = SignerKey.generate('plenum.local/co-op', KeyKind.note);
const witness = SignerKey.generate('peer.example', KeyKind.cosignature);
const checkpoint = signCheckpoint({ size: 3, root: leavesOf(1)[0]! }, log);
const cosigned = cosign(Buffer.from(checkpoint), log.verifier, witness, { proof: [], at: 1 });

/** Good ones to begin with: a random change of a good one gets further than random bytes. */
const good: readonly Buffer[] = [
  checkpoint,
  'note' in cosigned ? cosigned.note : '',
  formatProof({ extra: Buffer.from('{}'), index: 1, path: leavesOf(2) }, checkpoint),
  `log ${log.verifier}\nwitness a ${witness.verifier}\ngroup g any a\nquorum g\n`,
  log.verifier.toString(),
  log.toSecret(),
  '{"actor":"a","assembly":"b","at":"2026-11-24T12:00:00.000Z","data":{}}',
].map((text) => Buffer.from(text));

const cut = fc
  .tuple(fc.constantFrom(...good), fc.nat(), fc.nat())
  .map(([bytes, from, to]) => bytes.subarray(from % bytes.length, to % bytes.length));
const changed = fc
  .tuple(fc.constantFrom(...good), fc.nat(), fc.uint8Array({ maxLength: 4 }), fc.nat({ max: 4 }))
  .map(([bytes, at, put, drop]) => {
    const place = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + drop)]);
  });
const anything = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => Buffer.from(text)),
  cut,
  changed,
);

function readOrMalformed(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
  }
}

describe('garbage', () => {
  it.each<[string, (bytes: Buffer) => unknown]>([
    ['note', parseNote],
    ['list of notes', (bytes) => notesIn(bytes.toString())],
    ['checkpoint', parseCheckpoint],
    ['proof', parseProof],
    ['policy', (bytes) => parsePolicy(bytes.toString('latin1'))],
    ['verifier key', (bytes) => VerifierKey.parse(bytes.toString())],
    ['signing key', (bytes) => SignerKey.parse(bytes.toString())],
    ['bundle', (bytes) => parseBundle('entries', bytes, 3)],
    ['bundle of long entries', (bytes) => parseBundle('long-entries', bytes, 3)],
    ['cosigned head', (bytes) => cosign(bytes, log.verifier, witness, { proof: [], at: 1 })],
  ])('for a %s is read, or is malformed', (_what, read) => {
    fc.assert(
      fc.property(anything, (bytes) => readOrMalformed(() => read(bytes))),
      { numRuns: RUNS },
    );
  });

  it('for an event is a finding', () => {
    fc.assert(
      fc.property(anything, (bytes) => {
        const { findings } = new LogAudit([]).take({ position: 1, bytes, leafHash: leafHashOf(bytes) });
        expect(findings).toHaveLength(1);
      }),
      { numRuns: RUNS },
    );
  });

  it('between the entries of a bundle is never taken for an entry', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 5 }), (entries) => {
        expect(parseBundle('entries', formatBundle(entries), entries.length).map((one) => [...one])).toEqual(
          entries.map((one) => [...one]),
        );
      }),
    );
  });
});
