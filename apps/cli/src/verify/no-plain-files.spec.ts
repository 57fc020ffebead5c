import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteLogFileOf } from '@plenum/event-log';
import { type } from '../typed.fixture';
import { keptAssembly, type KeptAssembly } from './assembly.fixture';

describe('a pipe that nobody writes into, where a file is expected', () => {
  const room = mkdtempSync(join(tmpdir(), 'plenum-pipe-'));
  const pipe = join(room, 'pipe');
  let kept: KeptAssembly;
  beforeAll(async () => {
    execFileSync('mkfifo', [pipe]);
    kept = await keptAssembly();
  });
  afterAll(() => {
    kept.end();
    rmSync(room, { recursive: true });
  });
  const inPlaceOf = (file: string) => {
    rmSync(file);
    execFileSync('mkfifo', [file]);
  };

  it.each<[string, number, () => readonly string[]]>([
    ['the log', 2, () => ['verify', pipe]],
    ['the key', 3, () => ['verify', kept.exported, '--key', pipe]],
    ['a head', 3, () => ['verify', kept.exported, '--head', pipe]],
    ['the policy', 3, () => ['verify', kept.exported, '--policy', pipe]],
    ['a receipt', 3, () => ['verify', 'receipt', pipe, '--key', kept.agendaKey]],
    ['one of two logs', 2, () => ['compare', pipe, kept.exported]],
    [
      'the log of a folder',
      2,
      () => ['verify', kept.copy('folder', (copy) => inPlaceOf(sqliteLogFileOf(copy, kept.assemblyId)!))],
    ],
    [
      'the head beside a log',
      2,
      () => ['verify', kept.copy('folder', (copy) => inPlaceOf(join(copy, `${kept.assemblyId}.checkpoint`)))],
    ],
  ])('is not waited for: %s', async (_where, exitCode, args) => {
    const typed = await type(args());
    expect(typed).toMatchObject({ exitCode });
    expect(typed.out + typed.err).toContain('not a plain file');
  });
});
