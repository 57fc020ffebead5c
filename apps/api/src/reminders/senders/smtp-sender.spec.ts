import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Letter } from './sender';
import { SmtpSender } from './smtp-sender';

const letter: Letter = {
  assemblyId: 'riu-clar',
  memberId: 'ada',
  messageId: '6f1c@example.org',
  at: new Date('2026-03-06T09:00:00.000Z'),
  from: 'Riu Clar <plenum@example.org>',
  to: { name: 'Ada', address: 'ada@example.net' },
  subject: 'Your voice is still missing',
  text: 'Vote.\n',
};
const saying = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

/** What becomes of the letter at a server with these manners. */
async function deliveryAt(manners: SMTPServerOptions, credentials = '', sent: Letter = letter) {
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...manners });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const sender = new SmtpSender(`smtp://${credentials}127.0.0.1:${(server.server.address() as AddressInfo).port}`);
  try {
    return await sender.send(sent);
  } finally {
    sender.close();
    await new Promise<void>((resolve) => server.close(resolve));
  }
}

describe('a letter handed over by SMTP', () => {
  it('is accepted when the server says so', async () => {
    expect(await deliveryAt({})).toEqual({ outcome: 'accepted' });
  });

  /** A server that says 421 hangs up, and takes nobody else's letter either. */
  it.each([
    [421, 'unreachable'],
    [450, 'temporary'],
    [451, 'temporary'],
    [550, 'permanent'],
    [553, 'permanent'],
  ] as const)('whose recipient meets %i is %s', async (code, outcome) => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = (_address, _session, done) => done(saying(code));
    expect(await deliveryAt({ onRcptTo })).toEqual({ outcome, why: expect.stringMatching(String(code)) });
  });

  it.each([
    [452, 'temporary'],
    [554, 'permanent'],
  ] as const)('whose text meets %i is %s', async (code, outcome) => {
    const onData: SMTPServerOptions['onData'] = (stream, _session, done) => {
      stream.resume().on('end', () => done(saying(code)));
    };
    expect(await deliveryAt({ onData })).toEqual({ outcome, why: expect.stringMatching(String(code)) });
  });

  it('is not to blame when the server takes no letters from us', async () => {
    const onMailFrom: SMTPServerOptions['onMailFrom'] = (_address, _session, done) => done(saying(550));
    expect(await deliveryAt({ onMailFrom })).toEqual({ outcome: 'unreachable', why: 'EENVELOPE 550' });
    const onConnect: SMTPServerOptions['onConnect'] = (_session, done) => done(saying(554));
    expect(await deliveryAt({ onConnect })).toMatchObject({ outcome: 'unreachable' });
  });

  it('fails for good when its address is none', async () => {
    const nowhere = { ...letter, to: { name: 'Ada', address: 'ada@exa\r\nmple.net>' } };
    expect(await deliveryAt({}, '', nowhere)).toMatchObject({ outcome: 'permanent' });
  });

  it('sends no password in the clear', async () => {
    const heard: string[] = [];
    const onAuth: SMTPServerOptions['onAuth'] = ({ username = '' }, _session, done) => {
      heard.push(username);
      done(null, { user: username });
    };
    expect(await deliveryAt({ onAuth, allowInsecureAuth: true }, 'plenum:secret@')).toMatchObject({
      outcome: 'unreachable',
      why: expect.stringContaining('ETLS'),
    });
    expect(heard).toEqual([]);
  });
});
