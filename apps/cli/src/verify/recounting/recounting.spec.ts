import { availableParallelism } from 'node:os';
import { envelopeOf, leafHashOf, parseCanonicalJson, type Envelope } from '@plenum/event-log';
import { keptAssembly, type KeptAssembly } from '../assembly.fixture';
import type { AnyFinding } from '../verdict';
import { FirstFindings, inLogOrder } from './first-findings';
import { RecountHere } from './recount-here';
import { RecountThread } from './recount-thread';
import { recountingOf, type ReadEvent, type Recounted, type Recounting } from './recounting';

jest.setTimeout(120_000);

describe('a recount beside the thread that reads', () => {
  let kept: KeptAssembly;
  beforeAll(async () => {
    kept = await keptAssembly();
  });
  afterAll(() => kept.end());

  const readEvents = (change: (text: string, position: number) => string = (text) => text) =>
    kept.events.map(({ position, bytes: known }): ReadEvent => {
      const bytes = Buffer.from(change(Buffer.from(known).toString(), position));
      const envelope = envelopeOf(parseCanonicalJson(bytes)) as Envelope;
      return { position, bytes, leafHash: leafHashOf(bytes), envelope };
    });
  const outcomeOf = async (recounting: Recounting, events: readonly ReadEvent[]): Promise<Recounted> => {
    try {
      for (let at = 0; at < events.length; at += 100) await recounting.follow(events.slice(at, at + 100));
      const { findings, ...rest } = await recounting.finish();
      return { ...rest, findings: { listed: findings.listed, dropped: findings.dropped } };
    } finally {
      await recounting.close();
    }
  };
  /** Beside the reader or not, and whether it forgets who voted once that is counted or keeps it for somebody who watches. */
  const both = async (events: readonly ReadEvent[]) => {
    const here = await outcomeOf(new RecountHere(), events);
    expect(await outcomeOf(new RecountThread(), events)).toEqual(here);
    expect(await outcomeOf(new RecountHere({}), events)).toEqual(here);
    return here;
  };

  it('counts every certified result again', async () => {
    const { recounted, stopped, findings } = await both(readEvents());
    expect(recounted).toBe(kept.events.filter(({ bytes }) => Buffer.from(bytes).includes('"ResultCertified"')).length);
    expect({ recounted: recounted > 0, stopped, findings }).toEqual({
      recounted: true,
      stopped: undefined,
      findings: { listed: [], dropped: 0 },
    });
  });

  it('finds the result that does not follow, and texts of any script on the way', async () => {
    const position = kept.placeOf('"type":"ResultCertified"');
    const { findings } = await both(
      readEvents((text, at) => (at === position ? text.replace(/"outcome":"[\w-]+"/, '"outcome":"blocked"') : text)),
    );
    expect(findings.listed).toMatchObject([{ rule: 'certified-result', position, where: 'outcome' }]);
  });

  it('says which event it does not know, and follows no further', async () => {
    const position = kept.placeOf('"type":"ProposalDrafted"');
    const { stopped, recounted } = await both(
      readEvents((text) => text.replace('"type":"ProposalDrafted"', '"type":"ProposalSung"')),
    );
    expect({ stopped, recounted }).toEqual({ stopped: expect.stringContaining(`event ${position}: `), recounted: 0 });
  });

  it('finds the event that nothing before it leads to, and follows no further', async () => {
    const [drafted, certified] = ['"type":"ProposalDrafted"', '"type":"ResultCertified"'].map(kept.placeOf);
    const { findings, recounted } = await both(
      readEvents((text, at) =>
        at === drafted ? text.replace(/"proposalId":"[0-9a-f]{8}/, '"proposalId":"00000000') : text,
      ),
    );
    expect(findings.listed).toMatchObject([{ rule: 'event-effect', position: certified }]);
    expect(recounted).toBe(1);
  });

  it('keeps the first hundred findings and counts the others', async () => {
    const { findings } = await both(readEvents((text) => text.replace(/"choice":"\w+"/, '"choice":7')));
    const wrong = kept.events.filter(({ bytes }) => /"choice":"\w+"/.test(Buffer.from(bytes).toString())).length;
    expect(findings.listed).toHaveLength(100);
    expect(findings.dropped).toBeGreaterThanOrEqual(wrong - 100);
  });

  it('lets its reader go on when it fails, and fails with it', async () => {
    const thread = new RecountThread();
    const [first] = readEvents();
    const unreadable = { ...first!, bytes: Buffer.from('no event') };
    await thread.follow([unreadable]);
    await expect(thread.finish()).rejects.toThrow('JSON');
    await thread.close();
  });

  it('is for long logs that nobody watches', async () => {
    const kinds = [
      recountingOf(1_000_000, undefined),
      recountingOf(1_000_000, {}),
      recountingOf(1_000, undefined),
      recountingOf(undefined, undefined),
    ];
    expect(kinds.map((one) => one instanceof RecountThread)).toEqual([availableParallelism() > 1, false, false, false]);
    await Promise.all(kinds.map((one) => one.close()));
  });
});

describe('findings of two checks', () => {
  const at = (...positions: readonly (number | undefined)[]): AnyFinding[] =>
    positions.map((position) => ({ rule: 'envelope', expected: '', found: '', ...(position && { position }) }));
  const placesOf = (findings: readonly AnyFinding[]) => findings.map(({ position }) => position);

  it('are told in the order of the log, those of the first before those of the second', () => {
    const [first, second] = [at(1, 3, undefined, 7), at(2, 3, 9)];
    expect(placesOf(inLogOrder(first, second))).toEqual([1, 2, 3, undefined, 3, 7, 9]);
    expect(inLogOrder(first, second)[2]).toBe(first[1]);
    expect(inLogOrder([], second)).toEqual(second);
    expect(inLogOrder(first, [])).toEqual(first);
  });

  it('are a hundred at most', () => {
    const findings = new FirstFindings();
    for (const one of at(...Array.from({ length: 103 }, (_, index) => index + 1))) findings.report(one);
    expect({ kept: placesOf(findings.listed).at(-1), dropped: findings.dropped }).toEqual({ kept: 100, dropped: 3 });
  });
});
