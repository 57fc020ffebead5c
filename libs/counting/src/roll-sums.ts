import { type Amount, DampedSum } from './delegations/damped-sum';
import type { Resolution } from './delegations/resolve-delegations';
import type { BlocKind, Channel } from './election';
import { commonScale } from './exact/common-scale';
import { getOrAdd } from './get-or-add';

/** The class of whoever has none. */
export const NO_CLASS = '';

/** How many there are and came, in own weight, before factors and blocs. */
export interface Attendance {
  readonly entitled: Amount;
  readonly present: Amount;
}

/** The roll of one part of the electorate, added up: whoever counts event by event keeps these sums, others make them in a pass. */
export interface RollSums {
  readonly present: Amount;
  /** For every class or channel that has members, by name. Whoever has no class is under `NO_CLASS`. */
  by(kind: BlocKind): ReadonlyMap<string, Attendance>;
}

/** Adds the roll up member by member, each kind of bloc once and only when it is asked for. */
export class RollPass implements RollSums {
  private readonly known = new Map<BlocKind, ReadonlyMap<string, Attendance>>();

  constructor(
    private readonly resolution: Resolution,
    private readonly channelOfVoter: (voter: number) => Channel | undefined,
  ) {}

  get present(): Amount {
    const present = this.resolution.roll.filter((member) => member.present);
    const sum = new DampedSum(commonScale(present.map(({ weight }) => weight)));
    for (let member = 0; member < present.length; member++) sum.add(member, 0);
    return sum.sent();
  }

  by(kind: BlocKind): ReadonlyMap<string, Attendance> {
    return getOrAdd(this.known, kind, () => this.pass(kind));
  }

  private pass(kind: BlocKind): ReadonlyMap<string, Attendance> {
    const { roll } = this.resolution;
    const scale = commonScale(roll.map(({ weight }) => weight));
    const sums = new Map<string, { readonly entitled: DampedSum; readonly present: DampedSum }>();
    for (let member = 0; member < roll.length; member++) {
      const bloc = kind === 'class' ? (roll[member]!.class ?? NO_CLASS) : this.channelOf(member);
      const { entitled, present } = getOrAdd(sums, bloc, () => ({
        entitled: new DampedSum(scale),
        present: new DampedSum(scale),
      }));
      entitled.add(member, 0);
      if (roll[member]!.present) present.add(member, 0);
    }
    return new Map(
      [...sums].map(([bloc, sum]) => [bloc, { entitled: sum.entitled.sent(), present: sum.present.sent() }]),
    );
  }

  /** Through which channel a member's weight arrived; for whom it did not, by whether they are present. */
  private channelOf(member: number): Channel {
    const { roll, voter } = this.resolution;
    const carrier = voter[member]!;
    return (
      (carrier === -1 ? undefined : this.channelOfVoter(carrier)) ?? (roll[member]!.present ? 'in-person' : 'online')
    );
  }
}
