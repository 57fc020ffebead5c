import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A letter as it arrived. */
export interface Mail {
  /** Envelope recipient. */
  readonly to: string;
  readonly messageId: string;
  /** Decoded. */
  readonly subject: string;
  /** Decoded. */
  readonly text: string;
  /** As it came over the wire. */
  readonly raw: string;
}

/** What the server answers a recipient, of whom it is the n-th attempt, from 1; nothing means welcome. */
type Doorkeeper = (address: string, attempt: number) => number | undefined;

/** A real SMTP server on loopback that keeps what it is given, and can be made to refuse, to wait, or to hang up at the worst moment. */
export class MailServer {
  readonly mails: Mail[] = [];
  /** Recipients in the order in which they were named, refused ones included. */
  readonly asked: string[] = [];
  connections = 0;
  doorkeeper: Doorkeeper = () => undefined;
  /** Called when a letter is in, before the sender hears so. */
  beforeAnswer: () => Promise<void> = async () => undefined;
  /** Called before the server says its first word. */
  beforeGreeting: () => Promise<void> = async () => undefined;
  private readonly server: SMTPServer;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onConnect: (_session, done) => {
        this.connections += 1;
        void this.beforeGreeting().then(() => done());
      },
      onRcptTo: ({ address }, _session, done) => {
        this.asked.push(address);
        const code = this.doorkeeper(address, this.attemptsFor(address));
        done(code === undefined ? null : Object.assign(new Error('not today'), { responseCode: code }));
      },
      onData: (stream, session, done) => {
        void text(stream).then(async (raw) => {
          this.mails.push(mailFrom(session.envelope.rcptTo[0]!.address, raw));
          await this.beforeAnswer();
          done();
        });
      },
    });
    this.server.on('error', () => undefined);
  }

  static async listening(port = 0): Promise<MailServer> {
    const mailServer = new MailServer();
    mailServer.server.listen(port, '127.0.0.1');
    await once(mailServer.server.server, 'listening');
    return mailServer;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  attemptsFor(address: string): number {
    return this.asked.filter((one) => one === address).length;
  }

  mailsTo(address: string): readonly Mail[] {
    return this.mails.filter(({ to }) => to === address);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

function mailFrom(to: string, raw: string): Mail {
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const headers = head.replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1]?.trim() ?? '';
  return {
    to,
    raw,
    messageId: header('Message-ID'),
    subject: decodedWords(header('Subject')),
    text: fromQuotedPrintable(body.join('\r\n\r\n')).replaceAll('\r\n', '\n'),
  };
}

/** RFC 2047; white space between two encoded words is none. */
function decodedWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_all, how: string, word: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : fromQuotedPrintable(word.replaceAll('_', ' ')),
    );
}

/** RFC 2045, 6.7. */
function fromQuotedPrintable(value: string): string {
  const bytes = value
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
