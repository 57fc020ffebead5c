import type { GraphqlClient } from '../../server/graphql-client';
import { pause } from '../../terminal/pause';
import { Stopped } from '../../terminal/stopped';
import { agenda } from './agenda';
import { ASSEMBLY_NAME, type Gathering } from './gathering';
import { conserves, TALLY_FIELDS, type HallScene, type TallySeen } from './scene';

/** One message of the tally, and when it came. */
export interface Shown {
  readonly proposalId: string;
  readonly position: number;
  readonly at: number;
}

const TALLY = `subscription Tally($proposalId: ID!) { tallyChanged(proposalId: $proposalId) { ${TALLY_FIELDS} } }`;
const PRESENCE = `subscription Presence($meetingId: ID!) {
  presenceChanged(meetingId: $meetingId) { position members guests } }`;

const LOOK_EVERY_MS = 1;
const LONGEST_WAIT_MS = 30_000;
/** The speed is that of so many newest ballots. */
const NEWEST = 300;

interface PresenceSeen {
  readonly presenceChanged: { readonly position: number; readonly members: number; readonly guests: number };
}

/** The screen in the hall: hears presence and the tally of the item at hand by subscription, and asks for nothing. */
export class Projector {
  readonly shown: Shown[] = [];
  /** Tallies in which a voice was lost or doubled, word for word. */
  readonly unsound: TallySeen[] = [];
  private leave: (() => void)[] = [];
  private leaveItem = () => {};
  private failure: unknown;
  private current: HallScene;

  constructor(
    private readonly gathering: Gathering,
    private readonly client: GraphqlClient,
    private readonly interrupted: AbortSignal,
    private readonly changed: (scene: HallScene) => void,
  ) {
    this.current = {
      ...{ assembly: ASSEMBLY_NAME, status: 'convened', position: 0, present: 0, guests: 0 },
      hall: gathering.crowd.hall.length,
      items: agenda.map(({ title, way }) => ({ title, way })),
      phones: { ballots: 0, perSecond: 0, p99Ms: 0 },
    };
  }

  get scene(): HallScene {
    return this.current;
  }

  watchDoors(meetingId: string): void {
    const hear = ({ presenceChanged: { position, members, guests } }: PresenceSeen) =>
      this.update({ present: members, guests, position: Math.max(position, this.current.position) });
    this.leave.push(this.client.watch<PresenceSeen>(PRESENCE, { meetingId }, { hear, fail: this.fail }));
  }

  /** Show this item's tally instead of the last one's. Resolves when it is there. */
  async turnTo(current: number, proposalId: string): Promise<void> {
    this.leaveItem();
    const { tally: _last, ...scene } = this.current;
    this.current = { ...scene, current };
    const hear = ({ tallyChanged }: { tallyChanged: TallySeen }) => this.hear(proposalId, tallyChanged);
    this.leaveItem = this.client.watch(TALLY, { proposalId }, { hear, fail: this.fail });
    await this.until(() => this.current.tally !== undefined);
  }

  /** Resolves when the tally on the wall counts the event at `position`. */
  shows(position: number): Promise<void> {
    return this.until(() => (this.current.tally?.position ?? 0) >= position);
  }

  note(news: Partial<Pick<HallScene, 'status'>>): void {
    this.update(news);
  }

  conclude(outcome: string): void {
    const { current, tally, items } = this.current;
    const done = items.map((item, index) => (index === current && tally ? { ...item, outcome, tally } : item));
    this.update({ items: done });
  }

  close(): void {
    this.leaveItem();
    for (const leave of this.leave) leave();
  }

  private hear(proposalId: string, tally: TallySeen): void {
    this.shown.push({ proposalId, position: tally.position, at: performance.now() });
    if (!conserves(tally)) this.unsound.push(tally);
    this.update({ tally, position: Math.max(tally.position, this.current.position) });
  }

  private update(news: Partial<HallScene>): void {
    this.current = { ...this.current, ...news, phones: this.phones() };
    this.changed(this.current);
  }

  private phones() {
    const { ballots } = this.gathering.ledger;
    const newest = ballots.slice(-NEWEST);
    if (newest.length === 0) return { ballots: 0, perSecond: 0, p99Ms: 0 };
    const times = newest.map(({ sentAt, toldAt }) => toldAt - sentAt).sort((one, other) => one - other);
    const seconds = (newest.at(-1)!.toldAt - newest[0]!.sentAt) / 1000;
    const p99Ms = times[Math.min(times.length - 1, Math.floor(times.length * 0.99))]!;
    return { ballots: ballots.length, perSecond: Math.round(newest.length / seconds), p99Ms };
  }

  private readonly fail = (reason: unknown): void => {
    this.failure ??= reason;
  };

  private async until(isTrue: () => boolean): Promise<void> {
    const start = performance.now();
    while (!isTrue()) {
      if (this.failure !== undefined) throw this.failure;
      if (performance.now() - start > LONGEST_WAIT_MS)
        throw new Stopped('SERVER_SILENT', 'the projector waited too long for a tally');
      await pause(LOOK_EVERY_MS, this.interrupted);
    }
  }
}
