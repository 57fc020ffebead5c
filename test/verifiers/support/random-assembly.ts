import * as domain from '@plenum/domain';
import { minute, uuid } from '../../../libs/domain/src/record/story.contract';
import { numbersFrom } from '../../eventstore/support/numbers-from';
import { HallDeeds } from './hall-deeds';
import { meetingId, people, Player, proposals, type Command } from './player';
import { ProposalDeeds } from './proposal-deeds';
import { oneOf, randomCharter } from './random-policy';
import { RollDeeds } from './roll-deeds';
import { VoiceDeeds } from './voice-deeds';

export interface PlayedAssembly {
  readonly assemblyId: string;
  /** The accepted commands, in order: what the log holds. */
  readonly commands: readonly Command[];
}

/** One random assembly, decided by the rules of the product; the same for the same seed. */
export class RandomAssembly {
  private readonly player: Player;
  private readonly roll: RollDeeds;
  private readonly voices: VoiceDeeds;
  private readonly proposals: ProposalDeeds;
  private readonly hall: HallDeeds;
  private readonly assemblyId: string;

  constructor(seed: number) {
    this.player = new Player(numbersFrom(seed));
    this.roll = new RollDeeds(this.player);
    this.voices = new VoiceDeeds(this.player);
    this.proposals = new ProposalDeeds(this.player);
    this.hall = new HallDeeds(this.player);
    this.assemblyId = uuid(`assembly of seed ${seed}`);
  }

  play(): PlayedAssembly {
    const { next, commands } = this.player;
    this.found();
    const deeds = Object.values(this.deeds()).flatMap(([times, deed]) => Array.from({ length: times }, () => deed));
    for (let tried = 60 + next(120); tried > 0; tried -= 1) oneOf(next, deeds)();
    this.end();
    return { assemblyId: this.assemblyId, commands };
  }

  private found(): void {
    const { player } = this;
    const { next, story } = player;
    player.must(
      domain.foundAssembly(
        { ...player.chair(), name: 'Weavers of the Hill', charter: randomCharter(next) },
        story.assembly,
      ),
    );
    const members = people.slice(0, 5 + next(4)).map((memberId) => ({ memberId, ...player.standing() }));
    player.must(domain.enrolMembers({ ...player.chair(), members }, story.roll, story));
    for (const proposalId of proposals.slice(0, 3)) this.proposals.draft(proposalId);
    for (let spoken = next(16); spoken > 0; spoken -= 1) this.voices.delegate();
    for (const proposalId of proposals.slice(0, 2)) this.proposals.open(proposalId);
    const agenda = proposals
      .slice(0, 2)
      .map((proposalId) => ({ itemId: uuid(`item ${proposalId}`), title: 'A point', proposalId }));
    const facts = { proposal: (id: string) => story.proposal(id), isSeriesRunning: true, carried: [] };
    const call = { meetingId, title: 'Spring assembly', startsAt: minute(10_000), agenda };
    player.must(domain.conveneMeeting({ ...player.chair(), ...call }, story.meeting(meetingId), facts));
  }

  /** Every vote is closed by its deadline, and every result certified. */
  private end(): void {
    for (const id of proposals) this.proposals.close(id);
    for (const id of proposals) this.proposals.certify(id);
  }

  /** How often each is tried, in parts. */
  private deeds(): Record<string, readonly [number, () => unknown]> {
    const { roll, voices, proposals: made, hall } = this;
    const { next } = this.player;
    const some = () => oneOf(next, proposals);
    // Where everybody is in a hall, hands are counted and nobody is carried: half of the assemblies never meet.
    const meets = next(2) === 0;
    return {
      ...{ enrol: [1, () => roll.enrol()], amend: [2, () => roll.amend()] },
      ...{ strike: [1, () => roll.strike()], readmit: [2, () => roll.readmit()] },
      ...{ delegate: [30, () => voices.delegate()], optOut: [1, () => voices.optOut()] },
      ...{ revoke: [2, () => voices.revoke()], expire: [1, () => voices.expire()] },
      decline: [1, () => next(3) === 0 && voices.decline()],
      ...{ vote: [8, () => voices.vote()], takeBack: [2, () => voices.takeBack()] },
      ...{ draft: [1, () => made.draft(some())], reword: [1, () => made.reword()] },
      open: [2, () => made.open(some())],
      close: [1, () => next(4) === 0 && made.close(some())],
      certify: [1, () => made.certify(some())],
      withdraw: [1, () => next(8) === 0 && made.withdraw()],
      ...{ adopt: [1, () => made.adopt()], begin: [meets ? 2 : 0, () => hall.begin()], pause: [1, () => hall.pause()] },
      ...{ leave: [1, () => hall.leave()], enter: [10, () => hall.enter()] },
      adjourn: [1, () => next(6) === 0 && hall.adjourn()],
      ...{ show: [6, () => hall.show()], hands: [14, () => hall.hands()], callOff: [1, () => hall.callOff()] },
      escalate: [1, () => made.escalate()],
    };
  }
}
