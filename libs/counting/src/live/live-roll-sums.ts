import type { Cell } from '../cells';
import { type Amount, NOTHING, add, sumOf } from '../delegations/damped-sum';
import type { Delivery } from '../delegations/deliver';
import type { BlocKind, Channel } from '../election';
import type { Attendance, RollSums } from '../roll-sums';
import type { ElectorIndex } from './elector-index';

/** The sums of a roll of whom nobody is present: by class from sums kept, by channel from where the weight of each arrived. */
export class LiveRollSums implements RollSums {
  readonly present = NOTHING;

  constructor(
    private readonly index: ElectorIndex,
    private readonly sums: Float64Array,
    private readonly cells: readonly Cell[],
    private readonly delivery: Delivery,
  ) {}

  by(kind: BlocKind): ReadonlyMap<string, Attendance> {
    const entitled = kind === 'class' ? this.byClass() : this.byChannel();
    const peopled = [...entitled].filter(([, { heads }]) => !heads.isZero());
    return new Map(peopled.map(([name, amount]) => [name, { entitled: amount, present: NOTHING }]));
  }

  private byClass(): ReadonlyMap<string, Amount> {
    const { classes, weights } = this.index;
    return new Map(classes.map((name, cls) => [name, weights.amount(this.sums, 0, cls)]));
  }

  /** Whoever is absent and whose weight did not arrive counts as online. */
  private byChannel(): ReadonlyMap<string, Amount> {
    const arrived = (channel: Channel) => sumOf(this.cells.filter((cell) => cell.channel === channel));
    const lost = Object.values(this.delivery.undelivered).reduce(add, NOTHING);
    return new Map<string, Amount>([
      ['in-person', arrived('in-person')],
      ['online', add(arrived('online'), lost)],
    ]);
  }
}
