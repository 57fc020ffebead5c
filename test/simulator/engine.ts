import { emptyRecord } from '@plenum/domain';
import type { EventLog } from '@plenum/event-log';
import type { Assemblies } from '../../apps/api/src/platform/assemblies';
import { AssemblyView } from '../../apps/api/src/platform/assembly-view';
import { CommandRunner, type Answer } from '../../apps/api/src/platform/command-runner';
import { LogHealth } from '../../apps/api/src/platform/log-health';
import type { Origin } from '../../apps/api/src/platform/origin';
import { StreamReader } from '../../apps/api/src/platform/stream-reader';
import type { Dice } from '../faults/support/dice';
import type { Scheduler } from './scheduler';
import type { SimulatedClock } from './simulated-clock';
import { SimulatedDisk } from './simulated-disk';

/** What somebody asks the server for: the same words for every copy that is sent. */
export type Deed = (
  server: { readonly runner: CommandRunner; readonly assemblies: Assemblies },
  origin: Origin,
) => Promise<Answer>;

/** One life of the server: runner, views and memory, from a start to a crash. */
class Life {
  readonly runner: CommandRunner;
  readonly assemblies: Assemblies;
  readonly view: AssemblyView;
  readonly disk: SimulatedDisk;
  isOver = false;

  constructor(kept: EventLog, scheduler: Scheduler, clock: SimulatedClock, dice: Dice) {
    this.disk = new SimulatedDisk(kept, scheduler, dice);
    const { log } = this.disk;
    this.view = new AssemblyView(log, emptyRecord);
    const ready = this.view.follow();
    const opened = { id: log.assemblyId, log, view: this.view, reader: new StreamReader(log) };
    const open = async () => {
      await ready;
      return opened;
    };
    // Of an open assembly, deeds of voters, chairs and tellers use no more than this; files of names and snapshots stay outside.
    this.assemblies = { open } as unknown as Assemblies;
    this.runner = new CommandRunner(this.assemblies, clock, new LogHealth());
  }
}

/** The server: killed and started again on the same facts. */
export class Engine {
  private life: Life;

  constructor(
    private readonly kept: EventLog,
    private readonly scheduler: Scheduler,
    private readonly clock: SimulatedClock,
    private readonly dice: Dice,
  ) {
    this.life = this.begin();
  }

  get view(): AssemblyView {
    return this.life.view;
  }

  crash(): void {
    this.life.isOver = true;
    this.life.disk.cut();
    this.life = this.begin();
  }

  /** From now on the disk does what it is told. */
  calm(): void {
    this.life.disk.isCalm = true;
  }

  /** Undefined when the server died meanwhile: then nobody answers. */
  async execute(deed: Deed, origin: Origin): Promise<Answer | undefined> {
    const life = this.life;
    const answer = await deed(life, origin);
    return life.isOver ? undefined : answer;
  }

  private begin(): Life {
    return new Life(this.kept, this.scheduler, this.clock, this.dice);
  }
}
