import { createHash } from 'node:crypto';
import type { StoredEvent } from '@plenum/domain';
import { openLog } from '../data-folder/data-folder';
import { openPrivateServer } from '../demo/private-server';
import type { Venue } from '../demo/venue';
import { globalId } from '../server/server-parts';
import { type } from '../typed.fixture';

describe('plenum export-count', () => {
  let venue: Venue;
  let events: readonly StoredEvent[];
  beforeAll(async () => {
    venue = await openPrivateServer(false);
    const log = await openLog(venue.folder, venue.cast.assemblyId);
    events = (await log.readAll(0, 10_000)) as unknown as readonly StoredEvent[];
    await log.close();
  });
  afterAll(() => venue.close());

  const exportCount = (...args: string[]) => type(['export-count', ...args, '--data', venue.folder]);
  const eventOf = <Type extends StoredEvent['type']>(wanted: Type) =>
    events.find((event): event is Extract<StoredEvent, { type: Type }> => event.type === wanted)!;

  it('writes a file whose count is the certified one, to the byte', async () => {
    const { proposalId, result } = eventOf('ResultCertified').data;
    const { exitCode, out: input } = await exportCount(globalId('Proposal', proposalId));
    expect(exitCode).toBe(0);
    const counted = await type(['count', '-'], { input });
    expect(createHash('sha256').update(counted.out).digest('hex')).toBe(result.countDigest);
  });

  it('writes an open proposal as it stands, by its own id or the one GraphQL shows', async () => {
    const { openProposalId } = venue.cast;
    const { out } = await exportCount(openProposalId);
    expect(out).toBe((await exportCount(globalId('Proposal', openProposalId))).out);
    const cast = events.filter(({ type, data }) => type === 'BallotCast' && data.proposalId === openProposalId);
    expect((JSON.parse(out) as { ballots: unknown[] }).ballots).toHaveLength(cast.length);
  });

  it('writes a proposal as it stood at a position', async () => {
    const first = eventOf('BallotCast');
    const { out } = await exportCount(first.data.proposalId, '--at', String(first.position));
    expect(JSON.parse(out)).toMatchObject({ ballots: [{ voter: first.data.memberId, choice: first.data.choice }] });
  });

  it('refuses what it cannot write', async () => {
    const opened = eventOf('VotingOpened');
    const cases: readonly [string, string[]][] = [
      ['PROPOSAL_UNKNOWN', ['elsewhere']],
      ['PROPOSAL_NOT_OPENED', [opened.data.proposalId, '--at', String(opened.position - 1)]],
      ['POSITION_UNKNOWN', [opened.data.proposalId, '--at', String(events.length + 1)]],
    ];
    for (const [code, args] of cases) {
      const typed = await exportCount(...args);
      expect(typed).toMatchObject({ exitCode: 1, out: '' });
      expect(typed.err.startsWith(`${code}: `)).toBe(true);
    }
  });
});
