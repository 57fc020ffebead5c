import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { awaitUntil } from '../journeys/support/await-until';
import { charter } from '../journeys/support/charter';
import { documentOf } from '../journeys/support/mutations';
import { foundedWith } from '../journeys/support/founding';
import { DAY, HOUR, SECOND } from '../journeys/support/movable-clock';
import { Assembly, type Member } from '../journeys/support/people';
import { reminding, timePasses } from '../journeys/support/reminding';
import { RunningServer } from '../journeys/support/running-server';

const MINUTE = 60 * SECOND;

/** A folder where a file should be can neither be read nor written, on any machine and by anybody. */
const block = (file: string) => mkdirSync(join(file, 'in the way'), { recursive: true });
const unblock = (file: string) => rmSync(file, { recursive: true });

describe('what stands beside the log, on a disk that lost it or does not give it', () => {
  let server: RunningServer;
  let assembly: Assembly;
  let [ada, bruno]: Member[] = [];
  let proposalId: string;
  const fileOf = (ending: string) => join(server.dataDir, `${assembly.id}.${ending}`);

  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['error', 'warn']));
  beforeEach(async () => {
    server = await RunningServer.onDisk();
    [assembly, ada, bruno] = (await foundedWith(server, ['Ada', 'Bruno'])) as [Assembly, Member, Member];
    proposalId = await assembly.open('A well');
    await ada!.votes(proposalId, 'yes');
  });
  afterEach(() => server.end());

  const nameOf = async (member: Member) => (await member.read('{ me { member { name } } }')).me.member.name;

  it('a snapshot: the log is read instead, and the server ends in order though it cannot write the next one', async () => {
    await server.stop();
    rmSync(fileOf('snapshot.json'));
    block(fileOf('snapshot.json'));
    await server.start();
    expect(await assembly.tally(proposalId)).toMatchObject({ own: '1', voters: 1 });
    await bruno!.votes(proposalId, 'no');
    await server.stop();
    expect(existsSync(fileOf('snapshot.json.new'))).toBe(false);
    unblock(fileOf('snapshot.json'));
    await server.start();
    expect(await assembly.tally(proposalId)).toMatchObject({ own: '2', voters: 2 });
    expect(await nameOf(bruno!)).toBe('Bruno');
  });

  it('the names: nobody is served without them, and all are there when the file is back', async () => {
    await server.stop();
    const names = readFileSync(fileOf('names.db'));
    writeFileSync(fileOf('names.db'), 'no database at all, but long enough to be looked at'.repeat(100));
    await expect(server.start()).rejects.toMatchObject({
      code: 'STORAGE_DAMAGED',
      advice: expect.stringContaining('backup'),
    });
    await server.stop();
    rmSync(fileOf('names.db'));
    block(fileOf('names.db'));
    await expect(server.start()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await server.stop();
    unblock(fileOf('names.db'));
    writeFileSync(fileOf('names.db'), names);
    await server.start();
    expect([await nameOf(ada!), await nameOf(bruno!)]).toEqual(['Ada', 'Bruno']);
  });

  it.each(['log.db', 'names.db'])(
    'the %s of a new assembly: it cannot be founded, and /health says so',
    async (ending) => {
      const commandId = randomUUID();
      const file = join(server.dataDir, `${commandId}.${ending}`);
      const health = async () => (await fetch(`${server.url}/health`)).status;
      const founder = await server.founder();
      const input = { commandId, name: 'Riu Fosc', charter };
      block(file);
      expect(await founder.codeOf(documentOf('foundAssembly'), { input })).toMatch(/^(LOG|STORAGE)_UNAVAILABLE$/);
      expect(await health()).toBe(503);
      unblock(file);
      await founder.do('foundAssembly', input);
      expect(await health()).toBe(200);
    },
  );

  it('the key of a new log: it is founded, and its heads are signed as soon as there is a key', async () => {
    const commandId = randomUUID();
    const key = join(server.dataDir, `${commandId}.signing.key`);
    block(key);
    await (await server.founder()).do('foundAssembly', { commandId, name: 'Riu Fosc', charter });
    const young = await Assembly.officersOf(server, commandId);
    expect(await young.auditor.codeOf('{ logHead { rootHash } }')).toBe('STORAGE_UNAVAILABLE');
    unblock(key);
    await awaitUntil(
      'a signed head',
      async () => (await young.auditor.read('{ logHead { rootHash } }')).logHead !== null,
    );
  });

  it('the outbox: whoever chooses about reminders is told, all else goes on, and the same command is recorded later', async () => {
    await server.stop();
    rmSync(fileOf('outbox.db'));
    block(fileOf('outbox.db'));
    await server.start();
    const declines = (commandId: string) => ada!.ask(documentOf('declineReminders'), { input: { commandId } });
    const commandId = randomUUID();
    const { errors } = await declines(commandId);
    expect(errors).toMatchObject([
      { extensions: { code: 'STORAGE_UNAVAILABLE', advice: expect.stringContaining('same command id') } },
    ]);
    expect(JSON.stringify(errors)).not.toContain(server.dataDir);
    await bruno!.votes(proposalId, 'yes');
    unblock(fileOf('outbox.db'));
    const { data } = await declines(commandId);
    expect(data.declineReminders.choice.accepts).toBe(false);
  });

  it('the outbox: who is to be reminded is reminded once it can be opened, though nobody asks', async () => {
    const [reminded] = (await reminding(server, ['Carla'])) as [Assembly, Member];
    const outbox = join(server.dataDir, `${reminded.id}.outbox.db`);
    const letters = join(server.dataDir, `${reminded.id}.outbox.log`);
    await reminded.open('A bridge', {}, server.clock.in(DAY));
    await server.stop();
    rmSync(outbox);
    block(outbox);
    await server.start();
    await timePasses(server, 20 * HOUR);
    for (let attempt = 0; attempt < 5; attempt += 1) await timePasses(server, 10 * MINUTE);
    expect(existsSync(letters)).toBe(false);
    unblock(outbox);
    await timePasses(server, 16 * MINUTE);
    await timePasses(server, 0);
    expect(readFileSync(letters, 'utf8').trimEnd().split('\n')).toEqual([expect.stringContaining('A bridge')]);
  });
});
