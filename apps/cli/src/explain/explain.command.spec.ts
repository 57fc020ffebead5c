import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { globalId } from '../server/server-parts';
import { type } from '../typed.fixture';
import { keptAssembly, type KeptAssembly } from '../verify/assembly.fixture';

interface Said {
  readonly type: string;
  readonly data: {
    readonly proposalId?: string;
    readonly memberId?: string;
    readonly scope?: string;
    readonly votes?: boolean;
    readonly delegates?: readonly string[];
  };
}

const NOBODYS = '0badc0de-0000-4000-8000-000000000000';

describe('plenum explain', () => {
  let kept: KeptAssembly;
  let said: readonly Said[];
  beforeAll(async () => {
    kept = await keptAssembly();
    said = kept.events.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()) as Said);
  });
  afterAll(() => kept.end());

  const closed = () => said.find(({ type: what }) => what === 'VotingClosed')!.data.proposalId!;
  const someone = () => said.find(({ type: what }) => what === 'MemberEnrolled')!.data.memberId!;
  const voterOn = (proposalId: string) =>
    said.find(({ type: what, data }) => what === 'BallotCast' && data.proposalId === proposalId)!.data.memberId!;
  /** Somebody who did not vote on it, and whose one delegate did. */
  const carriedOn = (proposalId: string) => {
    const voted = new Set(
      said
        .filter(({ type: what, data }) => what === 'BallotCast' && data.proposalId === proposalId)
        .map(({ data }) => data.memberId!),
    );
    const { data } = said.find(
      ({ type: what, data: { memberId, delegates, scope } }) =>
        what === 'DelegationSet' && scope === 'assembly' && !voted.has(memberId!) && voted.has(delegates![0]!),
    )!;
    return { memberId: data.memberId!, delegate: data.delegates![0]! };
  };
  const explain = (member: string, proposal: string, ...args: readonly string[]) =>
    type(['explain', member, '--proposal', proposal, '--of', kept.exported, '--key', kept.agendaKey, ...args]);

  it('follows a voice to the ballot that spoke for it, and names the events', async () => {
    const { memberId, delegate } = carriedOn(closed());
    const { exitCode, out } = await explain(memberId, closed());
    expect(exitCode).toBe(0);
    expect(out).toContain('voice       was carried by a delegate');
    const [, from, to, position] = /step {8}(\S+) -> (\S+), scope \S+, event (\d+)/.exec(out)!;
    expect([from, to]).toEqual([memberId, delegate]);
    expect(said[Number(position) - 1]).toMatchObject({
      type: 'DelegationSet',
      data: { memberId, delegates: [delegate] },
    });
    const [, ballotAt] = /ballot {6}"\w+", event (\d+)/.exec(out)!;
    expect(said[Number(ballotAt) - 1]!.data).toMatchObject({ proposalId: closed() });
  });

  it('says of one who voted that they did, and whom they did not need', async () => {
    const { out } = await explain(voterOn(closed()), closed(), '--json');
    const { verdict, voice } = JSON.parse(out) as {
      verdict: string;
      voice: { explanation: { fate: string }; steps: readonly unknown[] };
    };
    expect(verdict).toBe('valid');
    expect(voice).toMatchObject({ explanation: { fate: 'own-ballot' }, steps: [] });
  });

  it('looks at an earlier moment when asked', async () => {
    const opened =
      said.findIndex(({ type: what, data }) => what === 'VotingOpened' && data.proposalId === closed()) + 1;
    const { out } = await explain(voterOn(closed()), closed(), '--at', String(opened));
    expect(out).toContain(`as of       event ${opened}\n`);
    expect(out).not.toContain('voted themself');
  });

  it.each([
    ['an id that nobody has', () => [NOBODYS, closed()], 2, `no member ${NOBODYS} is on the roll at event `],
    ['an id that no proposal has', () => [someone(), NOBODYS], 2, `the log has no proposal ${NOBODYS}`],
    ['a moment beyond the end', () => [someone(), closed(), '--at', '999999'], 2, 'the log ends at event '],
    ['a moment before the vote', () => [someone(), closed(), '--at', '1'], 2, 'had not opened by event 1'],
  ] as const)('%s: says so', async (_what, args, expected, sentence) => {
    const [member, proposal, ...more] = args() as [string, string, ...string[]];
    const { exitCode, out } = await explain(member, proposal, ...more);
    expect({ exitCode, says: out.includes(sentence) }).toEqual({ exitCode: expected, says: true });
  });

  it('says of a member without a vote that they have none, and stays sure of it', async () => {
    const { data } = said.find(({ type: what, data }) => what === 'MemberEnrolled' && data.votes === false)!;
    const { exitCode, out } = await explain(data.memberId!, closed());
    expect(exitCode).toBe(0);
    expect(out).toContain('voice       is not among those who vote on this proposal');
  });

  it.each([
    [
      'a name',
      () => ['Aina Roca', closed()],
      '"Aina Roca" is no id, and the log knows no names: your own id is shown in GraphiQL',
    ],
    ['a word', () => ['xx', closed()], '"xx" is no id'],
    ['the title of a proposal', () => [someone(), 'A solar roof'], 'edges { node { id title } }'],
    [
      'a proposal where the member belongs',
      () => [globalId('Proposal', closed()), closed()],
      'is the id of a thing of another kind, Proposal',
    ],
  ])('%s is wrong use, and the answer says where the id is found', async (_what, args, sentence) => {
    const [member, proposal] = args() as [string, string];
    const { exitCode, out, err } = await explain(member, proposal);
    expect({ exitCode, out, err }).toEqual({ exitCode: 3, out: '', err: expect.stringContaining(sentence) as string });
  });

  it('of a log whose parts were moved says what is wrong with it, though no rule foresaw what is left', async () => {
    const moved = kept.copy('exported', (directory) => {
      const [one, other, away] = ['000', '001', 'away'].map((name) => join(directory, 'tile/entries', name));
      renameSync(one!, away!);
      renameSync(other!, one!);
      renameSync(away!, other!);
    });
    const args = ['--proposal', closed(), '--of', moved, '--key', kept.agendaKey];
    const { exitCode, out, err } = await type(['explain', someone(), ...args]);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' });
    expect(out).toContain('INVALID');
  });
});
