import { leafHashOf } from '../../envelope';
import { hex } from '../merkle/given.contract';
import { checkpointText, isOfAnotherKey, logSignatureOf, parseCheckpoint, signCheckpoint } from './checkpoint';
import { KeyKind, SignerKey } from './note-key';

/** The example of https://c2sp.org/tlog-checkpoint. */
const EXAMPLE =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
  '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n';

const SIGNATURE = EXAMPLE.split('\n')[4]!;
const bytes = (text: string) => Buffer.from(text);

describe('a checkpoint', () => {
  const log = SignerKey.generate('plenum.example/riu-clar', KeyKind.note);
  const head = { size: 7, root: leafHashOf(bytes('root')) };
  const signed = signCheckpoint(head, log);

  it('of the specification is read', () => {
    expect(parseCheckpoint(bytes(EXAMPLE))).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    const { size, root } = parseCheckpoint(bytes(EXAMPLE));
    expect(EXAMPLE.startsWith(checkpointText('example.com/behind-the-sofa', { size, root }))).toBe(true);
  });

  it('is signed by its log and by nobody else', () => {
    const checkpoint = parseCheckpoint(bytes(signed));
    expect({ ...checkpoint, root: hex(checkpoint.root) }).toMatchObject({ size: 7, root: hex(head.root) });
    expect(logSignatureOf(checkpoint, log.verifier)).toBe('signed');
    const stranger = SignerKey.generate('plenum.example/riu-clar', KeyKind.note);
    expect(logSignatureOf(checkpoint, stranger.verifier)).toBe('unsigned');
    const namesake = SignerKey.generate('plenum.example/other', KeyKind.note);
    expect(logSignatureOf(parseCheckpoint(bytes(signCheckpoint(head, namesake))), log.verifier)).toBe('unsigned');
  });

  it('that a key signed for a log of another name is not that log’s', () => {
    const text = checkpointText('plenum.example/elsewhere', head);
    const { name, keyId } = log.verifier;
    const line = signCheckpoint(head, log).split('\n').at(-2)!;
    const moved = parseCheckpoint(bytes(`${text}\n${line}\n`));
    expect(moved.note.signatures[0]).toMatchObject({ name, keyId });
    expect(logSignatureOf(moved, log.verifier)).toBe('unsigned');
    // What an editor put before the name is read as a part of it.
    expect(logSignatureOf(parseCheckpoint(bytes(`\ufeff${signed}`)), log.verifier)).toBe('unsigned');
  });

  it('is not signed as its log by the key of a witness, whatever that is called', () => {
    const witness = SignerKey.generate('plenum.example/riu-clar', KeyKind.cosignature);
    const checkpoint = parseCheckpoint(bytes(signCheckpoint(head, witness)));
    expect(logSignatureOf(checkpoint, witness.verifier)).toBe('unsigned');
  });

  it('says of a key whether another of its name signed; whoever did not sign at all is none', () => {
    const [other, namesake] = ['riu-clar', 'elsewhere'].map((name) =>
      SignerKey.generate(`plenum.example/${name}`, KeyKind.note),
    );
    const ofAnother = (note: string) => isOfAnotherKey(parseCheckpoint(bytes(note)), [log.verifier]);
    expect(ofAnother(signed)).toBe(false);
    expect(ofAnother(signCheckpoint(head, other!))).toBe(true);
    expect(ofAnother(`${signCheckpoint(head, other!)}${signed.split('\n').at(-2)!}\n`)).toBe(false);
    const line = signCheckpoint(head, namesake!).split('\n').at(-2)!;
    expect(ofAnother(`${signed.split('\n').slice(0, 4).join('\n')}\n${line}\n`)).toBe(false);
  });

  it('is forged when a good signature stands beside a bad one of the same key', () => {
    const bad = signCheckpoint({ ...head, size: 8 }, log)
      .split('\n')
      .at(-2)!;
    expect(logSignatureOf(parseCheckpoint(bytes(`${signed}${bad}\n`)), log.verifier)).toBe('forged');
  });

  it.each([
    ['another size', (text: string) => text.replace('\n7\n', '\n8\n')],
    ['another root', (text: string) => text.replace(/\n7\n./, '\n7\n_').replace('_', 'A')],
    ['one more line', (text: string) => text.replace('\n\n', '\nextension\n\n')],
  ])('with %s is forged', (_what, change) => {
    const changed = change(signed);
    expect(changed).not.toBe(signed);
    expect(logSignatureOf(parseCheckpoint(bytes(changed)), log.verifier)).toBe('forged');
  });

  it.each([
    ['no root', `a\n1\n\n${SIGNATURE}\n`],
    ['no origin', `\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n${SIGNATURE}\n`],
    ['a size with a zero in front', EXAMPLE.replace('20852163', '020852163')],
    ['a negative size', EXAMPLE.replace('20852163', '-1')],
    ['a size with a fraction', EXAMPLE.replace('20852163', '1.5')],
    ['a size in another script', EXAMPLE.replace('20852163', '٣')],
    ['a size beyond 2^53', EXAMPLE.replace('20852163', '9007199254740993')],
    ['a root of 31 bytes', EXAMPLE.replace(/CsU.*=/, Buffer.alloc(31).toString('base64'))],
    ['a root in hex', EXAMPLE.replace(/CsU.*2I=/, '00'.repeat(32))],
    ['an empty extension line', EXAMPLE.replace('2I=\n', '2I=\n\nx\n')],
  ])('with %s is malformed', (_what, text) => {
    expect(() => parseCheckpoint(bytes(text))).toThrow(/^(checkpoint|signed note)/);
  });
});
