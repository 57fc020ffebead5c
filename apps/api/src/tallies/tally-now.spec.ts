import { performance } from 'node:perf_hooks';
import type { LinearPass } from '@plenum/counting';
import { emptyRecord, recordFold, type AssemblyRecord, type StoredEvent } from '@plenum/domain';
import { ada, asked, bo, cast, cy, roof, type Fact } from './bakers.fixture';
import { Counts } from './counts';
import { answerTo, type AnswerTo, type CountQuestion, type Question } from './question';
import { Standing } from './standing';
import { TallyNow } from './tally-now';

/** The roof, counted by one who begins only when told to. */
class SlowCount {
  record: AssemblyRecord = emptyRecord;
  begun = 0;
  lastPass: LinearPass | undefined;
  readonly now = new TallyNow(
    roof,
    () => this.standing(),
    () => this.lastPass,
  );
  private go: (() => void)[] = [];

  tell(...facts: readonly Fact[]): this {
    for (const fact of facts) {
      const position = this.record.position + 1;
      const event = { ...fact, version: 1, position, revision: position, at: '2026-11-24T12:00:00.000Z' };
      this.record = recordFold.evolve(this.record, event as StoredEvent);
    }
    return this;
  }

  /** Lets the counts that have begun end, and the ones that wait for them begin. */
  async count(): Promise<void> {
    while (this.go.length === 0) await new Promise(setImmediate);
    for (const go of this.go.splice(0)) go();
  }

  private standing(): Standing {
    const { record } = this;
    return new Standing(record, async <Asked extends Question>(question: Asked) => {
      this.begun += 1;
      await new Promise<void>((resolve) => this.go.push(resolve));
      const count = new Counts(record, () => undefined).of(record, roof)!;
      return answerTo(question as CountQuestion, count) as AnswerTo<Asked>;
    });
  }
}

describe('the newest tally of a large proposal', () => {
  it('is counted once for all who ask while another count is under way, and holds what each of them had seen', async () => {
    const slow = new SlowCount().tell(...asked('ordinary'), cast(ada, 'yes'));
    const first = slow.now.read();
    await slow.count();
    const second = slow.tell(cast(bo, 'no')).now.read();
    const third = slow.tell(cast(cy, 'no')).now.read();
    await slow.count();
    expect((await first).figures.tally.scores).toEqual({ yes: '1', no: '0', abstain: '0' });
    for (const read of [await second, await third]) {
      expect(read.record).toBe(slow.record);
      expect(read.figures.tally.scores).toEqual({ yes: '1', no: '2', abstain: '0' });
    }
    expect(slow.begun).toBe(2);
  });

  it('leaves a tenth of a second from the beginning of one pass to that of the next', async () => {
    const slow = new SlowCount().tell(...asked('ordinary'));
    const startedMs = performance.now();
    slow.lastPass = { startedMs, endedMs: startedMs + 10 };
    const read = slow.now.read();
    await slow.count();
    expect(performance.now() - startedMs).toBeGreaterThan(99);
    await read;
  });

  it('is counted anew for whoever asks after a failure', async () => {
    let [asks, fails] = [0, true];
    const { record } = new SlowCount().tell(...asked('ordinary'));
    const now = new TallyNow(
      roof,
      () =>
        new Standing(record, async <Asked extends Question>(question: Asked) => {
          asks += 1;
          if (fails) throw new Error('the log is away');
          return answerTo(
            question as CountQuestion,
            new Counts(record, () => undefined).of(record, roof)!,
          ) as AnswerTo<Asked>;
        }),
      () => undefined,
    );
    await expect(now.read()).rejects.toThrow('the log is away');
    fails = false;
    expect((await now.read()).figures).toMatchObject({ members: 3 });
    expect(asks).toBe(2);
  });

  it('is known, and not counted again, as long as nothing it depends on has changed', async () => {
    const slow = new SlowCount().tell(...asked('ordinary'), cast(ada, 'yes'));
    const first = slow.now.read();
    await slow.count();
    await first;
    const data = { charterVersion: 2, charter: slow.record.assembly.charters[0]! };
    slow.tell({ type: 'CharterAdopted', data });
    expect((await slow.now.read()).record).toBe(slow.record);
    expect(slow.begun).toBe(1);
  });
});
