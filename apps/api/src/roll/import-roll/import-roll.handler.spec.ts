import { randomUUID } from 'node:crypto';
import { openSpring, type Spring } from '../spring.fixture';
import { ImportProgress } from './import-progress';
import { ImportRollCommand, ImportRollHandler } from './import-roll.handler';
import type { RollImportProgress } from './roll-import-progress.type';

let spring: Spring;
let progress: ImportProgress;

beforeEach(async () => {
  spring = await openSpring();
  progress = new ImportProgress();
});
afterEach(() => spring.end());

const file = (...lines: string[]) => lines.join('\n');

function importing(csv: string, { commandId = randomUUID() as string, dryRun = false } = {}) {
  const command = new ImportRollCommand({ assemblyId: 'spring', actor: 'role:registrar', commandId }, { csv, dryRun });
  return new ImportRollHandler(spring.assemblies, spring.enrolments, progress).execute(command);
}

const onRoll = () => spring.assembly.view.record.roll.members.size;

describe('importing a roll', () => {
  test('enrols everybody in the file with one append', async () => {
    const answer = await importing(file('name,weight', 'Amina Diallo,2', 'Bruno Keller,1/2'));
    expect(answer).toMatchObject({ rows: 2, recorded: { repeated: false } });
    expect(onRoll()).toBe(2);
    expect(spring.names()).toEqual(['Amina Diallo', 'Bruno Keller']);
  });

  test('refused at its last line enrols nobody', async () => {
    const people = Array.from({ length: 2_000 }, (_, index) => `Member ${index},1`);
    const answer = await importing(file('name,weight', ...people, 'Amina Diallo,heavy'));
    expect(answer).toMatchObject({ refusal: 'RollFileMustBeReadable', field: 'csv:2002:weight' });
    expect(onRoll()).toBe(0);
    expect(spring.names()).toEqual([]);
  });

  test('refuses a member number that somebody on the roll has, by the line in the file', async () => {
    await importing(file('name,number', 'Amina Diallo,7'));
    const again = file('number,name', '', '8,Bruno Keller', '7,Chen Wei');
    for (const dryRun of [true, false]) {
      expect(await importing(again, { dryRun })).toMatchObject({
        refusal: 'RollFileMustBeReadable',
        field: 'csv:4:number',
        message: expect.stringContaining('line 4, column number: The number "7"'),
      });
    }
    expect(onRoll()).toBe(1);
  });

  test('in a dry run says how many and enrols nobody', async () => {
    expect(await importing(file('name', 'Amina Diallo'), { dryRun: true })).toEqual({ rows: 1, namesakes: [] });
    expect(onRoll()).toBe(0);
    expect(spring.names()).toEqual([]);
  });

  test('sent again with the same command id answers the same; with another file it is refused', async () => {
    const commandId = randomUUID();
    const csv = file('name,number', 'Amina Diallo,7', 'Bruno Keller,8');
    await importing(csv, { commandId });
    expect(await importing(csv, { commandId })).toMatchObject({ rows: 2, recorded: { repeated: true } });
    const other = csv.replace('Bruno Keller', 'Chen Wei');
    expect(await importing(other, { commandId })).toMatchObject({
      refusal: 'CommandIdMustBeFresh',
      field: 'csv:3:name',
    });
    expect(await importing(file('name', 'Emil'), { commandId })).toMatchObject({ refusal: 'CommandIdMustBeFresh' });
    expect(spring.names()).toEqual(['Amina Diallo', 'Bruno Keller']);
  });

  test('tells its progress from the first row to the end', async () => {
    const commandId = randomUUID();
    const heard: RollImportProgress[] = [];
    progress.listen({ assemblyId: 'spring', commandId }, (step) => heard.push(step));
    const people = Array.from({ length: 1_200 }, (_, index) => `Member ${index}`);
    await importing(file('name', ...people), { commandId });
    const steps = heard.map(({ phase, rowsDone, rowsTotal }) => [phase, rowsDone, rowsTotal]);
    expect(steps).toEqual([
      ['READING', expect.any(Number), undefined],
      ['CHECKING', 500, 1_200],
      ['CHECKING', 1_000, 1_200],
      ['ENROLLING', 0, 1_200],
      ['DONE', 1_200, 1_200],
    ]);
  });

  test('tells when it was refused, and when the log failed', async () => {
    const heard: string[] = [];
    const [first, second] = [randomUUID(), randomUUID()];
    for (const commandId of [first, second]) {
      progress.listen({ assemblyId: 'spring', commandId }, ({ phase }) => heard.push(phase));
    }
    await importing('', { commandId: first });
    await spring.assembly.log.close();
    await expect(importing(file('name', 'Amina'), { commandId: second })).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    });
    expect(heard.filter((phase) => phase === 'REFUSED')).toHaveLength(2);
    expect(heard.at(-1)).toBe('REFUSED');
  });
});
