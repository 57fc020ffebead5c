import { join } from 'node:path';
import { type } from '../typed.fixture';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../verify/assembly.fixture';

interface Answer {
  readonly verdict: string;
  readonly results: readonly {
    readonly proposalId: string;
    readonly equal: boolean;
    readonly certifiedPosition: number;
  }[];
  readonly audit: { readonly findings: readonly { readonly rule: string; readonly position?: number }[] };
}

const NOBODYS = '0badc0de-0000-4000-8000-000000000000';

describe('plenum recount', () => {
  let kept: KeptAssembly;
  beforeAll(async () => (kept = await keptAssembly()));
  afterAll(() => kept.end());

  const recount = (place: string, ...args: readonly string[]) =>
    type(['recount', ...args, '--of', place, '--heads', join(kept.folder, 'heads'), '--key', kept.agendaKey]);
  const certified = () => {
    const { bytes, position } = kept.events.find((one) => Buffer.from(one.bytes).includes('"type":"ResultCertified"'))!;
    const { data } = JSON.parse(Buffer.from(bytes).toString()) as { data: { proposalId: string } };
    return { position, bytes: Buffer.from(bytes).toString(), proposalId: data.proposalId };
  };

  it('counts every certified result again, of an export and of a data folder', async () => {
    for (const place of [kept.exported, kept.folder]) {
      const { exitCode, out } = await recount(place);
      expect(exitCode).toBe(0);
      expect(out).toContain(certified().proposalId);
      expect(out).toContain('EQUAL to the certified result, to the byte');
      expect(out).toContain('VALID: ');
    }
  });

  it('counts one of them by other rules too, for the minutes', async () => {
    const { proposalId } = certified();
    const { exitCode, out } = await recount(kept.exported, proposalId, '--rules', 'majority,schulze');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/nothing here is binding\)\n {2}majority {2}adopted/);
    expect(out).toContain('schulze cannot read these ballots');
  });

  it('names a certified result that does not follow from the ballots, although it was hashed and signed', async () => {
    const { position, bytes, proposalId } = certified();
    const forged = bytes.replace('"outcome":"adopted"', '"outcome":"rejected"');
    expect(forged).not.toBe(bytes);
    const copy = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, rewriting(position, Buffer.from(forged), true)),
    );
    const { exitCode, out } = await recount(copy, proposalId, '--json');
    expect(exitCode).toBe(1);
    const { verdict, results, audit } = JSON.parse(out) as Answer;
    expect(verdict).toBe('invalid');
    expect(results).toMatchObject([{ proposalId, equal: false, certifiedPosition: position }]);
    expect(audit.findings).toContainEqual(expect.objectContaining({ rule: 'certified-result', position }));
  });

  it('does not call a result right whose ballots were changed', async () => {
    const place = kept.placeOf('"type":"BallotCast"');
    const changed = Buffer.from(kept.events[place - 1]!.bytes)
      .toString()
      .replace(/"choice":"\w+"/, '"choice":"abstain"');
    const copy = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, rewriting(place, Buffer.from(changed), false)),
    );
    const { exitCode, out } = await recount(copy);
    expect(exitCode).toBe(1);
    expect(out).toContain('DIFFERENT from the certified result');
    expect(out).toContain(`event ${place}: rule leaf-hash`);
  });

  it('cannot decide where nothing is certified, and says how far that vote is', async () => {
    const open = kept.events
      .map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as { type: string; data: { proposalId: string } })
      .filter(({ type: what }) => what === 'VotingOpened')
      .at(-1)!.data.proposalId;
    const ofOpen = await recount(kept.exported, open);
    expect(ofOpen.exitCode).toBe(2);
    expect(ofOpen.out).toContain(`proposal ${open} has no certified result to compare with: it is open`);
    const ofNone = await recount(kept.exported, NOBODYS);
    expect(ofNone.exitCode).toBe(2);
    expect(ofNone.out).toContain(`the log has no proposal ${NOBODYS}`);
    const byName = await recount(kept.exported, 'A solar roof');
    expect(byName).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/^NOT_A_PROPOSAL_ID: "A solar roof" is no id.* plenum recount those/) as string,
    });
  });

  it('takes no rule that it does not know', async () => {
    const { exitCode, err } = await recount(kept.exported, '--rules', 'loudest');
    expect(exitCode).toBe(3);
    expect(err).toContain('loudest: not a rule. There are ');
  });
});
