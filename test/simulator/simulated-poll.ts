import { createHash } from 'node:crypto';
import { MemoryEventLog, NO_STREAM, type NewEvent, type RecordedEvent } from '@plenum/event-log';
import { streamOf, uuid } from '../../libs/domain/src/record/story.contract';
import type { PlenumEvent } from '@plenum/domain';
import { Dice } from '../faults/support/dice';
import { Engine } from './engine';
import { beginning, CALM_MS, DEADLINE_MS, intentsOf } from './evening';
import { Invariants } from './invariants';
import { Network } from './network';
import { closes } from './deeds';
import { roof } from '../../libs/domain/src/record/people.contract';
import { Scheduler } from './scheduler';
import { NOON_MS, SimulatedClock } from './simulated-clock';
import { anyJumps, type ClockCourse } from './clock-courses';

export interface Played {
  readonly broken: readonly string[];
  /** SHA-256 over every stored event and everything that anybody was told: the same seed gives the same. */
  readonly digest: string;
  readonly events: number;
  readonly crashes: number;
  readonly met: Invariants['met'];
}

/** A whole poll out of one seed: the people, the hall, the network, the disk, the crashes, and the clock, unless its course is given. */
export async function playPoll(seed: number, course: ClockCourse = anyJumps): Promise<Played> {
  const dice = new Dice(seed);
  const scheduler = new Scheduler();
  const clock = new SimulatedClock(scheduler);
  const kept = new MemoryEventLog('simulated');
  const { members, told } = beginning(dice);
  for (const event of told) await store(kept, event);
  const engine = new Engine(kept, scheduler, clock, dice);
  const invariants = new Invariants();
  const network = new Network(engine, scheduler, dice, () => invariants.isOpen);
  const deadline = new Date(NOON_MS + DEADLINE_MS).toISOString();

  for (const { at, who, deed } of intentsOf(members, dice, deadline))
    scheduler.after(at, () => void network.ask(who, deed));
  const crashes = dice.below(4);
  for (let crash = 0; crash < crashes; crash += 1) scheduler.after(dice.below(CALM_MS), () => engine.crash());
  course(clock, scheduler, dice);
  scheduler.after(CALM_MS, () => {
    clock.skewMs = 0;
    engine.calm();
    void network.ask('system:deadline', closes(roof, 'deadline'));
  });

  const log: RecordedEvent[] = [];
  const watch = kept.subscribe(0, (events) => void log.push(...events));
  await scheduler.run(() => invariants.look(log));
  await watch.stop();
  invariants.lookAtReceipts(network.held);
  const leftOpen = invariants.isOpen ? ['the poll was never closed'] : [];
  const broken = [...invariants.broken, ...network.faults, ...leftOpen];
  const digest = createHash('sha256').update(JSON.stringify([log.map(hexOf), network.held]));
  return { broken, digest: digest.digest('hex'), events: log.length, crashes, met: invariants.met };
}

function hexOf({ leafHash }: RecordedEvent): string {
  return Buffer.from(leafHash).toString('hex');
}

async function store(log: MemoryEventLog, event: PlenumEvent): Promise<void> {
  const stream = streamOf(event);
  const revision = (await log.readStream(stream)).at(-1)?.revision ?? NO_STREAM;
  const commandId = uuid(`beginning ${await log.head()}`);
  await log.append({
    ...{
      stream,
      expectedRevision: revision,
      commandId,
      commandDigest: createHash('sha256').update(commandId).digest('hex'),
      actor: 'role:founder',
    },
    events: [JSON.parse(JSON.stringify(event)) as NewEvent],
    at: new Date(NOON_MS).toISOString(),
  });
}
