import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cosign, KeyKind, notesIn, parseCheckpoint, SignerKey } from '@plenum/event-log';
import { keptAssembly, type KeptAssembly } from './assembly.fixture';

describe('plenum verify --policy', () => {
  const [peer, auditor] = ['peer.example', 'auditor.example'].map((name) =>
    SignerKey.generate(name, KeyKind.cosignature),
  ) as [SignerKey, SignerKey];
  let kept: KeptAssembly;
  let room: string;
  let log: SignerKey;
  let policy: string;
  /** The heads that the server signed, oldest first; the last is that of the export. */
  let heads: readonly string[];
  beforeAll(async () => {
    kept = await keptAssembly();
    room = join(kept.exported, '..');
    log = SignerKey.parse(readFileSync(join(kept.folder, `${kept.assemblyId}.signing.key`), 'utf8').trim());
    const folder = join(kept.folder, 'heads');
    const list = readdirSync(folder).find((name) => name.endsWith('.checkpoints'))!;
    heads = notesIn(readFileSync(join(folder, list), 'utf8'));
    const witnesses = `witness peer ${peer.verifier}\nwitness auditor ${auditor.verifier}\n`;
    policy = file('policy', `log ${log.verifier}\n${witnesses}group both all peer auditor\nquorum both\n`);
  });
  afterAll(() => kept.end());

  const file = (name: string, text: string) => {
    writeFileSync(join(room, name), text);
    return join(room, name);
  };
  const cosigned = (note: string, ...witnesses: readonly SignerKey[]) =>
    witnesses.reduce((sofar, witness) => {
      const answer = cosign(Buffer.from(sofar), log.verifier, witness, { proof: [], at: 1 });
      if ('refused' in answer) throw new Error(answer.refused);
      return answer.note;
    }, note);
  /** Another signature in the line of the witness that stands last. */
  const spoilt = (note: string) =>
    note.replace(/(\S)(\S{9})\n$/, (_line, one: string, rest: string) => `${one === 'A' ? 'B' : 'A'}${rest}\n`);
  const verify = (...files: readonly string[]) =>
    kept.verify(kept.exported, '--policy', policy, ...files.flatMap((one) => ['--head', one]));
  const newest = () => heads.at(-1)!;
  const older = () => heads.find((note) => sizeOf(note) < sizeOf(newest()) && sizeOf(note) > 0)!;
  const sizeOf = (note: string) => parseCheckpoint(Buffer.from(note)).size;

  it.each([
    ['line ends of another system and an empty line', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n\r\n'))],
    ['a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('takes a policy with %s', async (_what, typed) => {
    const own = join(room, 'typed-policy');
    writeFileSync(own, typed(readFileSync(policy, 'utf8')));
    const good = file('good', cosigned(newest(), peer, auditor));
    expect((await kept.verify(kept.exported, '--policy', own, '--head', good)).exitCode).toBe(0);
  });

  describe('with a line in the name of a witness that is not of its hand', () => {
    it('counts the good one in another file, in either order, and names the bad one', async () => {
      const good = file('good', cosigned(newest(), peer, auditor));
      const bad = file('bad', spoilt(cosigned(newest(), peer)));
      for (const files of [
        [good, bad],
        [bad, good],
      ]) {
        const { exitCode, out } = await verify(...files);
        expect(exitCode).toBe(0);
        expect(out).toContain(
          `under the name of the witness peer.example and is not its signature (${bad}): it counts for nothing`,
        );
      }
    });

    it('counts a good one in the same file', async () => {
      const both = cosigned(spoilt(cosigned(newest(), peer)), peer, auditor);
      expect((await verify(file('both', both))).exitCode).toBe(0);
    });

    it('counts no bad one', async () => {
      const bad = file('bad', spoilt(cosigned(newest(), peer, auditor)));
      const { exitCode, out } = await verify(bad);
      expect(exitCode).toBe(2);
      expect(out).toContain('the quorum "both" is not met');
      expect(out).toContain(`under the name of the witness auditor.example and is not its signature (${bad})`);
    });
  });

  it.each([
    [
      'another log',
      'plenum.local/elsewhere',
      'the policy is not of this log: it lists plenum.local/elsewhere, and the log is ',
    ],
    ['this log under a key that it never had', undefined, 'the policy asks for more than the head of '],
  ])('is not met by %s, and says so', async (_what, name, words) => {
    const listed = SignerKey.generate(name ?? log.verifier.name, KeyKind.note).verifier;
    const other = file('other-policy', `log ${listed}\nwitness peer ${peer.verifier}\nquorum peer\n`);
    const args = [
      '--policy',
      other,
      '--key',
      log.verifier.toString(),
      '--head',
      file('seen', cosigned(newest(), peer)),
    ];
    const { exitCode, out } = await kept.verify(kept.exported, ...args);
    expect(exitCode).toBe(2);
    expect(out).toContain(words);
  });

  it('may list other logs beside this one', async () => {
    const other = SignerKey.generate('plenum.local/elsewhere', KeyKind.note).verifier;
    const many = file('policy-of-many', `log ${other}\n${readFileSync(policy, 'utf8')}`);
    const args = ['--policy', many, '--head', file('by-both', cosigned(newest(), peer, auditor))];
    expect((await kept.verify(kept.exported, ...args)).exitCode).toBe(0);
  });

  describe('met by an older head only', () => {
    it('says up to which event it is met, and cannot decide the rest', async () => {
      const { exitCode, out } = await verify(file('older', cosigned(older(), peer, auditor)));
      const [upTo, all] = [sizeOf(older()), sizeOf(newest())];
      expect(exitCode).toBe(2);
      expect(out).toContain(`the policy is met up to event ${upTo}; ${all - upTo} events after it are not witnessed`);
    });

    it('takes the newest of several, and puts the files for it together', async () => {
      const [first, second] = heads.filter((note) => sizeOf(note) > 0).slice(0, 2) as [string, string];
      const files = [cosigned(first, peer, auditor), cosigned(second, peer), cosigned(second, auditor)];
      const { out } = await verify(...files.map((note, at) => file(`of-several-${at}`, note)));
      expect(sizeOf(second)).toBeGreaterThan(sizeOf(first));
      expect(out).toContain(`the policy is met up to event ${sizeOf(second)};`);
    });

    it('says so too in a folder whose server keeps all its heads', async () => {
      const args = ['--policy', policy, '--head', file('older', cosigned(older(), peer, auditor))];
      const { exitCode, out } = await kept.verify(kept.folder, ...args);
      expect(exitCode).toBe(2);
      expect(out).toContain(`the policy is met up to event ${sizeOf(older())};`);
    });

    it('is not met up to anywhere by one witness of two', async () => {
      const { exitCode, out } = await verify(file('older', cosigned(older(), peer)));
      expect(exitCode).toBe(2);
      expect(out).toContain(`the policy asks for more than the head of ${sizeOf(newest())} events has`);
      expect(out).not.toContain('is met up to');
    });
  });
});
