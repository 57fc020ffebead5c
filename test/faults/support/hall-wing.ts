import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What becomes of bytes that do not get through: their connection breaks, they are gone without a word, or they come later. */
export type Cut = 'drop' | 'swallow' | 'hold';

/** `fair`: all gets through. `deaf`: requests do, answers do not. `dark`: nothing does. */
export type Weather = 'fair' | 'deaf' | 'dark';

type Way = 'requests' | 'answers';

/** The Wi-Fi of one wing of a hall: everything that its phones send to the server, and all that they hear, goes through here. */
export class HallWing implements AsyncDisposable {
  private weather: Weather = 'fair';
  /** Requests that did not get through since the weather changed. Unit: pieces, as the network brought them. */
  private stopped = 0;
  private readonly sockets = new Set<Socket>();
  private readonly spoilt = new Set<Socket>();
  private held: (() => void)[] = [];
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly doors: Server,
    private readonly serverPort: number,
    private readonly cut: Cut,
  ) {}

  static async towards(serverUrl: string, cut: Cut): Promise<HallWing> {
    const doors = createServer();
    const wing = new HallWing(doors, Number(new URL(serverUrl).port), cut);
    doors.on('connection', (phone) => wing.join(phone));
    doors.listen(0, '127.0.0.1');
    await once(doors, 'listening');
    return wing;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.doors.address() as AddressInfo).port}`;
  }

  turn(weather: Weather): void {
    this.weather = weather;
    this.stopped = 0;
  }

  /** What was held back comes now; connections that lost something break. */
  mend(): void {
    this.turn('fair');
    for (const deliver of this.held.splice(0)) deliver();
    for (const socket of this.spoilt) socket.destroy();
  }

  /** Resolves when so many pieces of requests did not get through. */
  async untilStopped(pieces: number): Promise<void> {
    while (this.stopped < pieces) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.doors.close();
    await once(this.doors, 'close');
  }

  private join(phone: Socket): void {
    const server = connect(this.serverPort, '127.0.0.1');
    const carry = (from: Socket, to: Socket, way: Way) => {
      this.sockets.add(from);
      from.on('data', (bytes) => this.carry(from, to, way, bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => (to.destroy(), this.sockets.delete(from), this.spoilt.delete(from)));
    };
    carry(phone, server, 'requests');
    carry(server, phone, 'answers');
  }

  private carry(from: Socket, to: Socket, way: Way, bytes: Buffer): void {
    if (this.weather === 'fair' || (this.weather === 'deaf' && way === 'requests')) {
      to.write(bytes);
      return;
    }
    if (this.cut === 'drop') from.destroy();
    else if (this.cut === 'swallow') this.spoilt.add(from);
    else this.held.push(() => to.write(bytes));
    if (way === 'requests') this.stopped += 1;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
