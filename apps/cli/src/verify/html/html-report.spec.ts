import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, signCheckpoint, SignerKey } from '@plenum/event-log';
import { plenum } from '../../program';
import { Paper, terminalOn } from '../../typed.fixture';
import { withFolderUnwritable } from '../../unwritable-folder.fixture';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../assembly.fixture';

/** A terminal on which something happens when the first of the progress is shown: the reading has begun. */
class Watched extends Paper {
  constructor(private readonly onProgress: () => void) {
    super(80, 24);
  }

  override _write(chunk: string | Buffer, encoding: string, done: () => void): void {
    if (this.text === '') this.onProgress();
    super._write(chunk, encoding, done);
  }
}

describe('plenum verify --report', () => {
  let kept: KeptAssembly;
  beforeAll(async () => (kept = await keptAssembly()));
  afterAll(() => kept.end());

  const reported = async (path: string, ...args: readonly string[]) => {
    const file = join(kept.folder, 'report.html');
    const { exitCode } = await kept.verify(path, '--report', file, '--key', kept.agendaKey, ...args);
    return { exitCode, html: readFileSync(file, 'utf8') };
  };

  it('shows the verdict and how each vote went, and needs nothing from outside', async () => {
    const { exitCode, html } = await reported(kept.exported);
    expect(exitCode).toBe(0);
    expect(html).toContain('<p class="verdict valid"><strong class="valid">VALID</strong> Nothing was changed');
    const opened = kept.events.filter(({ bytes }) => Buffer.from(bytes).includes('"type":"VotingOpened"')).length;
    expect(html.match(/<figure>/g)).toHaveLength(opened);
    expect(html).toContain('comes out again, to the byte');
    expect(html).not.toMatch(/<script|<link|src=|href="[^#]|url\(|@import/);
  });

  describe('where it cannot be written', () => {
    const verify = (path: string, report: string) => kept.verify(path, '--report', report, '--key', kept.agendaKey);

    it.each<[string, (room: string) => string, RegExp]>([
      ['there is no folder', (room) => join(room, 'nowhere', 'audit.html'), /there is no folder \S+nowhere\n$/],
      ['a folder stands there', (room) => room, /it is not a plain file\n$/],
      ['a pipe stands there', (room) => join(room, 'pipe'), /it is not a plain file\n$/],
      ['a file stands in the place of the folder', (room) => join(room, 'file', 'audit.html'), /there is no folder/],
      ['the name is too long', (room) => join(room, 'x'.repeat(250)), /ENAMETOOLONG/],
    ])('is refused before anything is read: %s', async (_why, place, words) => {
      const room = kept.copy('exported', (copy) => {
        writeFileSync(join(copy, 'file'), '');
        execFileSync('mkfifo', [join(copy, 'pipe')]);
      });
      const before = readdirSync(room);
      const { exitCode, out, err } = await verify(kept.exported, place(room));
      expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
      expect(err).toMatch(/^FILE_NOT_WRITTEN: --report: /);
      expect(err).toMatch(words);
      expect(readdirSync(room)).toEqual(before);
      expect(lstatSync(join(room, 'pipe')).isFIFO()).toBe(true);
    });

    it('is refused where this user may not write', async () => {
      const room = kept.copy('exported', () => undefined);
      const { exitCode, err } = await withFolderUnwritable(room, () => verify(room, join(room, 'audit.html')));
      expect({ exitCode, err }).toEqual({ exitCode: 3, err: expect.stringMatching(/EACCES/) as string });
    });

    it('leaves what stands there as it is until there is a new one, and nothing where none is written', async () => {
      const room = kept.copy('exported', (copy) => writeFileSync(join(copy, 'old.html'), 'the last report'));
      const before = readdirSync(room);
      for (const name of ['old.html', 'new.html']) {
        const { exitCode } = await verify(join(room, 'nothing'), join(room, name));
        expect(exitCode).toBe(3);
      }
      expect(readdirSync(room)).toEqual(before);
      expect(readFileSync(join(room, 'old.html'), 'utf8')).toBe('the last report');
    });

    it.each([
      ['VALID', 2, undefined],
      ['INVALID', 1, '"choice":"yes"'],
    ])('although its place was there, %s is said all the same, with exit code %p', async (word, code, changed) => {
      const copy = kept.copy('folder', (folder) => {
        if (changed === undefined) return;
        const place = kept.placeOf(changed);
        const other = Buffer.from(kept.events[place - 1]!.bytes)
          .toString()
          .replace(changed, '"choice":"no"');
        editDatabase(folder, kept.assemblyId, rewriting(place, Buffer.from(other), false));
      });
      const room = join(copy, 'room');
      mkdirSync(room);
      const [out, err] = [new Paper(), new Watched(() => rmSync(room, { recursive: true, force: true }))];
      const args = ['verify', copy, '--heads', join(copy, 'heads'), '--report', join(room, 'audit.html')];
      const exitCode = await plenum([...args, '--key', kept.agendaKey], terminalOn(out, err));
      expect({ exitCode, out: out.text }).toEqual({
        exitCode: code,
        out: expect.stringContaining(`\n${word}: `) as string,
      });
      expect(err.text).toMatch(
        /FILE_NOT_WRITTEN: .*audit\.html cannot be written: there is no folder .*\n.*only its report is missing\n$/,
      );
    });
  });

  it('says of which assembly it is, what was verified and when', async () => {
    const from = new Date().toISOString().slice(0, 16);
    const { html } = await reported(kept.exported);
    const [, on, time] = /<dt>Audited<\/dt><dd>(\S+) (\S+) UTC, by the clock/.exec(html)!;
    expect(`${on}T${time}` >= from && `${on}T${time}` <= new Date().toISOString()).toBe(true);
    const { data } = JSON.parse(Buffer.from(kept.events[0]!.bytes).toString()) as { data: { name: string } };
    expect(html).toContain(`<h1>Audit of <bdi>${data.name}</bdi></h1>`);
    expect(html).toContain(`<title>Audit of \u2068${data.name}\u2069, ${on}: valid</title>`);
    expect(html).toContain(`<dt>Verified</dt><dd><span class="mono">${kept.exported}</span></dd>`);
  });

  it('ends each line where the count ended, and gives its figure', async () => {
    const { html } = await reported(kept.exported);
    const { data } = JSON.parse(
      Buffer.from(kept.events[kept.placeOf('"type":"ResultCertified"') - 1]!.bytes).toString(),
    ) as { data: { result: { scores: Record<string, string> } } };
    for (const [side, score] of Object.entries(data.result.scores))
      expect(html).toMatch(new RegExp(`<bdi>${side}</bdi></th><td class="figure">${score}[< ]`));
  });

  it('says what is wrong where something is', async () => {
    const place = kept.placeOf('"choice":"yes"');
    const changed = Buffer.from(kept.events[place - 1]!.bytes)
      .toString()
      .replace('"choice":"yes"', '"choice":"no"');
    const copy = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, rewriting(place, Buffer.from(changed), false)),
    );
    const { exitCode, html } = await reported(copy);
    expect(exitCode).toBe(1);
    expect(html).toContain('<p class="verdict invalid">');
    expect(html).toContain(`<h3>event ${place}: rule <code>leaf-hash</code>`);
  });

  it('says what to do where a log ends before a head that somebody kept', async () => {
    const secret = readFileSync(join(kept.folder, `${kept.assemblyId}.signing.key`), 'utf8').trim();
    const newer = join(kept.exported, '..', 'newer.checkpoint');
    const head = { size: kept.events.length + 1, root: Buffer.alloc(32, 7) };
    writeFileSync(newer, signCheckpoint(head, SignerKey.parse(secret)));
    const { html } = await reported(kept.folder, '--head', newer);
    expect(html).toMatch(/<dt>What now<\/dt><dd>perhaps this copy of the log is older than that head: get a fresh one/);
  });

  it('lets no text of the log become markup', async () => {
    const place = kept.placeOf('"type":"ProposalDrafted"');
    const event = JSON.parse(Buffer.from(kept.events[place - 1]!.bytes).toString()) as { data: { title: string } };
    event.data.title = '</title><script>alert(1)</script><img src=x onerror="1">';
    const copy = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, rewriting(place, Buffer.from(canonicalJson(event as never)), true)),
    );
    const { html } = await reported(copy);
    expect(html).toContain('alert(1)');
    expect(html).not.toMatch(/<script|<img/);
  });
});
