import type { Json } from './support/client';
import { foundedWith } from './support/founding';
import type { Assembly, Member } from './support/people';
import { RunningServer } from './support/running-server';

async function minutesOf(assembly: Assembly, meetingId: string, language: string, position?: number): Promise<Json> {
  const query = `query ($meetingId: ID!, $language: MinutesLanguage!, $position: Int) {
    meetingMinutes(meetingId: $meetingId, language: $language, position: $position) {
      position rootHash markdown html } }`;
  return (await assembly.auditor.read(query, { meetingId, language, position })).meetingMinutes;
}

describe('the minutes of a meeting', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let [ada, bruno, carla]: Member[] = [];
  let meetingId: string;

  /** Ada and Bruno vote on a roof; the garden is not reached. */
  beforeAll(async () => {
    server = await RunningServer.inMemory();
    const people = [{ name: 'Núria Peiró' }, { name: 'Íñigo Muñoz' }, { name: 'Carla | <b>' }];
    [assembly, ada, bruno, carla] = (await foundedWith(server, people)) as [Assembly, Member, Member, Member];
    const roof = await assembly.draft('Arreglem la teulada', { text: 'Amb col·laboració de tothom.\n\n# I el ñandú?' });
    const agenda = [{ title: 'La teulada', proposalId: roof }, { title: 'The garden' }];
    const { meeting } = await assembly.chair.do('conveneMeeting', { title: 'Hivern', place: 'El molí', agenda });
    meetingId = meeting.id;
    await assembly.chair.do('openMeeting', { meetingId });
    for (const who of [ada!, carla!]) {
      await assembly.registrar.do('checkIn', { meetingId, memberId: who.id, desk: 'A' });
    }
    await assembly.chair.do('openVoting', { proposalId: roof });
    await assembly.chair.do('putItemToVote', { meetingId, itemId: meeting.agenda[0].id });
    await ada!.votes(roof, 'yes');
    await bruno!.votes(roof, 'no');
    await carla!.votes(roof, 'yes');
    await assembly.registrar.do('checkOut', { meetingId, memberId: carla!.id });
    await assembly.chair.do('closeVoting', { proposalId: roof, reason: 'Tothom ha votat' });
    await assembly.chair.do('concludeItem', { meetingId, itemId: meeting.agenda[0].id, how: 'DECIDED' });
    await assembly.chair.do('certifyResult', { proposalId: roof });
    await assembly.chair.do('closeMeeting', { meetingId });
  });
  afterAll(() => server.end());

  it('tell who was there, what was decided and by which votes, in English', async () => {
    const { markdown } = await minutesOf(assembly, meetingId, 'ENGLISH');
    expect(markdown).toContain('# Minutes: Hivern');
    expect(markdown).toContain('2 members and 0 guests attended.');
    expect(markdown).toMatch(/\| Núria Peiró \| \d\d:\d\d–\d\d:\d\d \|/);
    expect(markdown).toContain('1. La teulada: decided\n2. The garden: not reached');
    expect(markdown).toContain('(rule “Majority”)');
    expect(markdown).toContain('Reason given: “Tothom ha votat”.');
    expect(markdown).toContain('| Option | Total | In the hall | Online |');
    expect(markdown).toContain('| Yes | 2 | 2 | 0 |\n| No | 1 | 0 | 1 |');
    expect(markdown).toContain('- More than 1/2 of yes and no: 2, where more than 1.5 is needed. Met');
    expect(markdown).toContain('**Outcome: Adopted**');
  });

  it.each([
    ['SPANISH', '# Acta: Hivern', 'El resultado es vinculante', '| Sí | 2 | 2 | 0 |', 'Aprobada', '«plenum verify»'],
    ['CATALAN', '# Acta: Hivern', 'El resultat és vinculant', '| Sí | 2 | 2 | 0 |', 'Aprovada', 'Assistència'],
  ])('tell it in %s', async (language, ...said) => {
    const { markdown } = await minutesOf(assembly, meetingId, language);
    for (const words of said) expect(markdown).toContain(words);
  });

  it('name the log position and the root hash they were made at, and are the same whenever they are made', async () => {
    const first = await minutesOf(assembly, meetingId, 'CATALAN');
    await assembly.draft('Something else');
    const again = await minutesOf(assembly, meetingId, 'CATALAN', first.position);
    expect(again).toEqual(first);
    expect(first.markdown).toContain(first.rootHash);
    expect(first.rootHash).toMatch(/^[0-9a-f]{64}$/);
    const later = await minutesOf(assembly, meetingId, 'CATALAN');
    expect(later.rootHash).not.toBe(first.rootHash);
  });

  it('show what people wrote as they wrote it, and run none of it', async () => {
    const { html } = await minutesOf(assembly, meetingId, 'ENGLISH');
    expect(html).toContain('Carla | &lt;b&gt;');
    expect(html).toContain('# I el ñandú?');
    expect(html).not.toMatch(/<script|<b>|<h1>I el/);
  });

  it('are a PDF with its own fonts', async () => {
    const query = `query ($id: ID!) { meetingMinutes(meetingId: $id, language: CATALAN) { pdf } }`;
    const print = async () => (await assembly.auditor.read(query, { id: meetingId })).meetingMinutes.pdf as string;
    const [first, again] = await Promise.all([print(), print()]);
    expect(again).toBe(first);
    const pdf = Buffer.from(first, 'base64');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/FontFile2/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('are a draft while the meeting goes on', async () => {
    const { meeting } = await assembly.chair.do('conveneMeeting', { title: 'Spring' });
    const { markdown } = await minutesOf(assembly, meeting.id, 'ENGLISH');
    expect(markdown).toContain('these minutes are a draft');
    expect(markdown).toContain('Nobody was checked in.');
  });
});
