import { isRefusal, type Refusal } from '../../server/refusal';
import { Stopped } from '../../terminal/stopped';
import type { Gathering, Person } from './gathering';
import type { Recorded } from './speaker';

const DESKS = ['Left door', 'Right door'] as const;

/** The two desks at the entrance, which check in at the same time. */
export class Doors {
  /** Ids of everybody in the hall. */
  readonly inside = new Set<string>();

  constructor(
    private readonly gathering: Gathering,
    private readonly meetingId: string,
  ) {}

  /** Each desk has a queue of its own. */
  async letIn(people: readonly Person[]): Promise<void> {
    await Promise.all(
      DESKS.map(async (desk, queue) => {
        for (const person of people.filter((_, index) => index % DESKS.length === queue)) {
          await this.mustRecord(await this.checkIn(person, desk));
        }
      }),
    );
  }

  /** Somebody who stands in both queues gets in once. */
  async letInAtBoth(person: Person): Promise<void> {
    const answers = await Promise.all(DESKS.map((desk) => this.checkIn(person, desk)));
    const refusals = answers.filter(isRefusal);
    if (refusals.length !== 1 || refusals[0]!.__typename !== 'MemberMustNotBeCheckedIn') {
      throw new Stopped('CHECKED_IN_TWICE', `${person.name} stood at both desks: ${JSON.stringify(answers)}`);
    }
  }

  async letOut(people: readonly Person[]): Promise<void> {
    const registrar = await this.gathering.registrar();
    await Promise.all(
      people.map(async ({ id }) => {
        const { receipt } = await registrar.do('checkOut', { meetingId: this.meetingId, memberId: id });
        this.gathering.ledger.keep(receipt, { kind: 'presence', member: id, isIn: false });
        this.inside.delete(id);
      }),
    );
  }

  private async checkIn({ id }: Person, desk: string): Promise<Recorded | Refusal> {
    const { ledger } = this.gathering;
    const registrar = await this.gathering.registrar();
    const answer = await registrar.say('checkIn', { meetingId: this.meetingId, memberId: id, desk });
    if (isRefusal(answer)) ledger.noteRefusal(answer.__typename);
    else {
      ledger.keep(answer.receipt, { kind: 'presence', member: id, isIn: true });
      this.inside.add(id);
    }
    return answer;
  }

  private mustRecord(answer: Recorded | Refusal): void {
    if (isRefusal(answer)) throw new Stopped(answer.__typename, answer.message);
  }
}
