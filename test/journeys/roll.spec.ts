import { randomUUID } from 'node:crypto';
import type { Json } from './support/client';
import { founded, foundedWith } from './support/founding';
import { localIdOf } from './support/people';
import { RunningServer } from './support/running-server';

const PROGRESS = `subscription ($id: ID!) { rollImportProgressed(commandId: $id) { phase rowsDone rowsTotal } }`;

/** A roll of this many people, three classes and every way of writing a weight. */
function rollFile(rows: number): string {
  const classes = ['workers', 'consumers', 'supporters'];
  const weights = ['1', '0.5', '3/2', ''];
  const lines = Array.from({ length: rows }, (_, index) => {
    return `"Person ${index}, member",p${index}@example.org,${index + 1},${classes[index % 3]},${weights[index % 4]},${index % 10 ? 'yes' : 'no'}`;
  });
  return ['name,email,number,class,weight,votes', ...lines, ''].join('\r\n');
}

describe('the roll', () => {
  let server: RunningServer;
  beforeAll(async () => (server = await RunningServer.onDisk()));
  afterAll(() => server.end());

  describe('from a file', () => {
    it('takes 2,000 people at once, and says how far it is', async () => {
      const assembly = await founded(server);
      const commandId = randomUUID();
      await using progress = assembly.registrar.watch(PROGRESS, { id: commandId });
      const input = { commandId, csv: rollFile(2_000) };
      expect(await assembly.registrar.say('importRoll', { ...input, commandId: randomUUID(), dryRun: true })).toEqual({
        __typename: 'RollImported',
        rows: 2_000,
        recorded: null,
      });
      expect(await assembly.head()).toBe(2);

      const answer = await assembly.registrar.say('importRoll', input);

      expect(answer).toMatchObject({
        __typename: 'RollImported',
        rows: 2_000,
        recorded: { receipt: { position: 2_002 } },
      });
      await progress.until('the end', ({ phase }) => phase === 'DONE');
      const phases = progress.messages.map(({ phase }) => phase);
      expect([...new Set(phases)]).toEqual(['READING', 'CHECKING', 'ENROLLING', 'DONE']);
      const done = progress.messages.filter(({ phase }) => phase === 'CHECKING').map(({ rowsDone }) => rowsDone);
      expect(done).toEqual([500, 1_000, 1_500, 2_000]);
      const { assembly: now, members } = await assembly.auditor.read(
        '{ assembly { memberCount } members(search: "Person 1999") { edges { node { name number classId weight votes } } } }',
      );
      expect(now.memberCount).toBe(2_000);
      expect(members.edges).toEqual([
        { node: { name: 'Person 1999, member', number: '2000', classId: 'consumers', weight: '1', votes: true } },
      ]);
      const proposalId = await assembly.open('Everybody');
      expect(await assembly.tally(proposalId)).toMatchObject({ members: 1_800, entitled: '1750' });
    });

    it('goes on from the same file after a restart as if it had just been read', async () => {
      const assembly = await founded(server);
      const input = { commandId: randomUUID(), csv: rollFile(20) };
      const first = await assembly.registrar.say('importRoll', input);
      await server.stop();
      await server.start();
      const again = await assembly.registrar.say('importRoll', input);
      expect(again['recorded'].receipt).toEqual({ ...first['recorded'].receipt, repeated: true });
      expect((await assembly.auditor.read('{ assembly { memberCount } }')).assembly.memberCount).toBe(20);
    });

    const faults: readonly [what: string, csv: string, field: string][] = [
      ['nothing', '', 'csv:1'],
      ['a header alone', 'name,email\n', 'csv:1'],
      ['an unknown column', 'name,shoe size\nAda,38\n', 'csv:1:shoe size'],
      ['a column twice', 'name,name\nAda,Ada\n', 'csv:1:name'],
      ['no names', 'email\nada@example.org\n', 'csv:1:name'],
      ['a row that is too short', 'name,email\nAda\n', 'csv:2'],
      ['a row that is too long', 'name\nAda\nBruno,Bruno\n', 'csv:3'],
      ['a blank name', 'name,weight\nAda,1\n ,1\n', 'csv:3:name'],
      ['a negative weight', 'name,weight\nAda,1\nBruno,-1\n', 'csv:3:weight'],
      ['a weight with an exponent', 'name,weight\nAda,1e9\n', 'csv:2:weight'],
      ['a weight that is no number', 'name,weight\nAda,lots\n', 'csv:2:weight'],
      ['an unknown class', 'name,class\nAda,workers\nBruno,nobility\n', 'csv:3:class'],
      ['a vote that is neither yes nor no', 'name,votes\nAda,perhaps\n', 'csv:2:votes'],
      ['a broken e-mail address', 'name,email\nAda,ada(at)example.org\n', 'csv:2:email'],
      ['a number twice', 'name,number\nAda,7\nBruno,8\nCarla,7\n', 'csv:4:number'],
      ['a number that somebody has', 'name,number\nAda,70\nBruno,77\n', 'csv:3:number'],
      ['a quotation mark that never closes', 'name,email\nAda,ada@example.org\n"Bruno,b@example.org\n', 'csv:3'],
      ['a quotation mark inside a cell', 'name\nAda\nBru"no\n', 'csv:3'],
      ['a fault after lines inside a cell', 'name,weight\n"Ada\n",1\nBruno,x\n', 'csv:4:weight'],
      ['a name with a line break inside', 'name,weight\n"Ada\nLovelace",1\n', 'csv:2:name'],
      ['20,001 people', `name\n${'Ada\n'.repeat(20_001)}`, 'csv:20002'],
    ];

    it.each(faults)('with %s enrols nobody and names the place', async (_what, csv, field) => {
      const [assembly] = await foundedWith(server, ['Vera']);
      await assembly.registrar.do('enrolMembers', { members: [{ name: 'Seven', number: '77' }] });
      const head = await assembly.head();
      const commandId = randomUUID();
      const answer = await assembly.registrar.say('importRoll', { commandId, csv });
      expect(answer).toMatchObject({ __typename: 'RollFileMustBeReadable', field });
      const [, line, column] = field.split(':');
      expect(answer.message).toContain(column === undefined ? `line ${line}` : `line ${line}, column ${column}`);
      expect(await assembly.head()).toBe(head);
      const { members } = await assembly.auditor.read('{ members(search: "a") { edges { node { name } } } }');
      expect(members.edges).toEqual([{ node: { name: 'Vera' } }]);
      await using progress = assembly.registrar.watch(PROGRESS, { id: commandId });
      await progress.until('the refusal', ({ phase }) => phase === 'REFUSED');
    });
  });

  it('is read in pages that stay whole while others are enrolled', async () => {
    const names = Array.from({ length: 45 }, (_, index) => `Early ${index}`);
    const [assembly] = await foundedWith(server, names);
    const query = `query ($after: String) { members(first: 7, after: $after) {
      edges { node { name } } pageInfo { hasNextPage endCursor hasPreviousPage startCursor } totalCount } }`;
    const seen: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { members } = await assembly.auditor.read(query, { after });
      seen.push(...members.edges.map(({ node }: Json) => node.name));
      expect(members.pageInfo.hasPreviousPage).toBe(after !== undefined);
      if (seen.length < 45) await assembly.enrol([`Late after ${seen.length}`]);
      ({ hasNextPage: more, endCursor: after } = members.pageInfo);
    }
    expect(seen.slice(0, 45)).toEqual(names);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(45)).toEqual([7, 14, 21, 28, 35, 42].map((count) => `Late after ${count}`));
  });

  it('shows the delegates of an area by the weight that names them', async () => {
    const [assembly, ada, bruno, carla, dimitri] = await foundedWith(server, [
      'Ada',
      'Bruno',
      { name: 'Carla', weight: '5/2' },
      'Dimitri',
    ]);
    await bruno!.trusts([ada!]);
    await dimitri!.trusts([ada!, bruno!]);
    await carla!.trusts([bruno!], { area: 'roads' });
    await dimitri!.trusts([bruno!], { area: 'roads/cycling' });
    const delegatesOf = async (area?: string) => {
      const query =
        'query ($area: String) { delegates(area: $area) { edges { node { member { name } delegators weight } } } }';
      const { delegates } = await assembly.auditor.read(query, { area });
      return delegates.edges.map(({ node }: Json) => [node.member.name, node.delegators, node.weight]);
    };
    expect(await delegatesOf()).toEqual([['Ada', 2, '2']]);
    expect(await delegatesOf('roads/cycling')).toEqual([
      ['Bruno', 2, '7/2'],
      ['Ada', 1, '1'],
    ]);
    expect(await delegatesOf('water')).toEqual([['Ada', 2, '2']]);
  });

  it('amended while voting is open changes what the rules say it changes, and is printed with the result', async () => {
    const [assembly, ada, bruno, carla, dimitri] = await foundedWith(server, ['Ada', 'Bruno', 'Carla', 'Dimitri']);
    const proposalId = await assembly.open('A well');
    await ada!.votes(proposalId, 'yes');
    await bruno!.trusts([ada!]);
    await carla!.votes(proposalId, 'no');
    await dimitri!.trusts([carla!]);
    expect(await assembly.tally(proposalId)).toMatchObject({ own: '2', carried: '2', entitled: '4', outcome: 'tied' });

    await assembly.registrar.do('amendMember', { memberId: ada!.id, weight: '5', reason: 'More shares' });
    expect(await assembly.tally(proposalId)).toMatchObject({ own: '2', entitled: '4' });

    await assembly.registrar.do('strikeMember', { memberId: carla!.id, reason: 'Moved away' });
    expect(await assembly.tally(proposalId)).toMatchObject({
      own: '1',
      carried: '1',
      entitled: '3',
      members: 3,
      undelivered: { total: '1', deadEnd: '1' },
    });
    expect(await carla!.voiceOn(proposalId)).toMatchObject({ fate: 'NOT_IN_ELECTORATE' });
    expect(await dimitri!.voiceOn(proposalId)).toMatchObject({ fate: 'UNDELIVERED_DEAD_END' });
    expect(await carla!.say('castBallot', { proposalId, choice: 'no' })).toMatchObject({
      __typename: 'VoterMustBeOnTheRoll',
    });

    await assembly.registrar.do('readmitMember', { memberId: carla!.id, reason: 'Came back' });
    expect(await carla!.say('castBallot', { proposalId, choice: 'no' })).toMatchObject({
      __typename: 'VoterMustBeInTheElectorate',
    });
    const [emma] = await assembly.enrol(['Emma']);
    expect(await emma!.say('castBallot', { proposalId, choice: 'no' })).toMatchObject({
      __typename: 'VoterMustBeInTheElectorate',
    });
    await assembly.close(proposalId);
    await assembly.chair.do('certifyResult', { proposalId });
    const { rollAmendments, result } = await assembly.proposal(proposalId);
    expect(result).toMatchObject({ outcome: 'adopted', entitled: '3', undelivered: '1' });
    expect(rollAmendments.map(({ position: _, ...one }: Json) => one)).toEqual([
      { kind: 'amended', reason: 'More shares', memberId: ada!.id },
      { kind: 'struck', reason: 'Moved away', memberId: carla!.id },
      { kind: 'readmitted', reason: 'Came back', memberId: carla!.id },
      { kind: 'enrolled', reason: null, memberId: emma!.id },
    ]);
    const next = await assembly.open('Another well');
    expect(await assembly.tally(next)).toMatchObject({ members: 5, entitled: '9' });
  });

  it('lets the delegations of someone struck lapse, in and out', async () => {
    const [assembly, ada, bruno, carla] = await foundedWith(server, ['Ada', 'Bruno', 'Carla']);
    await ada!.trusts([bruno!]);
    await bruno!.trusts([carla!]);
    const proposalId = await assembly.open('A mill');
    await carla!.votes(proposalId, 'yes');
    expect(await assembly.tally(proposalId)).toMatchObject({ carried: '2' });
    await assembly.registrar.do('strikeMember', { memberId: bruno!.id, reason: 'Left' });
    expect(await assembly.tally(proposalId)).toMatchObject({
      carried: '0',
      entitled: '2',
      undelivered: { total: '1' },
    });
    expect(await ada!.voiceOn(proposalId)).toMatchObject({
      fate: 'UNDELIVERED_DEAD_END',
      skipped: [{ delegate: { name: 'Bruno' }, why: 'not-in-electorate' }],
    });
  });

  it('keeps names out of the log', async () => {
    const secret = 'Wilhelmina Unverwechselbar';
    const assembly = await founded(server);
    await assembly.registrar.do('enrolMembers', {
      members: [{ name: secret, email: 'w@example.org', number: 'SOCI-47' }],
    });
    const [enrolled] = (await assembly.history()).slice(-1);
    expect(Object.keys(enrolled.data).sort()).toEqual(['memberId', 'votes', 'weight']);
    expect(JSON.stringify(await assembly.history())).not.toMatch(/Wilhelmina|example\.org|SOCI-47/);
    expect(
      localIdOf((await assembly.auditor.read('{ members { edges { node { id } } } }')).members.edges[0].node.id),
    ).toBe(enrolled.data.memberId);
  });
});
