import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryEventLog, parseCanonicalJson, UnstorableEvent } from '@plenum/event-log';
import { numbersFrom } from '../eventstore/support/numbers-from';
import { renumbered, signerOf, writeExport } from './support/exported';
import { describeWithPython, NOTHING_BUT_THE_LIBRARY, python, run, saidByBoth, SECOND } from './support/verifiers';

const SEED = Number(process.env['PLENUM_SEED'] ?? 20_261_125);
const TEXTS = process.env['PLENUM_LONG'] ? 200_000 : 5_000;
const TOOLS = join(__dirname, '../../tools');

/** Asks the second verifier's own code about each text of a file, and its tables about each code point of another. */
const ASKED = `
import json, sys, unicodedata
sys.path.insert(0, sys.argv[1])
from log_verifier.envelope import value_of
from log_verifier.findings import Broken
from log_verifier.unicode import unknown_here
def said(text):
    try:
        value_of(json.dumps(text, ensure_ascii=False).encode())
    except Broken:
        return "refused"
    return "not decided" if unknown_here(text) else "taken"
asked = json.load(open(sys.argv[2], encoding="utf-8"))
print(json.dumps({
    "version": unicodedata.unidata_version,
    "said": [said(text) for text in asked["texts"]],
    "unassigned": [point for point in asked["points"] if unicodedata.category(chr(point)) == "Cn"],
    "unknown": [point for point in range(0x80, 0x110000) if unknown_here(chr(point))],
}))
`;

interface Answer {
  readonly version: string;
  readonly said: readonly ('refused' | 'not decided' | 'taken')[];
  readonly unassigned: readonly number[];
  readonly unknown: readonly number[];
}

/** Every code point that decides in Unicode 17 whether a text is in NFC: it is taken apart, put together with another, or has a place in their order. */
function deciding(): readonly number[] {
  const found = new Set<number>();
  for (let point = 0x80; point < 0x110000; point += 1) {
    const one = String.fromCodePoint(point);
    if (/\p{Cn}|\p{Co}|\p{Cs}/u.test(one)) continue;
    const apart = one.normalize('NFD');
    const moves = (pair: string) => pair.normalize('NFD') !== pair;
    if (apart !== one) for (const part of [one, ...apart]) found.add(part.codePointAt(0)!);
    else if (moves(`${one}\u0334`) || moves(`\u0345${one}`)) found.add(point);
  }
  return [...found].sort((a, b) => a - b);
}

describeWithPython('one text, with the newest characters, before two verifiers', () => {
  const room = mkdtempSync(join(tmpdir(), 'plenum-unicode-'));
  afterAll(() => rmSync(room, { recursive: true }));

  const asked = async (texts: readonly string[], points: readonly number[]): Promise<Answer> => {
    const file = join(room, 'asked.json');
    writeFileSync(file, JSON.stringify({ texts, points }));
    const { out, err } = await run(python!, [NOTHING_BUT_THE_LIBRARY, '-c', ASKED, TOOLS, file]);
    if (out === '') throw new Error(err);
    return JSON.parse(out) as Answer;
  };
  const taken = (text: string): boolean => {
    try {
      parseCanonicalJson(Buffer.from(JSON.stringify(text)));
      return true;
    } catch (error) {
      if (error instanceof UnstorableEvent) return false;
      throw error;
    }
  };

  it('the first has the tables that are the law, and the second says of which characters its own know nothing', async () => {
    // A Node with newer tables asks for a decision, not for another number here.
    expect(process.versions.unicode).toBe('17.0');
    const points = deciding();
    const { version, unassigned, unknown } = await asked([], points);
    // Both versions, since a difference is understood by them alone.
    console.info(`Node ${process.versions.node}: Unicode ${process.versions.unicode}; Python: Unicode ${version}`);
    expect(points.length).toBeGreaterThan(15_000);
    expect(unknown).toEqual(unassigned);
  });

  it(`${TEXTS} texts from seed ${SEED} are refused and taken by both, or not decided`, async () => {
    const next = numbersFrom(SEED);
    const points = deciding();
    const { unassigned } = await asked([], points);
    const newest = unassigned.length > 0 ? unassigned : points.slice(-200);
    const old = [...'aeo\u00e9\u0301\u0308\u0323\u0334\u0345\u1e69\uac00\u1100\u1161\u{1f600}\u{1fae9}\u{e01ef}'];
    const character = () =>
      next(2) === 0 ? old[next(old.length)]! : String.fromCodePoint(newest[next(newest.length)]!);
    const texts = Array.from({ length: TEXTS }, () => {
      const text = Array.from({ length: 1 + next(6) }, character).join('');
      return next(2) === 0 ? text : text.normalize('NFC');
    });
    const { said } = await asked(texts, []);
    const isNew = (text: string) => [...text].some((one) => unassigned.includes(one.codePointAt(0)!));
    const differ = texts.filter(
      (text, at) => said[at] !== (taken(text) ? 'taken' : 'refused') && !(said[at] === 'not decided' && isNew(text)),
    );
    expect({ SEED, differ: differ.map((text) => JSON.stringify(text)) }).toEqual({ SEED, differ: [] });
    for (const way of ['refused', 'taken'] as const) expect(said).toContain(way);
    expect(said.includes('not decided')).toBe(unassigned.length > 0);
  });

  describe('in a log', () => {
    /** Letters of Gurung Khema (Unicode 16) that NFC writes as one. */
    const APART = '\u{1611e}\u{1611e}';
    const said = async (text: string) => {
      const log = new MemoryEventLog('unicode');
      await log.append({
        ...{ stream: 'assembly', expectedRevision: -1, commandId: 'c', commandDigest: '0'.repeat(64), actor: 'x' },
        ...{ at: '2026-11-25T00:00:00.000Z', events: [{ type: 'Said', version: 1, data: { text: 'TEXT' } }] },
      });
      const [stored] = await log.readBytes(0, 1);
      const event = Buffer.from(Buffer.from(stored!.bytes).toString().replace('TEXT', text));
      const signer = signerOf('unicode');
      const directory = mkdtempSync(join(room, 'export-'));
      await writeExport(directory, 'unicode', renumbered([event]), signer);
      const args = ['--key', signer.verifier.toString()];
      const { out } = await run(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, directory, ...args]);
      return { out, ...(await saidByBoth(directory, args)) };
    };

    it('a text that only newer tables can call wrong is not called right by the other', async () => {
      expect(APART.normalize('NFC')).not.toBe(APART);
      const { plenum, second, out } = await said(APART);
      expect(plenum.findings).toEqual(['canonical-bytes 1']);
      const { unassigned } = await asked([], [0x1611e]);
      if (unassigned.length === 0) return expect(second.findings).toEqual(['canonical-bytes 1']);
      expect(second.exitCode).toBe(2);
      expect(out).toMatch(
        /event 1 has the character U\+1611E, of which the Unicode tables here \([\d.]+\) know nothing/,
      );
    });

    it('a new character that is in nobody’s way is decided by both', async () => {
      const { plenum, second, out } = await said('\u{1fae9}');
      expect([plenum.findings, second.findings]).toEqual([[], []]);
      expect(out).not.toContain('has the character');
    });
  });
});
