import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { EventDatabase, StoredEvent } from './event-database';
import { invalidPosition, streamDeleted } from './failures';
import { filterOf, identifierOf, readResponseOf, streamNameOf } from './wire';

type Call = ServerWritableStream<ReadReq, ReadResp>;

/** What a node is told to do to those who read. */
interface Reader {
  readonly silent: boolean;
  readonly cutOff: boolean;
  readonly readsBehind: number;
}

const BACKWARDS = ReadReq.Options.ReadDirection.BACKWARDS;

/** A server looks at so many events at a time; a filtered subscription hears of a checkpoint every so many of these. */
const SEARCH_WINDOW = 32;

/** `Read` of the protocol: of one stream or of `$all`, once or as a subscription. Only `$all` can be subscribed to here, and only while the node speaks. */
export async function read(database: EventDatabase, call: Call, node: Reader): Promise<void> {
  const options = call.request.getOptions()!;
  if (options.hasSubscription()) return follow(database, call, options, node);
  const stored = options.hasStream() ? ofStream(database, call, options.getStream()!) : database.all;
  if (stored === undefined) return;
  const events = stored.slice(0, stored.length - node.readsBehind);
  const fits = filterOf(options);
  let left = Number(options.getCount());
  for (const event of selected(events, options)) {
    if (left === 0 || call.cancelled) break;
    if (!fits(event)) continue;
    left -= 1;
    if (!call.write(readResponseOf(event))) await drained(call);
  }
  call.end();
}

/** The stream's events; undefined when the caller was told why there are none. */
function ofStream(
  database: EventDatabase,
  call: Call,
  options: ReadReq.Options.StreamOptions,
): readonly StoredEvent[] | undefined {
  const stream = streamNameOf(options);
  const events = database.read(stream);
  if (events === 'deleted') {
    call.emit('error', streamDeleted(stream));
    return undefined;
  }
  if (events !== 'not-found') return events;
  call.write(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream))));
  call.end();
  return undefined;
}

/** From where the caller asked to begin, in the order asked for. Reads include the place they begin at. */
function selected(events: readonly StoredEvent[], options: ReadReq.Options): readonly StoredEvent[] {
  const backwards = options.getReadDirection() === BACKWARDS;
  const place = options.hasStream() ? revisionOf(options.getStream()!) : positionOf(options.getAll()!);
  const keyOf = (event: StoredEvent) => (options.hasStream() ? event.revision : event.position);
  const wanted = events.filter((event) => (backwards ? keyOf(event) <= place : keyOf(event) >= place));
  return backwards ? wanted.reverse() : wanted;
}

function revisionOf(options: ReadReq.Options.StreamOptions): number {
  if (options.hasRevision()) return Number(options.getRevision());
  return options.hasEnd() ? Infinity : 0;
}

function positionOf(options: ReadReq.Options.AllOptions): number {
  if (options.hasPosition()) return Number(options.getPosition()!.getCommitPosition());
  return options.hasEnd() ? Infinity : 0;
}

/**
 * A subscription begins after the place it names, says when it has caught up, and stays. A place that is none is refused, unless it
 * lies in the future: until the server has come so far, the subscription hears nothing.
 */
async function follow(database: EventDatabase, call: Call, options: ReadReq.Options, node: Reader): Promise<void> {
  const all = options.getAll()!;
  const after = all.hasPosition() ? positionOf(all) : -1;
  const first = all.hasEnd() ? -1 : database.all.findIndex(({ position }) => position > after);
  const reader = new Subscription(database, call, options, first === -1 ? database.all.length : first, after);
  const isKnown = after === -1 || first === -1 || database.all.some(({ position }) => position === after);
  if (!isKnown) return void call.emit('error', invalidPosition());
  call.write(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID())));
  await reader.pump();
  call.write(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
  const leave = database.onGrowth(() => void (!node.silent && !node.cutOff && reader.pump()));
  for (const end of ['cancelled', 'close', 'error']) call.on(end, leave);
  await reader.pump();
}

class Subscription {
  private readonly fits: (event: StoredEvent) => boolean;
  private readonly checkpointEvery: number;
  private looked = 0;
  private pumping = false;

  constructor(
    private readonly database: EventDatabase,
    private readonly call: Call,
    options: ReadReq.Options,
    private next: number,
    private readonly after: number,
  ) {
    this.fits = filterOf(options);
    this.checkpointEvery = SEARCH_WINDOW * (options.getFilter()?.getCheckpointintervalmultiplier() ?? Infinity);
  }

  /** Send all that there is, at the pace at which it is taken. */
  async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    for (let event = this.take(); event && !this.call.cancelled; event = this.take()) {
      if (event.position > this.after && this.fits(event) && !this.call.write(readResponseOf(event)))
        await drained(this.call);
      this.looked += 1;
      if (this.looked % this.checkpointEvery === 0) this.call.write(checkpointAt(event.position));
    }
    this.pumping = false;
  }

  private take(): StoredEvent | undefined {
    const event = this.database.all[this.next];
    if (event !== undefined) this.next += 1;
    return event;
  }
}

function checkpointAt(position: number): ReadResp {
  const text = String(position);
  return new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition(text).setPreparePosition(text));
}

/** The caller has taken what was written, or has left. */
async function drained(call: Call): Promise<void> {
  const events = ['drain', 'cancelled', 'close', 'error'];
  await new Promise<void>((resolve) => {
    const done = () => {
      for (const event of events) call.off(event, done);
      resolve();
    };
    for (const event of events) call.on(event, done);
  });
}
