import { ProofMalformed } from '../malformed';
import { KeyKind, SignerKey, VerifierKey } from './note-key';
import { BETWEEN_NOTES, everyNoteIn, formatNote, notesIn, parseNote } from './signed-note';

/** The example of https://c2sp.org/signed-note, section "Verifier keys". */
const C2SP_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const C2SP_NOTE =
  'This is an example message.\n\n' +
  '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

/** The example of the Go package golang.org/x/mod/sumdb/note. */
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_SECRET = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const GO_NOTE =
  'If you think cryptography is the answer to your problem,\n' +
  "then you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

const bytes = (text: string) => Buffer.from(text);
const flipped = (note: Buffer, bit: number) => {
  const copy = Buffer.from(note);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
};

function isSigned(note: Uint8Array, key: VerifierKey): boolean {
  const { text, signatures } = parseNote(note);
  const own = signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
  return own.length > 0 && own.every(({ signature }) => key.verifies(bytes(text), signature));
}

describe('published notes', () => {
  it.each([
    ['C2SP', C2SP_KEY, C2SP_NOTE],
    ['Go', GO_KEY, GO_NOTE],
  ])('of %s are verified by the published key', (_whose, key, note) => {
    const verifier = VerifierKey.parse(key);
    expect(verifier.toString()).toBe(key);
    expect(isSigned(bytes(note), verifier)).toBe(true);
    expect(formatNote(parseNote(bytes(note)))).toBe(note);
  });

  it('come out to the byte when signed again with the published secret', () => {
    const signer = SignerKey.parse(GO_SECRET);
    expect(signer.toSecret()).toBe(GO_SECRET);
    expect(signer.verifier.toString()).toBe(GO_KEY);
    const { text } = parseNote(bytes(GO_NOTE));
    const { name, keyId } = signer.verifier;
    expect(formatNote({ text, signatures: [{ name, keyId, signature: signer.sign(bytes(text)) }] })).toBe(GO_NOTE);
  });

  it('are not believed with any one bit flipped', () => {
    const key = VerifierKey.parse(C2SP_KEY);
    const note = bytes(C2SP_NOTE);
    for (let bit = 0; bit < note.length * 8; bit++) {
      let believed = false;
      try {
        believed = isSigned(flipped(note, bit), key);
      } catch (error) {
        expect(error).toBeInstanceOf(ProofMalformed);
      }
      expect([bit, believed]).toEqual([bit, false]);
    }
  });
});

describe('a note', () => {
  const signature = C2SP_NOTE.split('\n')[2]!;
  it.each([
    ['nothing', ''],
    ['no signature', 'text\n'],
    ['an empty list of signatures', 'text\n\n'],
    ['no newline at its end', `text\n\n${signature}`],
    ['no empty line', `text\n${signature}\n`],
    ['a tab', `te\txt\n\n${signature}\n`],
    ['a carriage return', `text\r\n\n${signature}\n`],
    ['a hyphen for the dash', `text\n\n${signature.replace('—', '-')}\n`],
    ['two spaces', `text\n\n${signature.replace(' ', '  ')}\n`],
    ['a name with a plus', `text\n\n${signature.replace('foo', 'f+o')}\n`],
    ['a name with a Unicode space', `text\n\n${signature.replace('foo', 'f\u2003o')}\n`],
    ['base64 without padding', `text\n\n${signature.slice(0, -1)}\n`],
    ['base64 with stray bits', `text\n\n${signature.replace('QM=', 'QN=')}\n`],
    ['base64 for addresses', `text\n\n— a ${'-_'.repeat(4)}\n`],
    ['no signature after the id', 'text\n\n— a Uw2QOg==\n'],
    ['a text after the signatures', `text\n\n${signature}\nmore\n`],
    ['65 signatures', `text\n\n${`${signature}\n`.repeat(65)}`],
    ['more than 128 KiB', `${'x'.repeat(128 * 1024)}\n\n${signature}\n`],
  ])('with %s is malformed', (_what, note) => {
    expect(() => parseNote(bytes(note))).toThrow(ProofMalformed);
  });

  it('that is not UTF-8 is malformed', () => {
    expect(() => parseNote(Buffer.concat([Buffer.of(0xff), bytes(C2SP_NOTE)]))).toThrow('is not UTF-8');
  });

  it('may have empty lines, and ends its text at the last', () => {
    expect(parseNote(bytes(`one\n\ntwo\n\n${signature}\n`)).text).toBe('one\n\ntwo\n');
  });

  it('may have sixteen signatures of others', () => {
    const others = Array.from({ length: 16 }, (_, at) => `— witness-${at} ${'A'.repeat(7000)}`).join('\n');
    expect(parseNote(bytes(`text\n\n${others}\n${signature}\n`)).signatures).toHaveLength(17);
  });
});

describe('several notes in one file', () => {
  const file = [C2SP_NOTE, GO_NOTE, C2SP_NOTE].join(BETWEEN_NOTES);

  it('are told apart', () => {
    expect(notesIn(file)).toEqual([C2SP_NOTE, GO_NOTE, C2SP_NOTE]);
    expect(notesIn(C2SP_NOTE)).toEqual([C2SP_NOTE]);
    expect(notesIn('')).toEqual([]);
  });

  it('lose only the last when its writing was cut short, wherever', () => {
    const second = Buffer.from(BETWEEN_NOTES + GO_NOTE);
    for (let length = 0; length < second.length; length++) {
      const torn = Buffer.concat([Buffer.from(C2SP_NOTE), second.subarray(0, length)]);
      expect([length, notesIn(torn.toString())]).toEqual([length, [C2SP_NOTE]]);
    }
  });

  it('are all there, a spoilt last one too, where nothing may be passed over', () => {
    const file = [C2SP_NOTE, GO_NOTE, C2SP_NOTE].join(BETWEEN_NOTES);
    expect(everyNoteIn(file.trimEnd())).toEqual([C2SP_NOTE, GO_NOTE, C2SP_NOTE]);
    expect(everyNoteIn(file.slice(0, -9))).toHaveLength(3);
  });

  it('go on after one that was cut short', () => {
    const torn = `${C2SP_NOTE}${BETWEEN_NOTES}${GO_NOTE.slice(0, -9)}${BETWEEN_NOTES}${C2SP_NOTE}`;
    expect(notesIn(torn).at(0)).toBe(C2SP_NOTE);
    expect(notesIn(torn).at(-1)).toBe(C2SP_NOTE);
  });
});

describe('a verifier key', () => {
  it.each([
    ['nothing', ''],
    ['a name alone', 'example.com/foo'],
    ['another name, with the same id', C2SP_KEY.replace('foo', 'bar')],
    ['another id', C2SP_KEY.replace('530d903a', '530d903b')],
    ['an id in upper case', C2SP_KEY.replace('530d903a', '530D903A')],
    ['no name', C2SP_KEY.replace('example.com/foo', '')],
    ['a name with a space', C2SP_KEY.replace('/foo', ' foo')],
    ['a kind that is not known', `a+00000000+${Buffer.alloc(33, 2).toString('base64')}`],
    ['a key that is too short', `a+00000000+${Buffer.alloc(32, 1).toString('base64')}`],
  ])('that is %s is malformed', (_what, text) => {
    expect(() => VerifierKey.parse(text)).toThrow(ProofMalformed);
  });

  it('of a cosigner has another id than the same key of a log', () => {
    const { publicKey } = VerifierKey.parse(C2SP_KEY);
    const log = VerifierKey.of('one.example', KeyKind.note, publicKey);
    const witness = VerifierKey.of('one.example', KeyKind.cosignature, publicKey);
    expect(log.keyId).not.toBe(witness.keyId);
    expect(VerifierKey.parse(witness.toString()).keyId).toBe(witness.keyId);
  });
});

describe('a signing key', () => {
  it('is another one each time, and goes through its spelling', () => {
    const [one, other] = [SignerKey.generate('a', KeyKind.note), SignerKey.generate('a', KeyKind.note)];
    expect(one.toSecret()).not.toBe(other.toSecret());
    expect(SignerKey.parse(one.toSecret()).verifier.toString()).toBe(one.verifier.toString());
  });

  it.each([
    ['a verifier key', GO_KEY],
    ['cut', GO_SECRET.slice(0, -4)],
    ['of another name', GO_SECRET.replace('Peter', 'Paul')],
    ['spaced', ` ${GO_SECRET}`],
  ])('that is %s is malformed', (_what, text) => {
    expect(() => SignerKey.parse(text)).toThrow(ProofMalformed);
  });
});
