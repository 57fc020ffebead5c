import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openHall, type Hall } from '../hall.fixture';
import { type } from '../typed.fixture';
import { editDatabase } from './assembly.fixture';
import { eachLogAt } from './each-log';
import { Judged } from './judged';
import type { Judgement } from './verdict';

describe('a folder with several logs', () => {
  let hall: Hall;
  beforeAll(async () => {
    hall = await openHall();
    await hall.another();
  });
  afterAll(() => hall.end());
  const flags = { key: [], head: [], json: false };

  it.each<[annex: Judgement, hall: Judgement, all: Judgement]>([
    ['valid', 'valid', 'valid'],
    ['valid', 'undecided', 'undecided'],
    ['invalid', 'valid', 'invalid'],
    ['invalid', 'undecided', 'invalid'],
    ['undecided', 'invalid', 'invalid'],
  ])('of which one is %s and one is %s is %s', async (annex, other, all) => {
    const verdicts: Readonly<Record<string, Judgement>> = { annex, hall: other };
    const verifying = eachLogAt(hall.folder, flags, async (assembly) => {
      const judgement = verdicts[assembly!]!;
      if (judgement !== 'valid') throw new Judged(judgement, `${assembly} is ${judgement}`);
      return `${assembly} is valid`;
    });
    const { judgement, report } = await verifying.then(
      (text) => ({ judgement: 'valid', report: text }),
      (error: unknown) => error as Judged,
    );
    expect(judgement).toBe(all);
    expect(report).toContain(`annex is ${annex}\n`);
    expect(report).toContain(`hall is ${other}\n`);
  });

  it('is verified log by log, each with its verdict', async () => {
    const { exitCode, out } = await type(['verify', hall.folder]);
    expect({ exitCode, blocks: out.match(/^assembly .*$/gm) }).toEqual({
      exitCode: 2,
      blocks: ['assembly annex', 'assembly hall'],
    });
    expect(out).toMatch(/^2 logs: 2 undecided$/m);
    const { out: json } = await type(['verify', hall.folder, '--json']);
    expect(JSON.parse(json)).toEqual(Array(2).fill(expect.objectContaining({ verdict: 'undecided' })));
  });

  it('is asked which log is meant where a flag is for one alone: wrong use', async () => {
    for (const args of [
      ['--key', hall.folder],
      ['--report', 'x.html'],
    ]) {
      const { exitCode, err } = await type(['verify', hall.folder, ...args]);
      expect({ exitCode, err }).toEqual({
        exitCode: 3,
        err: expect.stringMatching(/^ASSEMBLY_UNCLEAR: .*\n {2}annex\n {2}hall\n$/) as string,
      });
    }
    const one = await type(['verify', hall.folder, '--assembly', 'annex']);
    expect(one.out).not.toContain('assembly hall');
    expect((await type(['export', '--data', hall.folder])).exitCode).toBe(3);
  });

  it('is invalid by one log, though another cannot be looked into', async () => {
    const verifying = eachLogAt(hall.folder, flags, async (assembly) => {
      if (assembly === 'annex') throw new Judged('invalid', 'annex is invalid');
      throw new Error('its key is a folder');
    });
    await expect(verifying).rejects.toMatchObject({
      judgement: 'invalid',
      report: expect.stringMatching(/annex is invalid\n[^]*UNDECIDED: its key is a folder/) as string,
    });
  });

  it('is undecided by a log whose key file is a folder, and says what the other is', async () => {
    const other = await openHall();
    await other.another();
    rmSync(join(other.folder, 'hall.verifier.key'), { force: true });
    mkdirSync(join(other.folder, 'hall.verifier.key'));
    const { exitCode, out } = await type(['verify', other.folder]);
    await other.end();
    expect({ exitCode, blocks: out.match(/^assembly .*$/gm) }).toEqual({
      exitCode: 2,
      blocks: ['assembly annex', 'assembly hall'],
    });
  });

  it('is invalid when one log was changed', async () => {
    editDatabase(hall.folder, 'annex', "UPDATE events SET bytes = x'7b7d'");
    const { exitCode, out } = await type(['verify', hall.folder]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^2 logs: 1 undecided, 1 invalid$/m);
  });
});
