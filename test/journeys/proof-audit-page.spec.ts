import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type, type Typed } from '../../apps/cli/src/typed.fixture';
import { NOTHING_BUT_THE_LIBRARY, python, SECOND } from '../verifiers/support/verifiers';
import { awaitUntil } from './support/await-until';
import { foundedWith } from './support/founding';
import type { Assembly, Member } from './support/people';
import { RunningServer } from './support/running-server';

const PAGE = readFileSync(join(__dirname, '../../docs/audit.md'), 'utf8');
/** Told by their own stories: a web host, and a key that was changed. */
const ELSEWHERE = /https:|new-agenda-key/;

/** The commands of one section, as they are printed. */
function commandsUnder(heading: string): readonly string[] {
  const section = PAGE.split(/^## /m).find((one) => one.startsWith(`${heading}\n`))!;
  return [...section.matchAll(/^```sh\n([^]*?)```$/gm)]
    .flatMap(([, block]) => block!.trim().split('\n'))
    .filter((line) => !ELSEWHERE.test(line));
}

describe('the page for members and auditors, typed as it is printed', () => {
  const before = { folder: process.cwd(), env: process.env };
  const room = mkdtempSync(join(tmpdir(), 'plenum-audit-page-'));
  let server: RunningServer;
  let [ada, bruno]: Member[] = [];
  let proposalId: string;
  /** What stands on the page for what every assembly has its own of. */
  let own: readonly (readonly [printed: string, ours: string])[];
  beforeAll(async () => {
    server = await RunningServer.onDisk();
    let assembly: Assembly;
    [assembly, ada, bruno] = (await foundedWith(server, ['Ada', 'Bruno'])) as [Assembly, Member, Member];
    proposalId = await assembly.open('A solar roof for the workshop');
    await bruno.trusts([ada]);
    const { receipt } = await ada.votes(proposalId, 'yes');
    await assembly.close(proposalId);
    await assembly.chair.do('certifyResult', { proposalId });
    const end = await assembly.head();
    const { verifierKey } = await awaitUntil('a head over all events', async () => {
      const { logHead } = await assembly.auditor.read('{ logHead { size verifierKey } }');
      return logHead?.size >= end && logHead;
    });
    own = [
      ['543', String(receipt!.position)],
      ['"$TOKEN"', ada.token!],
      ['TWVtYmVyOjc0...', bruno.id],
      ['UHJvcG9zYWw6...', proposalId],
    ];
    process.chdir(room);
    process.env = { ...before.env, PLENUM_DATA: server.dataDir, PLENUM_PORT: new URL(server.url).port };
    writeFileSync('agenda-key.txt', `${verifierKey}\n`);
  });
  afterAll(async () => {
    process.chdir(before.folder);
    process.env = before.env;
    await server.end();
    rmSync(room, { recursive: true, force: true });
  });

  const ours = (text: string) => own.reduce((line, [printed, mine]) => line.replaceAll(printed, mine), text);
  async function typed(line: string): Promise<Typed> {
    const [program, ...args] = ours(line).split(' ');
    if (program === 'bin/plenum') return type(args);
    expect([program, args.shift()]).toEqual(['python3', 'tools/verify_log.py']);
    const out = execFileSync(python!, [NOTHING_BUT_THE_LIBRARY, SECOND, ...args], { encoding: 'utf8' });
    return { exitCode: 0, out, err: '' };
  }
  async function allGoWell(heading: string): Promise<readonly Typed[]> {
    const lines = commandsUnder(heading);
    expect({ heading, commands: lines.length }).not.toEqual({ heading, commands: 0 });
    const answers: Typed[] = [];
    for (const line of lines) {
      const answer = await typed(line);
      expect({ line, ...answer }).toEqual({ line, ...answer, exitCode: 0 });
      answers.push(answer);
    }
    return answers;
  }

  it('keeps and checks a receipt', async () => {
    await allGoWell('Keep a receipt');
    const [{ out }] = (await allGoWell('Check a receipt')) as [Typed];
    expect(out).toContain('  choice      yes\n');
    expect(out).toContain('VALID: ');
  });

  it('checks what GraphiQL shows, saved as it stands', async () => {
    const [, query] = /open GraphiQL, ask `([^`]+)`/.exec(PAGE)!;
    const shown = JSON.stringify(await ada!.ask(ours(query!)), null, 2);
    const [line] = commandsUnder('Check a receipt');
    for (const saved of [shown, shown.replaceAll('\n', '\r\n')]) {
      writeFileSync('from-graphiql', saved);
      expect(await typed(line!.replace('my-vote.tlog-proof', 'from-graphiql'))).toMatchObject({ exitCode: 0 });
    }
  });

  it('checks the log, one result and one voice, with both programs', async () => {
    await allGoWell('Check the whole log, and every result');
    const [result, voice] = await allGoWell('Look at one result, or at one voice');
    expect(result!.out).toContain('EQUAL to the certified result');
    expect(voice!.out).toContain('voice       was carried by a delegate');
    if (python !== undefined) await allGoWell('Ask a second program');
  });

  it('is not satisfied with the key inside the export, as it says', async () => {
    expect(await typed('bin/plenum verify riu-clar')).toMatchObject({ exitCode: 2 });
    expect(await typed(`bin/plenum verify ${server.dataDir}`)).toMatchObject({ exitCode: 0 });
  });

  it('compares receipts and exports of neighbours', async () => {
    for (const [name, position] of [
      ['mine', '543'],
      ['yours', '2'],
    ])
      await typed(`bin/plenum receipt ${position} --token "$TOKEN" --out ${name}.tlog-proof`);
    for (const name of ['my-export', 'your-export']) await typed(`bin/plenum export ${name}`);
    const logs = (await allGoWell('Compare with your neighbour')).at(-1);
    expect(logs!.out).toContain('EQUAL: ');
  });

  it('has two witnesses, and a policy that both meet', async () => {
    const lines = commandsUnder('Be a witness');
    const policyAt = lines.findIndex((line) => line.includes('--policy'));
    const keys = [readFileSync('agenda-key.txt', 'utf8').trim()];
    for (const line of lines.slice(0, policyAt)) {
      const { exitCode, err } = await typed(line);
      expect({ line, exitCode }).toEqual({ line, exitCode: 0 });
      keys.push(/ as (\S+)\n$/.exec(err)![1]!);
    }
    const [printed] = /^log plenum\.local[^]*?(?=```)/m.exec(PAGE)!;
    writeFileSync(
      'policy.txt',
      printed!.replaceAll(/\S+\.\.\.$/gm, () => keys.shift()!),
    );
    expect(keys).toEqual([]);
    for (const line of lines.slice(policyAt)) {
      const answer = await typed(line);
      expect({ line, ...answer }).toEqual({ line, ...answer, exitCode: 0 });
    }
  });
});
