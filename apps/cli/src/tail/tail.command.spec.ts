import { setTimeout as sleep } from 'node:timers/promises';
import { aina, biel, fact, openHall, type Hall } from '../hall.fixture';
import { plenum } from '../program';
import { Paper, terminalOn, type } from '../typed.fixture';

describe('plenum tail', () => {
  let hall: Hall;
  beforeEach(async () => (hall = await openHall()));
  afterEach(() => hall.end());

  it('shows position, time, kind and a few words, and nobody by name', async () => {
    const { exitCode, out } = await type(['tail', '--data', hall.folder]);
    expect(exitCode).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[4]).toBe(
      '     5  2026-11-24 18:00:00Z  DelegationSet        22222222 delegates to 11111111 (assembly)',
    );
    expect(lines[5]).toBe('     6  2026-11-24 18:00:00Z  ProposalDrafted      proposal 44444444: "Dig a new well"');
    expect(out).not.toContain('Roca');
  });

  it('begins where it is told, and by itself with the last ten', async () => {
    for (let times = 0; times < 6; times += 1)
      await hall.store(`delegations-${aina}`, fact('DelegationsDeclined', { memberId: aina }));
    expect(positions((await type(['tail', '--data', hall.folder])).out)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(positions((await type(['tail', '--data', hall.folder, '--from', '11'])).out)).toEqual([11, 12]);
  });

  it('writes the lines of plenum export with --json', async () => {
    const exported = await type(['export', '--data', hall.folder]);
    expect((await type(['tail', '--data', hall.folder, '--json'])).out).toBe(exported.out);
  });

  it('follows a live log, each event once, until Ctrl-C', async () => {
    const [paper, errors, ctrlC] = [new Paper(), new Paper(), new AbortController()];
    const args = ['tail', '--data', hall.folder, '--from', '6', '--follow'];
    const following = plenum(args, terminalOn(paper, errors, ctrlC.signal));
    await until(() => positions(paper.text).length === 1);
    await hall.store(`delegations-${biel}`, fact('DelegationRevoked', { memberId: biel, scope: 'assembly' }));
    await until(() => positions(paper.text).length === 2);
    ctrlC.abort();
    expect(await following).toBe(0);
    expect(positions(paper.text)).toEqual([6, 7]);
    expect(paper.text).toContain('22222222 takes the voice back (assembly)');
    expect(errors.text).toBe('');
  });

  const positions = (text: string) => [...text.matchAll(/^ *(\d+) {2}/gm)].map(([, position]) => Number(position));

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await sleep(5);
  }
});
