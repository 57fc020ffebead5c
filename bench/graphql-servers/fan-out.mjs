import { WebSocket } from 'ws';
import { ballot, castBallotBody, post, receiptPosition, TALLY_CHANGED } from './operations.mjs';
import { median, quantile } from './statistics.mjs';

const SUBSCRIBERS = 2000;
const CONNECTING_AT_ONCE = 100;
const WARM_UP_EVENTS = 5;
const EVENTS = 20;
const PATIENCE_MS = 20_000;
// A server says nothing when a subscription is ready, so the first events are sent until one has reached everybody.
const SETTLING_ATTEMPTS = 10;
const SETTLING_MS = 2_000;

/** Gathers the receipts of one event at a time. */
class Audience {
  #sockets = [];
  #waiting = null;

  async fill(url) {
    while (this.#sockets.length < SUBSCRIBERS) {
      const batch = Array.from({ length: CONNECTING_AT_ONCE }, () => subscribe(url, (frame) => this.#receive(frame)));
      this.#sockets.push(...(await Promise.all(batch)));
    }
  }

  #receive({ payload, type }) {
    const tally = payload?.data?.tallyChanged;
    if (type !== 'next' || payload.errors || !tally) throw new Error(`Wrong frame: ${type} ${JSON.stringify(payload)}`);
    const event = this.#waiting;
    if (!event) return;
    event.positions.add(tally.position);
    event.receipts += 1;
    if (event.receipts < SUBSCRIBERS) return;
    const elapsedNanos = process.hrtime.bigint() - BigInt(tally.publishedAtNanos);
    event.complete({ milliseconds: Number(elapsedNanos) / 1e6, positions: event.positions });
  }

  /** Casts one ballot; resolves when every subscriber has its tally, with the time since the server published it. */
  async hear(url, patienceMs = PATIENCE_MS) {
    const complete = new Promise((resolve) => {
      this.#waiting = { receipts: 0, positions: new Set(), complete: resolve };
    });
    const input = ballot();
    const { status, text } = await post(url, castBallotBody(input));
    const position = receiptPosition(input, status, text);
    const heard = await within(patienceMs, complete);
    const receipts = this.#waiting.receipts;
    this.#waiting = null;
    if (!heard) return { receipts };
    if (heard.positions.size !== 1 || !heard.positions.has(position)) {
      throw new Error(`Ballot ${position} was heard as ${[...heard.positions].join(', ')}.`);
    }
    return { receipts, milliseconds: heard.milliseconds };
  }

  async leave() {
    const closed = this.#sockets.map((socket) => new Promise((done) => socket.once('close', done)));
    for (const socket of this.#sockets) socket.close(1000);
    await Promise.all(closed);
  }
}

function within(milliseconds, promise) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function subscribe(url, onFrame) {
  const socket = new WebSocket(url.replace('http:', 'ws:'), 'graphql-transport-ws', { perMessageDeflate: false });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => socket.send('{"type":"connection_init"}'));
    socket.once('message', (text) => {
      if (JSON.parse(text).type !== 'connection_ack') return reject(new Error(`Not acknowledged: ${text}`));
      socket.on('message', (frame) => onFrame(JSON.parse(frame)));
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: TALLY_CHANGED } }));
      resolve(socket);
    });
  });
}

async function settle(audience, url) {
  for (let attempt = 0; attempt < SETTLING_ATTEMPTS; attempt += 1) {
    const { milliseconds } = await audience.hear(url, SETTLING_MS);
    if (milliseconds !== undefined) return;
  }
  throw new Error(`${url}: ${SUBSCRIBERS} subscriptions did not settle.`);
}

async function hearAll(audience, url, events) {
  const times = [];
  while (times.length < events) {
    const { milliseconds, receipts } = await audience.hear(url);
    if (milliseconds === undefined)
      throw new Error(`${url}: ${receipts} of ${SUBSCRIBERS} subscribers heard an event.`);
    times.push(milliseconds);
  }
  return times;
}

/**
 * Milliseconds from publishing one event to its receipt by the last of 2,000 graphql-ws subscribers, over 20 events.
 * Events follow one another, each sent when the last was heard by all. CPU time is the server's, per event.
 */
export async function measureFanOut({ url, cpuMicros }) {
  const audience = new Audience();
  await audience.fill(url);
  await settle(audience, url);
  await hearAll(audience, url, WARM_UP_EVENTS);
  const cpuBefore = await cpuMicros();
  const times = await hearAll(audience, url, EVENTS);
  const cpuAfter = await cpuMicros();
  await audience.leave();
  return {
    subscribers: SUBSCRIBERS,
    events: EVENTS,
    medianMs: median(times),
    worstMs: quantile(times, 1),
    serverCpuMicrosPerEvent: Math.round((cpuAfter - cpuBefore) / EVENTS),
  };
}
