import { ImportProgress } from './import-progress';
import { RollImportPhase } from './roll-import-progress.type';

const { READING, CHECKING, DONE } = RollImportPhase;
const spring = { assemblyId: 'spring', commandId: 'import-1' };

function heardBy(progress: ImportProgress, one: typeof spring) {
  const heard: RollImportPhase[] = [];
  return { heard, leave: progress.listen(one, ({ phase }) => heard.push(phase)) };
}

describe('the progress of an import', () => {
  test('is heard by who waits for it, and the newest step by who comes late', () => {
    const progress = new ImportProgress();
    const early = heardBy(progress, spring);
    progress.publish(spring, { phase: READING, rowsDone: 0 });
    progress.publish(spring, { phase: CHECKING, rowsDone: 500, rowsTotal: 900 });
    const late = heardBy(progress, spring);
    progress.publish(spring, { phase: DONE, rowsDone: 900, rowsTotal: 900 });
    expect(early.heard).toEqual([READING, CHECKING, DONE]);
    expect(late.heard).toEqual([CHECKING, DONE]);
  });

  test('is not heard in another assembly, of another import, or after leaving', () => {
    const progress = new ImportProgress();
    const elsewhere = heardBy(progress, { ...spring, assemblyId: 'autumn' });
    const other = heardBy(progress, { ...spring, commandId: 'import-2' });
    const left = heardBy(progress, spring);
    left.leave();
    progress.publish(spring, { phase: DONE, rowsDone: 1, rowsTotal: 1 });
    expect([...elsewhere.heard, ...other.heard, ...left.heard]).toEqual([]);
  });

  test('is remembered of a hundred imports and forgotten of older ones', () => {
    const progress = new ImportProgress();
    const nth = (index: number) => ({ ...spring, commandId: `import-${index}` });
    for (let index = 0; index <= 100; index += 1)
      progress.publish(nth(index), { phase: DONE, rowsDone: 1, rowsTotal: 1 });
    expect(heardBy(progress, nth(0)).heard).toEqual([]);
    expect(heardBy(progress, nth(1)).heard).toEqual([DONE]);
  });
});
