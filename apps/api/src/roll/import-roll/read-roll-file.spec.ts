import { isRefusal } from '@plenum/domain';
import { MOST_ROWS } from './csv-rows';
import { LONGEST_FILE, readRollFile, STEP, type ReadingStep } from './read-roll-file';

const classes = [
  { id: 'workers', name: 'Worker members' },
  { id: 'clients', name: 'Client members' },
];
const silent = () => undefined;

const read = (...lines: string[]) => readRollFile(lines.join('\n'), classes, silent);

async function refusalOf(...lines: string[]): Promise<{ field: string; message: string }> {
  const answer = await read(...lines);
  if (!isRefusal(answer)) throw new Error(`expected a refusal, read ${JSON.stringify(answer)}`);
  expect(answer.refusal).toBe('RollFileMustBeReadable');
  return { field: answer.field, message: answer.message };
}

describe('a roll file that is in order', () => {
  test('names people; weight 1 and a vote unless it says otherwise', async () => {
    expect(await read('name', 'Amina Diallo', 'Bruno Keller')).toEqual([
      { line: 2, name: 'Amina Diallo', weight: '1', votes: true },
      { line: 3, name: 'Bruno Keller', weight: '1', votes: true },
    ]);
  });

  test('has its columns in any order and in any case, and a class by id or by the name people use', async () => {
    expect(
      await read(
        'Votes,CLASS,Weight,Number,Email,Name',
        'no,workers,3/2,0017,amina@example.org,Amina Diallo',
        'TRUE,client members,0.5,18,,Bruno Keller',
      ),
    ).toEqual([
      {
        line: 2,
        name: 'Amina Diallo',
        email: 'amina@example.org',
        number: '0017',
        weight: '3/2',
        votes: false,
        classId: 'workers',
      },
      { line: 3, name: 'Bruno Keller', number: '18', weight: '0.5', votes: true, classId: 'clients' },
    ]);
  });

  test('may come from a spreadsheet: byte order mark, semicolons, Windows line ends, blank rows at the end', async () => {
    const csv = '\ufeffname;weight\r\nAmina Diallo;2\r\n"Keller; Bruno";1\r\n;\r\n\r\n';
    expect(await readRollFile(csv, classes, silent)).toEqual([
      { line: 2, name: 'Amina Diallo', weight: '2', votes: true },
      { line: 3, name: 'Keller; Bruno', weight: '1', votes: true },
    ]);
  });

  test('keeps one spelling of a name, whatever Unicode form the file has', async () => {
    expect(await read('name', 'Zoe\u0308 Lindqvist')).toEqual([
      { line: 2, name: 'Zo\u00eb Lindqvist', weight: '1', votes: true },
    ]);
  });

  test.each(['yes', 'Yes', 'true', '1', ''])('reads votes "%s" as a vote', async (votes) => {
    expect(await read('name,votes', `Amina,${votes}`)).toEqual([{ line: 2, name: 'Amina', weight: '1', votes: true }]);
  });
  test.each(['no', 'NO', 'false', '0'])('reads votes "%s" as a guest', async (votes) => {
    expect(await read('name,votes', `Amina,${votes}`)).toEqual([{ line: 2, name: 'Amina', weight: '1', votes: false }]);
  });
});

describe('a roll file that is not in order is refused by line and column', () => {
  test('a bad weight', async () => {
    expect(await refusalOf('name,weight', 'Amina,1', 'Bruno,heavy')).toEqual({
      field: 'csv:3:weight',
      message: 'line 3, column weight: "heavy" is not a number such as 1, 0.5 or 3/2',
    });
  });

  test.each(['-1', '1/0', '1e3', '1,5', 'NaN', '½'])('the weight %s', async (weight) => {
    expect((await refusalOf('name;weight', `Amina;${weight}`)).field).toBe('csv:2:weight');
  });

  test.each([
    ['a missing name', 'csv:2:name', ['name,number', ' ,7']],
    ['an unknown class', 'csv:2:class', ['name,class', 'Amina,guests']],
    ['votes that are neither yes nor no', 'csv:2:votes', ['name,votes', 'Amina,maybe']],
    ['an e-mail address that is none', 'csv:2:email', ['name,email', 'Amina,amina.example.org']],
    ['a name of 201 characters', 'csv:2:name', ['name', 'x'.repeat(201)]],
    ['a number of 61 characters', 'csv:2:number', ['name,number', `Amina,${'7'.repeat(61)}`]],
    ['a weight of 41 characters', 'csv:2:weight', ['name,weight', `Amina,${'1'.repeat(41)}`]],
    ['a name over two lines', 'csv:2:name', ['name', '"Amina\nDiallo"']],
    ['an unknown column', 'csv:1:telephone', ['name,Telephone', 'Amina,1']],
    ['a column twice', 'csv:1:name', ['name,Name', 'Amina,Amina']],
    ['a header row without name', 'csv:1:name', ['email', 'amina@example.org']],
    ['no header row', 'csv:1:amina', ['Amina', 'Bruno']],
    ['a cell too few', 'csv:2', ['name,weight', 'Amina']],
    ['a cell too many', 'csv:3', ['name', 'Amina', 'Bruno,2']],
    ['nobody under the header', 'csv:1', ['name', '']],
    ['an empty file', 'csv:1', ['']],
    ['a quotation mark that is never closed', 'csv:3', ['name', 'Amina', '"Bruno', 'Chen']],
    ['a quotation mark inside a cell', 'csv:2', ['name', 'Am"ina']],
    ['text after a closing quotation mark', 'csv:2', ['name', '"Am"ina']],
  ])('%s', async (_what, field, lines) => {
    expect((await refusalOf(...lines)).field).toBe(field);
  });

  test('a member number that stands twice, with the line of the first', async () => {
    expect(await refusalOf('name,number', 'Amina,7', 'Bruno,8', 'Chen,7')).toEqual({
      field: 'csv:4:number',
      message: 'line 4, column number: "7" stands on line 2 already',
    });
  });

  test('lines are counted as an editor counts them, over blank rows and cells of several lines', async () => {
    expect((await refusalOf('number,name', '', '"', '",Amina', 'x,Bruno', 'x,Chen')).field).toBe('csv:6:number');
    expect((await refusalOf('name,number', '', 'Amina,', '', 'Bruno,7', 'Chen,7')).field).toBe('csv:6:number');
  });

  test('a fault on the last line of a long file', async () => {
    const people = Array.from({ length: 5_000 }, (_, index) => `Member ${index},1`);
    expect((await refusalOf('name,weight', ...people, 'Amina,none')).field).toBe('csv:5002:weight');
  });
});

describe('a roll file has bounds', () => {
  const people = (count: number) => Array.from({ length: count }, (_, index) => `Member ${index}`);

  test(`${MOST_ROWS} people are read, one more is refused`, async () => {
    expect(await read('name', ...people(MOST_ROWS))).toHaveLength(MOST_ROWS);
    expect((await refusalOf('name', ...people(MOST_ROWS + 1))).field).toBe(`csv:${MOST_ROWS + 2}`);
  });

  test('a file that is far too long is refused unread', async () => {
    expect((await refusalOf('name', 'x'.repeat(LONGEST_FILE))).message).toContain('at most');
  });

  test('progress is told in steps, and others get their turn in between', async () => {
    const steps: ReadingStep[] = [];
    let turns = 0;
    const others = setInterval(() => (turns += 1), 0);
    await readRollFile(['name', ...people(3 * STEP + 1)].join('\n'), classes, (step) => steps.push(step));
    clearInterval(others);
    const checking = steps.filter(({ phase }) => phase === 'CHECKING');
    expect(steps[0]).toMatchObject({ phase: 'READING' });
    expect(checking.map(({ rowsDone }) => rowsDone)).toEqual([STEP, 2 * STEP, 3 * STEP]);
    expect(checking[0]!.rowsTotal).toBe(3 * STEP + 1);
    expect(turns).toBeGreaterThan(0);
  });
});
