import { Paper, terminalOn, type } from '../../typed.fixture';
import { openServer } from '../private-server';
import { TemporaryFolder } from '../temporary-folder.fixture';
import { checkMeeting } from './check';
import { hallDemo } from './hall-demo';
import { Ledger, type Entry } from './ledger';
import { playHall, type HallPlay } from './meeting';

const temporary = new TemporaryFolder();
afterAll(() => temporary.end());
const SMALL = ['--hall', '40', '--online', '160'];

describe('plenum demo --meeting', () => {
  it('plays ten items in a hall and online, finds every voice, and leaves nothing behind', async () => {
    const before = temporary.names;
    const { exitCode, out, err } = await type(['demo', '--meeting', ...SMALL]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: 'Starting a private server …\n' });
    for (const words of [
      /6 stand in both queues and get in once/,
      /Item 10: /,
      /The two tellers differ/,
      /people come in while hands are up/,
      /people leave, half of them come back/,
      /10 results recounted, 0 findings/,
      /CountedMemberMustNotCastBallot/,
    ])
      expect(out).toMatch(words);
    expect(out.match(/^✓/gm)).toHaveLength(6);
    expect(out).not.toContain('NOT SO');
    expect(temporary.names).toEqual(before);
  });

  it('plays on a running server, as an assembly of its own', async () => {
    const server = await openServer(false);
    const [out, err] = [new Paper(), new Paper()];
    const options = { data: server.folder, url: server.url, keep: false, hall: 40, online: 40 };
    await hallDemo(options, terminalOn(out, err));
    expect(err.text).toBe('');
    expect(out.text.match(/^✓/gm)).toHaveLength(6);
    await server.close();
  });

  it('draws the wall of the hall on a terminal, and gives the terminal back at Ctrl-C', async () => {
    const before = temporary.names;
    const [out, err, ctrlC] = [new Paper(80, 24), new Paper(80, 24), new AbortController()];
    const options = { data: 'data', keep: false, hall: 40, online: 160, pace: 60 };
    const playing = hallDemo(options, terminalOn(out, err, ctrlC.signal));
    const drawn = setInterval(() => out.text.includes('in session') && ctrlC.abort(), 10);
    await expect(playing).rejects.toMatchObject({ name: 'Interrupted' });
    clearInterval(drawn);
    expect(out.text.startsWith('\x1b[?1049h')).toBe(true);
    expect(out.text).toContain('\x1b[?25h\x1b[?1049l');
    expect(temporary.names).toEqual(before);
  });
});

describe('the check at the end', () => {
  const never = new AbortController().signal;
  let server: Awaited<ReturnType<typeof openServer>>;
  let play: HallPlay;

  beforeAll(async () => {
    server = await openServer(false);
    const silent = { say: () => undefined, see: () => undefined, rest: () => undefined };
    play = await playHall(server, { size: { hall: 40, online: 60 }, phones: { atATime: 64 } }, silent, never);
  });
  afterAll(async () => {
    await play.gathering.close();
    await server.close();
  });

  /** What does not hold, had people kept other receipts than they did. */
  async function broken(told: Partial<HallPlay>): Promise<readonly string[]> {
    const { checks } = await checkMeeting({ ...play, ...told }, server, never);
    return checks.filter(({ holds }) => !holds).map(({ what }) => what);
  }

  const [lost, nobody, elsewhere] = [/every receipt is in the log/, /every ballot in the log/, /count by hand/];

  it('holds', async () => {
    expect(await broken({})).toEqual([]);
  });

  it.each<[string, (entry: Entry) => Entry | undefined, readonly RegExp[]]>([
    ['a ballot that nobody remembers', (one) => (one.kind === 'ballot' ? undefined : one), [nobody, elsewhere]],
    [
      'a ballot that says otherwise',
      (one) => (one.kind === 'ballot' ? { ...one, choice: 'no' } : one),
      [nobody, elsewhere],
    ],
    ['a check-in that nobody remembers', (one) => (one.kind === 'presence' ? undefined : one), [elsewhere]],
    ['a delegation that was never given', (one) => (one.kind === 'trust' ? undefined : one), [elsewhere]],
    [
      'a hand that was raised twice',
      (one) => (one.kind === 'hands' ? { ...one, totals: { ...one.totals, yes: one.totals['yes']! + 1 } } : one),
      [elsewhere],
    ],
  ])('finds %s', async (_what, change, found) => {
    const met = await broken(remembering(play, firstOnly(change)));
    expect(met).toEqual(found.map((words) => expect.stringMatching(words)));
  });

  it('finds a receipt that is not in the log, and one that is given twice', async () => {
    const [kept] = play.gathering.ledger.receipts;
    const beyond = remembering(play, (one) => one);
    beyond.gathering.ledger.keep({ position: 1_000_000, leafHashes: ['00'.repeat(32)], repeated: false });
    expect(await broken(beyond)).toEqual([expect.stringMatching(lost)]);
    const twice = remembering(play, (one) => one);
    twice.gathering.ledger.keep({ position: kept!.position, leafHashes: [kept!.leafHash], repeated: false });
    expect(await broken(twice)).toEqual([expect.stringMatching(lost)]);
  });

  it('finds a tally on the wall in which a voice was doubled', async () => {
    const tally = play.projector.scene.items[0]!.tally!;
    const projector = Object.assign(Object.create(play.projector) as HallPlay['projector'], { unsound: [tally] });
    expect(await broken({ projector })).toEqual([expect.stringMatching(/exactly one place/)]);
  });
});

/** The same meeting, as people with another memory of it would tell it. */
function remembering(play: HallPlay, change: (entry: Entry) => Entry | undefined): Pick<HallPlay, 'gathering'> {
  const { gathering } = play;
  const ledger = new Ledger();
  for (const { position, leafHash } of gathering.ledger.receipts) {
    ledger.keep({ position, leafHashes: [leafHash], repeated: false });
  }
  for (const entry of gathering.ledger.entries) {
    const told = change(entry);
    if (told !== undefined) ledger.remember(told);
  }
  return { gathering: Object.assign(Object.create(gathering) as typeof gathering, { ledger }) };
}

/** Changes the first entry that it would change, and that one alone. */
function firstOnly(change: (entry: Entry) => Entry | undefined): (entry: Entry) => Entry | undefined {
  let isDone = false;
  return (entry) => {
    const changed = isDone ? entry : change(entry);
    if (JSON.stringify(changed) !== JSON.stringify(entry)) isDone = true;
    return changed;
  };
}
