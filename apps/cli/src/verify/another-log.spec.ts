import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyKind, signCheckpoint, SignerKey } from '@plenum/event-log';
import { type, type Typed } from '../typed.fixture';
import { editDatabase, keptAssembly, type KeptAssembly } from './assembly.fixture';

describe('plenum, given the papers of another assembly', () => {
  let kept: KeptAssembly;
  let room: string;
  let strangeHead: string;
  const stranger = SignerKey.generate('plenum.local/elsewhere', KeyKind.note);
  beforeAll(async () => {
    kept = await keptAssembly();
    room = join(kept.exported, '..');
    strangeHead = join(room, 'elsewhere.checkpoint');
    writeFileSync(strangeHead, signCheckpoint({ size: 5, root: Buffer.alloc(32, 7) }, stranger));
  });
  afterAll(() => kept.end());

  const strangeKey = stranger.verifier.toString();
  const origin = () => `plenum.local/${kept.assemblyId}`;
  const isRefused = ({ exitCode, out, err }: Typed, ...words: readonly string[]) => {
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toMatch(/^TWO_DIFFERENT_LOGS: /);
    for (const one of [
      ...words,
      'Nothing was checked: either the wrong file was given, or the log is not the one that',
    ])
      expect(err).toContain(one);
  };

  it('audits no data folder with them, and writes no report', async () => {
    const report = join(room, 'report.html');
    isRefused(
      await kept.verify(kept.folder, '--head', strangeHead, '--report', report),
      `${strangeHead} is of plenum.local/elsewhere`,
    );
    isRefused(await kept.verify(kept.folder, '--key', strangeKey, '--json'), `is of ${origin()}`);
    expect(existsSync(report)).toBe(false);
  });

  it('audits no log without a head with them, whose events say whose it is', async () => {
    const headless = kept.copy('folder', (folder) => {
      rmSync(join(folder, 'heads'), { recursive: true });
      rmSync(join(folder, `${kept.assemblyId}.checkpoint`));
    });
    isRefused(await kept.verify(headless, '--head', strangeHead), `is of ${kept.assemblyId}.`);
  });

  it('audits with them a log that is of neither assembly throughout, and finds that', async () => {
    const first = Buffer.from(kept.events[0]!.bytes).toString().replaceAll(kept.assemblyId, 'elsewhere');
    const copy = kept.copy('folder', (folder) =>
      editDatabase(
        folder,
        kept.assemblyId,
        `UPDATE events SET bytes = CAST('${first.replaceAll("'", "''")}' AS BLOB) WHERE position = 1`,
      ),
    );
    const { exitCode, out } = await kept.verify(copy, '--head', strangeHead);
    expect(exitCode).toBe(1);
    expect(out).toContain('event 1: rule leaf-hash');
  });

  it('still accuses a log beside whose heads lies one of another assembly', async () => {
    const copy = kept.copy('folder', (folder) => {
      const [list] = readdirSync(join(folder, 'heads'));
      writeFileSync(join(folder, 'heads', list!), readFileSync(strangeHead));
    });
    const { exitCode, out } = await kept.verify(copy);
    expect(exitCode).toBe(1);
    expect(out).toContain('rule head-signature');
  });

  it('cosigns nothing with them', async () => {
    const folder = join(room, 'witness');
    mkdirSync(folder);
    const witness = (...args: readonly string[]) =>
      type([
        'witness',
        kept.exported,
        '--folder',
        folder,
        '--name',
        'peer.example',
        '--out',
        join(room, 'out'),
        ...args,
      ]);
    isRefused(await witness('--key', strangeKey));
    isRefused(await witness('--key', kept.agendaKey, '--head', strangeHead));
    expect(existsSync(join(room, 'out'))).toBe(false);
  });

  it('compares no heads with them, without a log', async () => {
    const own = join(kept.exported, 'checkpoint');
    const heads = (...args: readonly string[]) => type(['verify', 'heads', ...args]);
    isRefused(
      await heads(own, strangeHead, '--key', kept.agendaKey),
      `${strangeHead} is of plenum.local/elsewhere; the key `,
    );
    isRefused(
      await heads(own, own, '--key', strangeKey),
      `${own} is of ${origin()}; the key ${strangeKey} is of plenum.local/elsewhere`,
    );
  });
});
