import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** The end of the response's head. */
const BLANK_LINE = '\r\n\r\n';
const CONTENT_LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

interface Awaited {
  readonly resolve: (body: string) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * One HTTP/1.1 connection kept alive, one request at a time. It knows just enough of the protocol for a server that states
 * its content's length, and so takes the least it can from the processor it shares with that server.
 */
export class Connection {
  private received = '';
  private awaited: Awaited | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly port: number,
  ) {
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (text) => this.take(text.toString()));
    socket.on('error', (error) => this.awaited?.reject(error));
    socket.on('close', () => this.awaited?.reject(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Connection(socket, port);
  }

  /** Resolves with the body of a 200; rejects on any other status. `body` is ASCII. */
  post(token: string, body: string): Promise<string> {
    const head = `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\nauthorization: Bearer ${token}\r\n`;
    this.socket.write(
      `${head}content-type: application/json\r\ncontent-length: ${body.length}${BLANK_LINE}${body}`,
      'latin1',
    );
    return new Promise((resolve, reject) => (this.awaited = { resolve, reject }));
  }

  close(): void {
    this.awaited = undefined;
    this.socket.destroy();
  }

  private take(text: string): void {
    this.received += text;
    const headEnd = this.received.indexOf(BLANK_LINE);
    if (headEnd === -1) return;
    const bodyStart = headEnd + BLANK_LINE.length;
    const [, length] = CONTENT_LENGTH.exec(this.received) ?? [];
    if (length === undefined) return this.awaited?.reject(new Error(`no length stated: ${this.received}`));
    if (this.received.length < bodyStart + Number(length)) return;
    const answer = this.received;
    this.received = '';
    if (answer.startsWith('HTTP/1.1 200')) this.awaited?.resolve(answer.slice(bodyStart));
    else this.awaited?.reject(new Error(answer));
  }
}
