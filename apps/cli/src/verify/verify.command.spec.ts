import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { KeyKind, notesIn, parseCheckpoint, signCheckpoint, SignerKey, sqliteLogFileOf } from '@plenum/event-log';
import { type } from '../typed.fixture';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from './assembly.fixture';

describe('plenum verify', () => {
  let kept: KeptAssembly;
  let head: string;
  let key: string;
  beforeAll(async () => {
    kept = await keptAssembly();
    head = join(kept.exported, 'checkpoint');
    key = kept.agendaKey;
  });
  afterAll(() => kept.end());

  const signer = () =>
    SignerKey.parse(readFileSync(join(kept.folder, `${kept.assemblyId}.signing.key`), 'utf8').trim());
  const database = (folder: string) => sqliteLogFileOf(folder, kept.assemblyId)!;
  const changed = (position: number, from: string | RegExp, to: string) =>
    Buffer.from(
      Buffer.from(kept.events[position - 1]!.bytes)
        .toString()
        .replace(from, to),
    );

  describe('of what nobody has touched', () => {
    it('says that it is valid, what it recounted, and what it cannot see', async () => {
      for (const path of [kept.folder, database(kept.folder)]) {
        const { exitCode, out, err } = await kept.verify(path, '--heads', join(kept.folder, 'heads'));
        expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
        expect(out).toContain('VALID: ');
        expect(out).toContain(`events   ${kept.events.length.toLocaleString('en-US')}, root `);
        expect(out).toMatch(/results {2}[1-9]\d* recounted/);
        expect(out).toContain('cannot exclude truncation');
        expect(out).toContain('whether the key is the assembly’s own: the one in the data folder was used');
      }
    });

    it('cannot decide of an export by the key that came in it, nor of a whole one that somebody forged', async () => {
      const forged = kept.copy('exported', (directory) => {
        const { origin, size, root } = parseCheckpoint(readFileSync(head));
        const stranger = SignerKey.generate(origin, KeyKind.note);
        writeFileSync(join(directory, 'checkpoint'), signCheckpoint({ size, root }, stranger));
        writeFileSync(join(directory, 'key'), `${stranger.verifier.toString()}\n`);
      });
      for (const path of [kept.exported, forged]) {
        const { exitCode, out, err } = await kept.verify(path);
        expect({ exitCode, err }).toEqual({ exitCode: 2, err: '' });
        expect(out).toContain('UNDECIDED: ');
        expect(out).toMatch(/cannot decide:\n {2}- whether the key is the assembly’s own: it came with the log/);
        expect(out).toMatch(/results {2}[1-9]\d* recounted/);
      }
      expect((await kept.verify(kept.exported, '--key', key)).exitCode).toBe(0);
      expect((await kept.verify(forged, '--key', key)).exitCode).toBe(1);
    });

    it('takes no head for an earlier one that came with the log itself', async () => {
      for (const given of [kept.exported, join(kept.exported, 'checkpoint')]) {
        const { exitCode, out } = await kept.verify(kept.exported, '--key', key, '--head', given);
        expect(exitCode).toBe(0);
        expect(out).toContain('cannot exclude truncation');
      }
    });

    it('follows a link to an export', async () => {
      const link = join(
        kept.copy('exported', (copy) => symlinkSync(copy, join(copy, 'link'))),
        'link',
      );
      expect((await kept.verify(link, '--key', key)).out).toContain('\nVALID: ');
    });

    it('need not say so when a key and an earlier head are given', async () => {
      const fromBefore = join(
        kept.copy('exported', () => undefined),
        'checkpoint',
      );
      const { exitCode, out } = await kept.verify(kept.exported, '--key', key, '--head', fromBefore);
      expect(exitCode).toBe(0);
      expect(out).not.toContain('cannot exclude truncation');
      expect(out).not.toContain('the assembly’s own');
    });

    it('compares every head that the server kept', async () => {
      const list = readFileSync(
        join(
          kept.folder,
          'heads',
          `${kept.assemblyId}-${signer().verifier.keyId.toString(16).padStart(8, '0')}.checkpoints`,
        ),
        'utf8',
      );
      const { out } = await kept.verify(kept.folder);
      expect(out).toContain(`heads    ${notesIn(list).length + 1} signed by`);
    });

    it('does not mind a head whose writing a crash cut short', async () => {
      const copy = kept.copy('folder', (folder) => {
        const list = readdirSync(join(folder, 'heads')).map((name) => join(folder, 'heads', name))[0]!;
        const [first] = notesIn(readFileSync(list, 'utf8'));
        writeFileSync(list, `${first!}\n\nplenum.local/x\n99\nAAAA`);
      });
      const { exitCode, out } = await kept.verify(copy);
      expect(exitCode).toBe(0);
      expect(out).toContain('heads    2 signed by');
    });

    it('says of which list of heads nothing could be read, as where zeros hide them', async () => {
      const copy = kept.copy('folder', (folder) => {
        const list = readdirSync(join(folder, 'heads')).map((name) => join(folder, 'heads', name))[0]!;
        truncateSync(list, statSync(list).size + 64 * 1024 * 1024);
      });
      const { exitCode, out } = await kept.verify(copy);
      expect({ exitCode, out }).toEqual({
        exitCode: 0,
        out: expect.stringContaining('heads    1 signed by') as string,
      });
      expect(out).toMatch(/not checked:\n(.*\n)* {2}- heads in \S+\.checkpoints: none is whole in its last 64 MiB/);
      expect((await kept.verify(kept.folder)).out).not.toContain('- heads in');
    });

    it('says it to machines', async () => {
      const { out } = await kept.verify(kept.exported, '--key', key, '--json');
      expect(JSON.parse(out)).toMatchObject({ verdict: 'valid', events: kept.events.length, findings: [] });
    });
  });

  describe('of a log that was copied out alone, as from a cluster', () => {
    const copied = (events = kept.events.length) =>
      kept.copy('folder', (folder) => {
        editDatabase(folder, kept.assemblyId, `DELETE FROM events WHERE position > ${events}`);
        for (const name of readdirSync(folder))
          if (!name.endsWith('.log.db')) rmSync(join(folder, name), { recursive: true });
      });
    const headsOf = () => ['--heads', join(kept.folder, 'heads')];

    it('compares it with the heads that are named, by the key that is given', async () => {
      const list = readFileSync(join(kept.folder, 'heads', readdirSync(join(kept.folder, 'heads'))[0]!), 'utf8');
      const { exitCode, out } = await type(['verify', copied(), ...headsOf(), '--key', key]);
      expect({ exitCode, out }).toEqual({
        exitCode: 0,
        out: expect.stringContaining(`heads    ${notesIn(list).length} signed by`) as string,
      });
    });

    it('sees by them that the end is missing', async () => {
      const { exitCode, out } = await type(['verify', copied(500), ...headsOf(), '--key', key]);
      expect({ exitCode, out }).toEqual({ exitCode: 1, out: expect.stringContaining('rule log-complete') as string });
    });

    it('decides nothing without a key', async () => {
      const { exitCode, out } = await type(['verify', copied(500), ...headsOf()]);
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: expect.stringContaining('no key is known') as string });
    });

    it('says so where the folder that was named has no heads of it', async () => {
      const [id, other] = [kept.assemblyId, `${kept.assemblyId}-annex`];
      const folder = kept.copy('folder', (copy) => {
        const [list] = readdirSync(join(copy, 'heads')) as [string];
        renameSync(join(copy, 'heads', list), join(copy, 'heads', list.replace(id, other)));
      });
      const { exitCode, out } = await type(['verify', copied(), '--heads', join(folder, 'heads'), '--key', key]);
      expect(exitCode).toBe(2);
      expect(out).toContain('no signed head is known');
      expect(out).toContain(`- heads in ${join(folder, 'heads')}: there is no list of this log`);
    });

    it('takes the list of the key that is given, where another log of the assembly was given up', async () => {
      const folder = kept.copy('folder', (copy) => {
        const stranger = SignerKey.generate(`plenum.local/${kept.assemblyId}`, KeyKind.note);
        const note = signCheckpoint({ size: 3, root: Buffer.alloc(32) }, stranger);
        const name = `${kept.assemblyId}-${stranger.verifier.keyId.toString(16).padStart(8, '0')}.checkpoints`;
        writeFileSync(join(copy, 'heads', name), note);
      });
      const args = ['--heads', join(folder, 'heads'), '--key', key];
      expect((await type(['verify', copied(), ...args])).exitCode).toBe(0);
    });
  });

  describe('of a database that somebody edited', () => {
    const place = () => kept.placeOf('"type":"BallotCast"');

    it('names the one vote that was changed with the sqlite3 tool', async () => {
      const position = kept.placeOf('"choice":"yes"');
      const copy = kept.copy('folder', (folder) => {
        const sql = `DROP TRIGGER events_are_never_changed;
          UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '"choice":"yes"', '"choice":"no"') AS BLOB) WHERE position = ${position};`;
        execFileSync('sqlite3', [database(folder), sql]);
      });
      const { exitCode, out } = await kept.verify(copy);
      expect(exitCode).toBe(1);
      expect(out).toContain(
        `  event ${position}: rule leaf-hash\n    expected ${Buffer.from(kept.events[position - 1]!.leafHash).toString('hex')}\n`,
      );
      expect(out).toMatch(/it says  BallotCast \{.*"choice":"no"/);
    });

    it('names it although its hash was changed with it, as narrowly as the kept heads allow', async () => {
      const position = place();
      const copy = kept.copy('folder', (folder) =>
        editDatabase(
          folder,
          kept.assemblyId,
          rewriting(position, changed(position, /"choice":"\w+"/, '"choice":"abstain"'), true),
        ),
      );
      const { exitCode, out } = await kept.verify(copy, '--json');
      expect(exitCode).toBe(1);
      const [finding] = (JSON.parse(out) as { findings: { rule: string; between?: number[]; position?: number }[] })
        .findings;
      expect(finding!.rule).toBe('head-root');
      const [first, last] = finding!.between ?? [finding!.position!, finding!.position!];
      expect(first! <= position && position <= last!).toBe(true);
    });

    it.each([
      ['an event that is gone', (at: number) => [`DELETE FROM events WHERE position = ${at}`], 'no-gap'],
      ['the last events gone', (at: number) => [`DELETE FROM events WHERE position >= ${at}`], 'log-complete'],
      [
        'an event without a hash',
        (at: number) => [`UPDATE events SET leaf_hash = x'' WHERE position = ${at}`],
        'leaf-hash',
      ],
      ['an event that is empty', (at: number) => [`UPDATE events SET bytes = x'' WHERE position = ${at}`], 'leaf-hash'],
      [
        'two events in each other’s place',
        (at: number) =>
          [
            `UPDATE events SET position = -1 WHERE position = ${at}`,
            `UPDATE events SET position = ${at} WHERE position = ${at + 1}`,
            `UPDATE events SET position = ${at + 1} WHERE position = -1`,
          ].map((one) => one.replace('= -1', '= 999999').replace('position = -1', 'position = 999999')),
        'head-root',
      ],
      [
        'a huge event',
        (at: number) => [`UPDATE events SET bytes = zeroblob(40000000) WHERE position = ${at}`],
        'event-size',
      ],
    ])('finds %s', async (_what, statements, rule) => {
      const position = place();
      const copy = kept.copy('folder', (folder) => editDatabase(folder, kept.assemblyId, ...statements(position)));
      const { exitCode, out } = await kept.verify(copy);
      expect(exitCode).toBe(1);
      expect(out).toContain(`rule ${rule}`);
      expect(out).toMatch(new RegExp(`event ${position}|events \\d+ to \\d+`));
    });

    it('finds a table that is another', async () => {
      const copy = kept.copy('folder', (folder) => {
        editDatabase(
          folder,
          kept.assemblyId,
          'DROP VIEW facts',
          'DROP TABLE events',
          'CREATE TABLE events (position, bytes, leaf_hash)',
          "INSERT INTO events VALUES (1, 'text', 5)",
        );
      });
      const { exitCode, out } = await kept.verify(copy);
      expect(exitCode).toBe(1);
      expect(out).toContain('rule database-form');
    });

    it.each([
      ['.checkpoint', 'a head', 'head-form'],
      ['.verifier.key', 'a key', 'key-form'],
    ])('finds what lies beside it as %s and is not %s', async (name, _what, rule) => {
      const copy = kept.copy('folder', (folder) => writeFileSync(join(folder, `${kept.assemblyId}${name}`), 'mine\n'));
      const { exitCode, out } = await kept.verify(copy, '--key', key);
      expect(exitCode).toBe(1);
      expect(out).toContain(`log: rule ${rule} (${join(copy, kept.assemblyId)}${name})`);
    });

    it('finds a file that was cut in the middle', async () => {
      const copy = kept.copy('folder', (folder) => truncateSync(database(folder), 200 * 1024));
      const { exitCode, out } = await kept.verify(copy);
      expect(exitCode).toBe(1);
      expect(out).toMatch(/rule (database-form|log-complete)/);
    });

    it('cannot decide without any signed head', async () => {
      const copy = kept.copy('folder', (folder) => {
        rmSync(join(folder, 'heads'), { recursive: true });
        rmSync(join(folder, `${kept.assemblyId}.checkpoint`));
      });
      const { exitCode, out } = await kept.verify(copy);
      expect(exitCode).toBe(2);
      expect(out).toContain('no signed head is known');
    });
  });

  describe('of a log that was signed anew by whoever holds the key', () => {
    /** Everything consistent, everything signed: only the recount and earlier heads can tell. */
    const forged = (position: number, bytes: Uint8Array) =>
      kept.copy('folder', (folder) => {
        editDatabase(folder, kept.assemblyId, rewriting(position, bytes, true));
        rmSync(join(folder, 'heads'), { recursive: true });
        rmSync(join(folder, `${kept.assemblyId}.checkpoint`));
      });
    const resigned = async (folder: string) => {
      const { out } = await kept.verify(folder, '--json');
      const { events, root } = JSON.parse(out) as { events: number; root: string };
      const note = signCheckpoint({ size: events, root: Buffer.from(root, 'base64') }, signer());
      writeFileSync(join(folder, `${kept.assemblyId}.checkpoint`), note);
      return folder;
    };

    it('finds a result that does not follow from the ballots, by counting again', async () => {
      const position = kept.placeOf('"type":"ResultCertified"');
      const folder = await resigned(
        forged(position, changed(position, /"outcome":"\w+(-\w+)?"/, '"outcome":"blocked"')),
      );
      const { exitCode, out } = await kept.verify(folder);
      expect(exitCode).toBe(1);
      expect(out).toContain(`event ${position}: rule certified-result (outcome)\n`);
      expect(out).toContain('found    "blocked"');
    });

    it.each([
      ['another electorate', 'VotingOpened', /"members":\d+/, '"members":7', 'pinned-electorate (electorate)'],
      [
        'another charter',
        'VotingOpened',
        /"charterVersion":\d+/,
        '"charterVersion":9',
        'pinned-electorate (charterVersion)',
      ],
      ['another roll', 'VotingOpened', /"rollRevision":\d+/, '"rollRevision":1', 'pinned-electorate (rollRevision)'],
      ['another close', 'ResultCertified', /"closedPosition":\d+/, '"closedPosition":3', 'certified-position'],
      [
        'a digest that is another',
        'ResultCertified',
        /"countDigest":"../,
        '"countDigest":"zz',
        'event-form (data/result/countDigest)',
      ],
      ['one winner more', 'ResultCertified', '"winners":[', '"winners":["nobody",', 'certified-result (winners)'],
      [
        'a part that its policy does not ask for',
        'ResultCertified',
        ',"undelivered":',
        ',"suspension":{"hallOutcome":"adopted","hallScores":{"yes":"1"},"opposition":"0","turnout":"0"},"undelivered":',
        'certified-result (suspension)',
      ],
      ['a ballot without a choice', 'BallotCast', /"choice":"\w+",/, '', 'event-form (data/choice)'],
    ])('finds %s in %s', async (_what, type, from, to, rule) => {
      const position = kept.placeOf(`"type":"${type}"`);
      const { exitCode, out } = await kept.verify(await resigned(forged(position, changed(position, from, to))));
      expect(exitCode).toBe(1);
      expect(out).toContain(`event ${position}: rule ${rule}`);
    });

    it.each([
      ['a later version', /"version":1/, '"version":99'],
      ['a kind of event that nobody here knows', '"type":"ProposalDrafted"', '"type":"ProposalSung"'],
    ])('cannot decide when it meets %s', async (_what, from, to) => {
      const position = kept.placeOf('"type":"ProposalDrafted"');
      const { exitCode, out } = await kept.verify(await resigned(forged(position, changed(position, from, to))));
      expect(exitCode).toBe(2);
      expect(out).toContain(`event ${position}: event type`);
    });

    it('prints the fork when somebody kept the head of before', async () => {
      const position = kept.placeOf('"type":"DelegationSet"');
      const folder = await resigned(forged(position, changed(position, '"actor":"', '"actor":"x')));
      const alone = await kept.verify(folder);
      expect(alone.out).toContain('cannot exclude truncation, nor a whole log that was written and signed anew');
      const { exitCode, out } = await kept.verify(folder, '--head', head);
      expect(exitCode).toBe(1);
      expect(out).toContain(`rule fork (size ${kept.events.length})`);
      const compared = await type([
        'verify',
        'heads',
        head,
        join(folder, `${kept.assemblyId}.checkpoint`),
        '--key',
        key,
      ]);
      expect(compared.exitCode).toBe(1);
      expect(compared.out).toContain('one key signed both, so there are two logs');
    });
  });

  describe('of an export', () => {
    const spoilt = (change: (directory: string) => void, ...args: string[]) =>
      kept.verify(kept.copy('exported', change), ...args);
    const inFile = (name: string, change: (text: string) => string) => (directory: string) => {
      const file = join(directory, name);
      const text = readFileSync(file, 'latin1');
      expect(change(text)).not.toBe(text);
      writeFileSync(file, change(text), 'latin1');
    };
    const bundle = 'tile/entries/000';
    /** The demo has between 512 and 767 events. */
    const tileOfTiles = 'tile/1/000.p/2';
    const otherByte = (byte: string) => (byte === '?' ? '!' : '?');

    it('finds a changed vote in a bundle, and names the event', async () => {
      const position = kept.placeOf('"choice":"yes"');
      const name = `tile/entries/${String(Math.floor((position - 1) / 256)).padStart(3, '0')}`;
      const { exitCode, out } = await spoilt((directory) => {
        const file = [name, `${name}.p/${kept.events.length % 256}`].find((one) => existsSync(join(directory, one)))!;
        inFile(file, (text) => text.replace('"choice":"yes"', '"choice":"yea"'))(directory);
      });
      expect(exitCode).toBe(1);
      expect(out).toContain(`  event ${position}: rule leaf-hash`);
    });

    it.each([
      [
        'a checkpoint of another size',
        inFile('checkpoint', (text) => text.replace(/\n(\d+)\n/, '\n1$1\n')),
        1,
        'head-signature',
      ],
      ['a checkpoint that is garbage', inFile('checkpoint', () => 'Once upon a time'), 1, 'head-form'],
      ['a key that is garbage', inFile('key', () => 'open sesame'), 1, 'key-form'],
      ['a bundle that is cut', (directory: string) => truncateSync(join(directory, bundle), 1_000), 1, 'bundle-form'],
      ['a bundle that is gone', (directory: string) => rmSync(join(directory, bundle)), 1, 'bundle-form'],
      ['a bundle that goes on', inFile(bundle, (text) => `${text}\0\x01x`), 1, 'bundle-form'],
      ['a tile that is cut', (directory: string) => truncateSync(join(directory, 'tile/0/000'), 100), 1, 'tile-form'],
      ['a tile that is gone', (directory: string) => rmSync(join(directory, 'tile/0/000')), 1, 'tile-form'],
      [
        'a tile of tiles that is changed',
        inFile(tileOfTiles, (text) => text.replace(/^./s, otherByte)),
        1,
        'tile-hash',
      ],
      ['no checkpoint', (directory: string) => rmSync(join(directory, 'checkpoint')), 2, 'has no checkpoint'],
      ['no key', (directory: string) => rmSync(join(directory, 'key')), 2, 'no key is known'],
    ])('with %s has a clear verdict', async (_what, change, exitCode, words) => {
      const typed = await spoilt(change);
      expect({ exitCode: typed.exitCode, err: typed.err }).toEqual({ exitCode, err: '' });
      expect(typed.out).toContain(words);
    });

    it('does not follow a link out of the export', async () => {
      const { exitCode, out } = await spoilt((directory) => {
        rmSync(join(directory, bundle));
        symlinkSync('/dev/zero', join(directory, bundle));
      });
      expect(exitCode).toBe(1);
      expect(out).toContain('no such file');
    });

    it('that the disk does not give cannot be decided', async () => {
      const { exitCode, out } = await spoilt((directory) => {
        const folder = join(directory, 'tile/entries');
        rmSync(folder, { recursive: true });
        symlinkSync('entries', folder);
      });
      expect(exitCode).toBe(2);
      expect(out).toMatch(/^UNDECIDED: ELOOP/);
    });

    it('is not believed under another key, or for another assembly', async () => {
      const stranger = SignerKey.generate(signer().verifier.name, KeyKind.note);
      const wrong = await kept.verify(kept.exported, '--key', stranger.verifier.toString());
      expect(wrong.exitCode).toBe(1);
      expect(wrong.out).toContain('rule head-signature');
      const { size, root } = parseCheckpoint(readFileSync(head));
      const elsewhere = SignerKey.generate('plenum.local/elsewhere', KeyKind.note);
      const { exitCode, out } = await spoilt((directory) => {
        writeFileSync(join(directory, 'checkpoint'), signCheckpoint({ size, root }, elsewhere));
        writeFileSync(join(directory, 'key'), `${elsewhere.verifier.toString()}\n`);
      });
      expect(exitCode).toBe(1);
      expect(out).toContain('event 1: rule origin');
    });

    it('of 10^15 events that are not there ends at once', async () => {
      const { exitCode, out } = await spoilt((directory) =>
        writeFileSync(join(directory, 'checkpoint'), signCheckpoint({ size: 1e15, root: Buffer.alloc(32) }, signer())),
      );
      expect(exitCode).toBe(1);
      expect(out).toContain('rule log-complete');
    });

    it('may ask for witnesses, and cannot decide without them', async () => {
      const witness = SignerKey.generate('peer.example', KeyKind.cosignature);
      const policy = join(kept.exported, '..', 'policy');
      writeFileSync(policy, `log ${signer().verifier}\nwitness peer ${witness.verifier}\nquorum peer\n`);
      const { exitCode, out } = await kept.verify(kept.exported, '--policy', policy);
      expect(exitCode).toBe(2);
      expect(out).toContain('the quorum "peer" is not met');
    });
  });

  describe('of something else', () => {
    it('says that it is none', async () => {
      const room = join(kept.exported, '..', 'else');
      mkdirSync(join(room, 'empty'), { recursive: true });
      writeFileSync(join(room, 'story.txt'), 'Once upon a time');
      for (const name of ['empty', 'story.txt']) {
        const { exitCode, out, err } = await kept.verify(join(room, name));
        expect({ exitCode, err }).toEqual({ exitCode: 2, err: '' });
        expect(out).toMatch(/^UNDECIDED: /);
      }
    });

    it('says so to machines too', async () => {
      const { exitCode, out } = await kept.verify(join(kept.exported, '..', 'nowhere-near'), '--json');
      expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
      const room = kept.copy('exported', (directory) => rmSync(join(directory, 'checkpoint')));
      const undecided = await kept.verify(room, '--json');
      expect(undecided.exitCode).toBe(2);
      expect(JSON.parse(undecided.out)).toEqual({
        verdict: 'undecided',
        undecided: [expect.stringContaining('has no checkpoint')],
      });
    });

    it('of a newer release says which', async () => {
      const copy = kept.copy('folder', (folder) =>
        execFileSync('sqlite3', [database(folder), 'PRAGMA user_version = 99']),
      );
      const { exitCode, out } = await kept.verify(copy);
      expect(exitCode).toBe(2);
      expect(out).toContain('log format 99');
    });

    it('a file with a comment above the key will do', async () => {
      const file = join(kept.exported, '..', 'commented');
      const text = readFileSync(kept.agendaKey, 'utf8').trim();
      writeFileSync(file, `# Riu Clar, agenda of November\r\n\r\n${text}\r\n`);
      expect((await kept.verify(kept.exported, '--key', file)).exitCode).toBe(0);
      writeFileSync(file, `${text}\n${text}\n`);
      const { exitCode, err } = await kept.verify(kept.exported, '--key', file);
      expect({ exitCode, err }).toEqual({ exitCode: 3, err: expect.stringContaining('has 2 lines') as string });
    });

    it('tiles that are gone are said once, and not of each of their events', async () => {
      const copy = kept.copy('exported', (directory) => rmSync(join(directory, 'tile/0'), { recursive: true }));
      const { exitCode, out } = await kept.verify(copy, '--key', key);
      expect(exitCode).toBe(1);
      expect(out.match(/rule [a-z-]+.*/g)).toEqual(['rule tile-form (tile/0/000)']);
      expect(out).toMatch(/found    no such file, nor the \d+ after it\n/);
    });

    it('one head alone is compared with nothing', async () => {
      const { exitCode, out, err } = await type(['verify', 'heads', head, '--key', key]);
      expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
      expect(err).toMatch(/^HEAD_MISSING: one head cannot be compared with itself/);
      expect((await type(['verify', 'heads', head, head, '--key', key])).exitCode).toBe(0);
    });

    it('heads of two sizes cannot be compared without the log, though both are signed', async () => {
      const { size, root } = parseCheckpoint(readFileSync(head));
      const older = join(kept.exported, '..', 'older.checkpoint');
      writeFileSync(older, signCheckpoint({ size: size - 1, root }, signer()));
      const { exitCode, out } = await type(['verify', 'heads', older, head, '--key', key]);
      expect({ exitCode, out }).toEqual({
        exitCode: 2,
        out: expect.stringMatching(/^UNDECIDED: heads of different sizes/) as string,
      });
    });

    it.each([
      ['a path that is not there', ['verify', '/no/such/place'], 'PATH_MISSING'],
      ['no path', ['verify'], "missing required argument 'path'"],
      ['a key that is none', ['verify', '.', '--key', 'x'], 'KEY_MALFORMED: --key: there is no file x'],
      [
        'a file without a key',
        ['verify', '.', '--key', __filename],
        `KEY_MALFORMED: --key: the file ${__filename} has`,
      ],
      ['a folder for a key', ['verify', '.', '--key', '.'], 'FILE_UNREADABLE: . cannot be read'],
      ['a head that is none', ['verify', '.', '--head', __filename], 'HEAD_MALFORMED'],
      ['a head that is not there', ['verify', '.', '--head', '/no/such/head'], 'FILE_UNREADABLE'],
      ['a policy that is none', ['verify', '.', '--policy', __filename], 'POLICY_MALFORMED'],
    ])('%s is wrong use', async (_what, args, words) => {
      const { exitCode, err } = await type(args);
      expect(exitCode).toBe(3);
      expect(err).toContain(words);
    });
  });

  it('stops at Ctrl-C', async () => {
    const { exitCode } = await type(['verify', kept.exported], { signal: AbortSignal.abort() });
    expect(exitCode).toBe(130);
  });

  it('leaves a data folder as it was', async () => {
    const copy = kept.copy('folder', () => undefined);
    const before = readFileSync(database(copy));
    await kept.verify(copy);
    expect(readFileSync(database(copy)).equals(before)).toBe(true);
  });
});
