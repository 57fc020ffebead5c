import { tally, type Tally } from '@plenum/counting';
import { electionOf, policyFor, type AssemblyRecord, type Policy, type StoredEvent } from '@plenum/domain';
import type { RecountWatch, ResultAgain } from '../recount';

/** How a count stood after the event at `position`. */
export interface Moment {
  readonly position: number;
  readonly at: string;
  readonly outcome: string;
  readonly leading: readonly string[];
  /** Exact numbers as text, by option or side. */
  readonly scores: { readonly [key: string]: string };
}

/** One vote from its opening to its close, or to the end of the log. */
export interface TallyTimeline {
  readonly proposalId: string;
  readonly title: string;
  readonly rule: string;
  readonly effect: Policy['effect'];
  /** From the opening on; the last is how it stood at the close, or stands so far. */
  readonly moments: readonly Moment[];
  /** Of so many changes, one has its moment. */
  readonly oneIn: number;
  /** Where the weight of those entitled was at last. */
  readonly weights: Weights;
  readonly closed: boolean;
  /** Undefined where no result is certified; `equal`: whether it came out again. */
  readonly certified?: { readonly position: number; readonly equal: boolean };
}

/** Exact numbers as text. The first four parts come to all that is entitled. */
export interface Weights extends Pick<Tally['sums'], 'own' | 'carried' | 'handCount'> {
  readonly undelivered: string;
  readonly entitled: string;
  /** What was valid in each channel; empty where nothing was. */
  readonly byChannel: readonly (readonly [channel: string, valid: string])[];
}

/** Unit: moments of one vote. More are not told apart in a picture. */
const MOST_MOMENTS = 96;
/** Unit: members counted for one picture, all its moments together. Bounds the time that a large assembly takes. */
const MOST_COUNTED = 2_000_000;

/** Keeps, while a log is read, how each vote went: records share what did not change, so that a moment costs little. */
export class TallyTimelines {
  private readonly open = new Map<string, Sampled>();
  private readonly done = new Map<string, TallyTimeline>();
  private last: Sample | undefined;

  readonly watch: RecountWatch = {
    onEvent: (event, after) => this.hear(event, after),
    onResult: (again) => this.certify(again),
  };

  /** As the assembly calls itself at the end of the log; undefined where no event could be read. */
  get assembly(): string | undefined {
    return this.last?.record.assembly.name || undefined;
  }

  /** In the order of their openings. */
  all(): readonly TallyTimeline[] {
    const stillOpen = [...this.open].map(([id, sampled]) => {
      sampled.end(this.last!);
      return sampled.timeline(id, this.last!.record, false);
    });
    return [...this.done.values(), ...stillOpen];
  }

  private hear(event: StoredEvent, after: AssemblyRecord): void {
    const { position, at } = event;
    const sample = (this.last = { position, at, record: after });
    for (const id of after.open) {
      const sampled = this.open.get(id) ?? new Sampled();
      this.open.set(id, sampled);
      sampled.take(id, sample);
    }
    if (event.type === 'VotingClosed') this.close(event.data.proposalId, sample);
    if (event.type === 'ProposalWithdrawn') this.open.delete(event.data.proposalId);
  }

  private close(id: string, last: Sample): void {
    const sampled = this.open.get(id);
    if (sampled === undefined) return;
    this.open.delete(id);
    sampled.end(last);
    this.done.set(id, sampled.timeline(id, last.record, true));
  }

  private certify({ proposalId, position, equal }: ResultAgain): void {
    const timeline = this.done.get(proposalId);
    if (timeline !== undefined) this.done.set(proposalId, { ...timeline, certified: { position, equal } });
  }
}

interface Sample {
  readonly position: number;
  readonly at: string;
  readonly record: AssemblyRecord;
}

/** Moments of one vote, evenly thinned out as they grow too many. */
class Sampled {
  private samples: Sample[] = [];
  private stride = 1;
  private changes = 0;
  private last: AssemblyRecord | undefined;

  take(id: string, sample: Sample): void {
    const { record } = sample;
    const moved =
      this.last?.proposals.get(id) !== record.proposals.get(id) || this.last?.delegations !== record.delegations;
    this.last = record;
    if (!moved) return;
    if (this.changes % this.stride === 0) this.samples.push(sample);
    this.changes += 1;
    if (this.samples.length > MOST_MOMENTS) this.thinOut(2);
  }

  /** How it stands at last, whatever was thinned out. */
  end(sample: Sample): void {
    if (this.samples.at(-1) !== sample) this.samples.push(sample);
  }

  timeline(proposalId: string, record: AssemblyRecord, closed: boolean): TallyTimeline {
    const { state, roll } = record.proposals.get(proposalId)!;
    const most = Math.max(2, Math.floor(MOST_COUNTED / Math.max(1, roll?.size ?? 0)));
    if (this.samples.length > most) this.thinOut(Math.ceil(this.samples.length / most));
    return {
      proposalId,
      title: state.wording.title,
      rule: electionOf(record, proposalId)!.rule,
      effect: policyFor(record.assembly, state)!.effect,
      moments: this.samples.map((sample) => momentOf(proposalId, sample)),
      oneIn: this.stride,
      weights: weightsIn(tally(electionOf(this.samples.at(-1)!.record, proposalId)!)),
      closed,
    };
  }

  /** The last moment always stays: it is the result. */
  private thinOut(by: number): void {
    const last = this.samples.length - 1;
    this.samples = this.samples.filter((_, index) => index % by === 0 || index === last);
    this.stride *= by;
  }
}

function momentOf(proposalId: string, { position, at, record }: Sample): Moment {
  const { outcome, winners, scores } = tally(electionOf(record, proposalId)!);
  return { position, at, outcome, leading: winners, scores: { ...scores } };
}

function weightsIn({ sums: { own, carried, handCount }, undelivered, participation, byChannel }: Tally): Weights {
  const { entitled } = participation;
  const channels = Object.entries(byChannel).map(([channel, { valid }]) => [channel, valid] as const);
  return { own, carried, handCount, undelivered: undelivered.total, entitled, byChannel: channels };
}
