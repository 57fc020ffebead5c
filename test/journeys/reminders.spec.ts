import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EventStorePlace } from '../eventstore/support/event-store-place';
import { Assemblies } from '../../apps/api/src/platform/assemblies';
import { Reminders } from '../../apps/api/src/reminders/reminders';
import { SMTP_CONNECTIONS } from '../../apps/api/src/reminders/senders/smtp-sender';
import { awaitUntil } from './support/await-until';
import type { Json } from './support/client';
import { MailServer } from './support/mail-server';
import { DAY, HOUR, SECOND } from './support/movable-clock';
import { localIdOf, type Assembly, type Member } from './support/people';
import { addressOf, lettersBy, reminding, timePasses } from './support/reminding';
import { RunningServer } from './support/running-server';

const MINUTE = 60 * SECOND;
const WEEK = 7 * DAY;
const FIRST_MOMENT = WEEK - 48 * HOUR + MINUTE;

const figures = async (assembly: Assembly, proposalId: string): Promise<Json> => {
  const query = `query ($proposalId: ID!) { reminders(proposalId: $proposalId) {
    nextAt rounds { at hoursBeforeClose due sent failed waiting dropped } } }`;
  return (await assembly.chair.read(query, { proposalId })).reminders;
};
const openForAWeek = (assembly: Assembly, title: string) => assembly.open(title, {}, assembly.server.clock.in(WEEK));

describe('reminders to the undecided', () => {
  let mail: MailServer;
  let server: RunningServer;
  beforeEach(async () => {
    mail = await MailServer.listening();
    server = await RunningServer.onDisk(lettersBy(mail));
  });
  afterEach(async () => {
    await server.end();
    await mail.close();
  });

  const readers = () => mail.mails.map(({ to }) => to).sort();

  it('reach whoever neither voted nor delegates to a voter, at each hour of the policy, once', async () => {
    const names = ['Ada', 'Bruno', 'Carla', 'Dora', 'Edi'];
    const [assembly, ada, bruno, carla, dora, edi] = (await reminding(server, names)) as [Assembly, ...Member[]];
    const proposalId = await openForAWeek(assembly, 'A well');
    await ada!.votes(proposalId, 'abstain');
    await bruno!.trusts([ada!]);
    await dora!.trusts([edi!]);
    const head = await assembly.head();

    await timePasses(server, FIRST_MOMENT - 2 * MINUTE);
    expect(readers()).toEqual([]);
    await timePasses(server, 2 * MINUTE);
    expect(readers()).toEqual(['Carla', 'Dora', 'Edi'].map(addressOf));
    await timePasses(server, DAY);
    expect(readers()).toHaveLength(3);

    await carla!.votes(proposalId, 'no');
    await dora!.trusts([carla!]);
    await timePasses(server, DAY - 5 * HOUR);
    expect(mail.mails.slice(3).map(({ to }) => to)).toEqual([addressOf('Edi')]);
    expect(await figures(assembly, proposalId)).toEqual({
      nextAt: null,
      rounds: [
        expect.objectContaining({ hoursBeforeClose: 48, due: 3, sent: 3, failed: 0, waiting: 0, dropped: 0 }),
        expect.objectContaining({ hoursBeforeClose: 6, due: 1, sent: 1, failed: 0, waiting: 0, dropped: 0 }),
      ],
    });
    expect(await assembly.head()).toBe(head + 2);
  });

  it('say what it is about, until when, and where to vote, in the reader’s language', async () => {
    const [assembly, , bruno, carla] = await reminding(server, ['Ada', 'Bruno', 'Carla']);
    await bruno!.say('acceptReminders', { language: 'SPANISH' });
    await carla!.say('acceptReminders', { language: 'CATALAN' });
    const title = 'Ca l’Àngel: ¿añadimos 3 € al “fons comú”?\r\nBcc: everybody@example.net';
    const closesAt = server.clock.in(WEEK);
    const proposalId = await assembly.open(title, {}, closesAt);
    await timePasses(server, FIRST_MOMENT);

    const told = 'Ca l’Àngel: ¿añadimos 3 € al “fons comú”? Bcc: everybody@example.net';
    const [ada, spanish, catalan] = ['Ada', 'Bruno', 'Carla'].map((name) => mail.mailsTo(addressOf(name))[0]!);
    expect(ada!.subject).toBe(`Your voice is still missing: ${told}`);
    expect(spanish!.subject).toBe(`Todavía falta tu voz: ${told}`);
    expect(catalan!.subject).toBe(`Encara hi falta la teva veu: ${told}`);
    const day = (locale: string) =>
      new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'Europe/Madrid' }).format(
        new Date(closesAt),
      );
    expect(ada!.text).toContain(`Riu Clar is deciding on “${told}”.`);
    expect(ada!.text).toContain(day('en-GB'));
    expect(spanish!.text).toContain(`Riu Clar está decidiendo sobre «${told}».`);
    expect(spanish!.text).toContain(day('es-ES'));
    expect(catalan!.text).toContain('Tal com estan les coses, la teva veu no comptarà.');
    expect(catalan!.text).toContain('rebutja’ls');
    for (const { text, raw } of mail.mails) {
      expect(text).toContain(`\nhttps://votes.example.org/${proposalId}\n`);
      expect(raw).toMatch(/^From: Riu Clar <plenum@example\.org>\r$/m);
      expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
      expect(raw).not.toMatch(/^Bcc:/im);
      expect([...raw].every((character) => character <= '\x7f')).toBe(true);
    }
  });

  it('go on after a restart: what was sent is not sent again, and of two missed moments one is made up for', async () => {
    const [assembly] = await reminding(server, ['Ada']);
    const sent = await openForAWeek(assembly, 'Sent already');
    await timePasses(server, FIRST_MOMENT);
    expect(mail.mails).toHaveLength(1);
    const missed = await assembly.open('Missed twice', {}, server.clock.in(3 * DAY));
    await timePasses(server, 0);
    await server.stop();
    server.clock.advance(3 * DAY - HOUR);
    await server.start();
    await timePasses(server, 0);
    expect(mail.mails.map(({ subject }) => subject.split(': ')[1])).toEqual(['Sent already', 'Missed twice']);
    expect((await figures(assembly, missed)).rounds).toMatchObject([{ hoursBeforeClose: 6, sent: 1 }]);
    expect((await figures(assembly, sent)).rounds).toMatchObject([{ hoursBeforeClose: 48, sent: 1 }]);
  });

  it('follow an extension, and do not call up what lies behind it', async () => {
    const [assembly] = await reminding(server, ['Ada']);
    const proposalId = await assembly.open('A bridge', {}, server.clock.in(DAY));
    await timePasses(server, 19 * HOUR);
    expect(mail.mails).toHaveLength(1);
    const closesAt = server.clock.in(11 * HOUR);
    await assembly.chair.do('extendVoting', { proposalId, closesAt, reason: 'Rain' });
    await timePasses(server, 4 * HOUR);
    expect(mail.mails).toHaveLength(1);
    await timePasses(server, HOUR + MINUTE);
    expect(mail.mails).toHaveLength(2);
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([
      { hoursBeforeClose: 6, sent: 1 },
      { hoursBeforeClose: 6, sent: 1 },
    ]);
  });

  it('spare whoever declines, until they accept again', async () => {
    const [assembly, ada, bruno] = await reminding(server, ['Ada', 'Bruno']);
    const declined = await ada!.say('declineReminders', { commandId: '11111111-1111-4111-8111-111111111111' });
    expect(declined).toMatchObject({ __typename: 'RemindersChosen', choice: { accepts: false, language: null } });
    await openForAWeek(assembly, 'A well');
    await timePasses(server, FIRST_MOMENT);
    expect(readers()).toEqual([addressOf('Bruno')]);

    await ada!.say('acceptReminders', { language: 'CATALAN' });
    const again = await ada!.say('declineReminders', { commandId: '11111111-1111-4111-8111-111111111111' });
    expect(again).toMatchObject({ choice: { accepts: true, language: 'CATALAN' } });
    const other = { commandId: '11111111-1111-4111-8111-111111111111' };
    expect(await bruno!.say('acceptReminders', other)).toMatchObject({ __typename: 'CommandIdMustBeFresh' });
    await bruno!.say('declineReminders');
    await server.stop();
    await server.start();
    expect(await ada!.read('{ myReminders { accepts language } }')).toEqual({
      myReminders: { accepts: true, language: 'CATALAN' },
    });
    await timePasses(server, 42 * HOUR);
    expect(mail.mails.slice(1).map(({ to }) => to)).toEqual([addressOf('Ada')]);
  });

  it('are tried again with growing pauses when the mail server asks for patience', async () => {
    const [assembly] = await reminding(server, ['Ada', 'Bruno']);
    mail.doorkeeper = (address, attempt) => (address === addressOf('Ada') && attempt <= 3 ? 451 : undefined);
    const proposalId = await openForAWeek(assembly, 'A well');
    await timePasses(server, FIRST_MOMENT);
    expect(mail.mailsTo(addressOf('Bruno'))).toHaveLength(1);
    const attempts = () => mail.attemptsFor(addressOf('Ada'));
    expect(attempts()).toBe(1);
    for (const [tried, pause] of [
      [2, 1],
      [3, 2],
      [4, 4],
    ] as const) {
      await timePasses(server, pause * MINUTE - 5 * SECOND);
      expect(attempts()).toBe(tried - 1);
      expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 2, sent: 1, waiting: 1 }]);
      await timePasses(server, 5 * SECOND);
      expect(attempts()).toBe(tried);
    }
    expect(mail.mailsTo(addressOf('Ada'))).toHaveLength(1);
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 2, sent: 2, waiting: 0, failed: 0 }]);
  });

  it('that are refused for good are noted, and not tried again', async () => {
    const [assembly] = await reminding(server, ['Ada', 'Bruno']);
    mail.doorkeeper = (address) => (address === addressOf('Ada') ? 550 : undefined);
    const proposalId = await openForAWeek(assembly, 'A well');
    await timePasses(server, FIRST_MOMENT);
    await timePasses(server, DAY);
    expect(mail.attemptsFor(addressOf('Ada'))).toBe(1);
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 2, sent: 1, failed: 1, waiting: 0 }]);
  });

  it('that were never let in have failed when voting closes, and one that is no longer needed is dropped', async () => {
    const [assembly, ada] = await reminding(server, ['Ada', 'Bruno']);
    mail.doorkeeper = () => 451;
    const proposalId = await openForAWeek(assembly, 'A well');
    await timePasses(server, FIRST_MOMENT);
    await ada!.votes(proposalId, 'yes');
    mail.doorkeeper = (address) => (address === addressOf('Bruno') ? 451 : undefined);
    await timePasses(server, MINUTE);
    expect(mail.attemptsFor(addressOf('Ada'))).toBe(1);
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ dropped: 1, waiting: 1 }]);
    await assembly.close(proposalId);
    await timePasses(server, HOUR);
    expect(mail.attemptsFor(addressOf('Bruno'))).toBe(2);
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ dropped: 1, failed: 1, waiting: 0 }]);
  });

  it('wait for a mail server that is down, and do not knock for each of them', async () => {
    const [assembly] = await reminding(
      server,
      Array.from({ length: 20 }, (_, index) => `M${index}`),
    );
    const port = Number(new URL(mail.url).port);
    await mail.close();
    const proposalId = await openForAWeek(assembly, 'A well');
    await timePasses(server, FIRST_MOMENT);
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 20, waiting: 20 }]);
    mail = await MailServer.listening(port);
    await timePasses(server, 50 * SECOND);
    expect(mail.mails).toHaveLength(0);
    await timePasses(server, 10 * SECOND);
    await timePasses(server, MINUTE);
    expect(new Set(readers()).size).toBe(20);
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 20, sent: 20, waiting: 0 }]);
  });

  it('hold up nobody while a mail server takes its time', async () => {
    const [assembly, ada] = await reminding(server, ['Ada', 'Bruno']);
    let connected = false;
    let greet = () => {};
    const greeting = new Promise<void>((resolve) => (greet = resolve));
    mail.beforeGreeting = () => {
      connected = true;
      return greeting;
    };
    const proposalId = await openForAWeek(assembly, 'A well');
    const passing = timePasses(server, FIRST_MOMENT);
    await awaitUntil('the connection', async () => connected);
    for (let vote = 0; vote < 20; vote += 1) await ada!.votes(proposalId, vote % 2 ? 'yes' : 'no');
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 2, sent: 0, waiting: 2 }]);
    expect(mail.mails).toEqual([]);
    greet();
    await passing;
    expect(mail.mailsTo(addressOf('Bruno'))).toHaveLength(1);
  });

  it('whose receipt was lost come again under the same Message-ID', async () => {
    const [assembly] = await reminding(server, ['Ada']);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    mail.beforeAnswer = () => answered;
    const proposalId = await openForAWeek(assembly, 'A well');
    const passing = timePasses(server, FIRST_MOMENT);
    await awaitUntil('the letter', async () => mail.mails.length === 1);
    await server.stop();
    answer();
    await passing;
    await server.start();
    await timePasses(server, 6 * MINUTE);
    const [first, second, ...more] = mail.mails;
    expect(more).toEqual([]);
    expect(first!.messageId).toMatch(/^<[0-9a-f-]{36}@example\.org>$/);
    expect(second!.messageId).toBe(first!.messageId);
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 1, sent: 1, waiting: 0 }]);
  });
});

describe('reminders of a server without a mail server', () => {
  let server: RunningServer;
  beforeEach(async () => (server = await RunningServer.onDisk()));
  afterEach(() => server.end());

  const outboxLog = (assembly: Assembly) => join(server.dataDir, `${assembly.id}.outbox.log`);
  const lines = (assembly: Assembly): Json[] =>
    readFileSync(outboxLog(assembly), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('are written to a file for its owner’s eyes, and forget a person with the registry', async () => {
    const [assembly, ada] = await reminding(server, ['Ada', 'Bruno']);
    await ada!.say('acceptReminders', { language: 'CATALAN' });
    const proposalId = await openForAWeek(assembly, 'Un pou més');
    await timePasses(server, FIRST_MOMENT);
    expect(
      lines(assembly)
        .map(({ to, subject }) => [to.name, subject])
        .sort(),
    ).toEqual([
      ['Ada', 'Encara hi falta la teva veu: Un pou més'],
      ['Bruno', 'Your voice is still missing: Un pou més'],
    ]);
    for (const file of [outboxLog(assembly), join(server.dataDir, `${assembly.id}.outbox.db`)])
      expect(statSync(file).mode & 0o777).toBe(0o600);

    const { names } = await server.app.get(Assemblies).open(assembly.id);
    names.forget([localIdOf(ada!.id)]);
    expect(lines(assembly).map(({ to }) => to.name)).toEqual(['Bruno']);
    for (const file of readdirSync(server.dataDir).filter((name) => name.includes('.outbox.')))
      expect(readFileSync(join(server.dataDir, file)).includes(localIdOf(ada!.id))).toBe(false);
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 2, sent: 2 }]);
    await timePasses(server, 42 * HOUR);
    expect(lines(assembly).map(({ to }) => to.name)).toEqual(['Bruno', 'Bruno']);
  });

  it('name nobody any more once voting is over', async () => {
    const [assembly, ada] = await reminding(server, ['Ada']);
    const proposalId = await openForAWeek(assembly, 'A well');
    await timePasses(server, FIRST_MOMENT);
    const outbox = join(server.dataDir, `${assembly.id}.outbox.db`);
    await assembly.close(proposalId);
    await timePasses(server, 0);
    await server.stop();
    expect(readFileSync(outbox).includes(localIdOf(ada!.id))).toBe(false);
    await server.start();
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 1, sent: 1 }]);
  });

  it('are not known of a proposal that does not exist', async () => {
    const [assembly] = await reminding(server, ['Ada']);
    expect(await figures(assembly, 'nothing')).toBeNull();
  });
});

describe('reminders of two servers of one data folder', () => {
  it('reach each member once, and both servers send', async () => {
    const [place, mail] = [await EventStorePlace.begin(), await MailServer.listening()];
    const north = await RunningServer.onEventStore(place.node.url, undefined, lettersBy(mail));
    const south = await RunningServer.onEventStore(place.node.url, north, lettersBy(mail));
    const settled = () => Promise.all([north, south].map((server) => server.app.get(Reminders).settle()));
    const names = Array.from({ length: 40 }, (_, index) => `M${index}`);

    const [assembly] = await reminding(north, names);
    const proposalId = await openForAWeek(assembly, 'A well');
    const { view } = await south.app.get(Assemblies).open(assembly.id);
    await view.reached(await assembly.head());
    await settled();
    north.clock.advance(FIRST_MOMENT);
    await settled();
    await settled();

    expect(mail.mails.map(({ to }) => to).sort()).toEqual(names.map(addressOf).sort());
    expect((await figures(assembly, proposalId)).rounds).toMatchObject([{ due: 40, sent: 40 }]);
    expect(mail.connections).toBeGreaterThan(SMTP_CONNECTIONS);
    await south.stop();
    await north.end();
    await mail.close();
    await place.end();
  });
});
