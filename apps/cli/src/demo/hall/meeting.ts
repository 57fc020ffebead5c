import { agenda } from './agenda';
import { convene, trust, type Convened } from './convening';
import { Doors } from './doors';
import { Gathering, type HallServer, type Size } from './gathering';
import { decide } from './item';
import { Phones, type PhonePace } from './phones';
import { Projector } from './projector';
import type { HallScene } from './scene';
import { Tellers } from './tellers';
import { Turns } from './turns';

/** How the meeting is shown: a picture on a terminal, or lines. */
export interface HallAudience {
  say(text: string): void;
  see(scene: HallScene): void;
  /** An item is decided and the scene at rest. */
  rest(scene: HallScene): void;
}

export interface HallPlan {
  readonly size: Size;
  readonly phones: PhonePace;
  /** At most so many of those online vote on one item; left out, a third of them. */
  readonly mostOnline?: number;
  /** Called when an item is on the wall and nobody has voted in the meeting yet. */
  readonly beforeVoting?: (play: HallPlay, index: number, proposalId: string) => Promise<void>;
}

/** All that the meeting is played with. */
export interface HallPlay extends Convened, Pick<HallPlan, 'beforeVoting'> {
  readonly gathering: Gathering;
  readonly audience: HallAudience;
  readonly projector: Projector;
  readonly phones: Phones;
  readonly tellers: Tellers;
  readonly doors: Doors;
  readonly turns: Turns;
}

/** After which item the hall takes a break, from 0. */
const BREAK_AFTER = 4;
const AT_BOTH_DESKS = 6;

/** Play the whole meeting on a server, from the founding to the close. The caller closes `gathering`. */
export async function playHall(
  server: HallServer,
  plan: HallPlan,
  audience: HallAudience,
  interrupted: AbortSignal,
): Promise<HallPlay> {
  const { hall, online } = plan.size;
  audience.say(`An assembly is founded: ${hall} people who will come to the hall, ${online} who stay at home.`);
  const gathering = await Gathering.found(server, plan.size, interrupted);
  const projector = new Projector(gathering, await gathering.projector(), interrupted, (scene) => audience.see(scene));
  try {
    const play = await prepared(gathering, projector, plan, audience, interrupted);
    await theMeeting(play);
    return play;
  } catch (error) {
    await gathering.close();
    throw error;
  } finally {
    projector.close();
  }
}

async function prepared(
  gathering: Gathering,
  projector: Projector,
  { phones: pace, mostOnline, beforeVoting }: HallPlan,
  audience: HallAudience,
  interrupted: AbortSignal,
): Promise<HallPlay> {
  const turns = new Turns(gathering.crowd, mostOnline);
  await trust(gathering, turns.trust());
  const convened = await convene(gathering);
  const { meetingId } = convened;
  return {
    ...{ ...convened, gathering, projector, audience, turns },
    phones: new Phones(gathering, pace, interrupted),
    tellers: new Tellers(gathering, meetingId),
    doors: new Doors(gathering, meetingId),
    ...(beforeVoting && { beforeVoting }),
  };
}

async function theMeeting(play: HallPlay): Promise<void> {
  const { audience, meetingId, projector, phones, turns, items } = play;
  audience.say('Voting is open on all ten items. Some vote at home already, also people who will come to the hall.');
  for (const [index, { proposalId }] of items.entries())
    await phones.voteEarly(proposalId, turns.earlyBirds(agenda[index]!));
  await session(play, true, 'openMeeting');
  projector.watchDoors(meetingId);
  await theyArrive(play);
  for (const [index, called] of items.entries()) {
    await decide(play, index, called);
    if (index === BREAK_AFTER) await theBreak(play);
  }
  await session(play, false, 'closeMeeting');
  projector.note({ status: 'closed' });
  audience.say('The meeting is closed, and everybody is checked out.');
}

async function session(
  { gathering, meetingId, projector }: HallPlay,
  isOpen: boolean,
  deed: 'openMeeting' | 'closeMeeting',
) {
  const { receipt } = await (await gathering.chair()).do(deed, { meetingId });
  gathering.ledger.keep(receipt, { kind: 'session', isOpen });
  if (isOpen) projector.note({ status: 'in session' });
}

async function theyArrive({ gathering, audience, doors, turns }: HallPlay): Promise<void> {
  const [twice, once] = [turns.onTime.slice(0, AT_BOTH_DESKS), turns.onTime.slice(AT_BOTH_DESKS)];
  audience.say(
    `${turns.onTime.length} people come in at two desks; ${twice.length} stand in both queues and get in once.`,
  );
  for (const person of twice) await doors.letInAtBoth(person);
  await doors.letIn([...once, ...gathering.crowd.tellers]);
}

/** Some leave for good, some come back, and a few think again about whom they trust. What was voted stays as it is. */
async function theBreak({ gathering, audience, meetingId, projector, doors, turns }: HallPlay): Promise<void> {
  const [chair, { hall, online }] = [await gathering.chair(), gathering.crowd];
  await chair.do('pauseMeeting', { meetingId, reason: 'Soup' });
  projector.note({ status: 'paused' });
  const free = hall.filter((person) => person !== turns.quietHand);
  const leaving = turns.pick(Math.ceil(hall.length / 12), free);
  audience.say(`Soup. ${leaving.length} people leave, half of them come back; some trust others now.`);
  await doors.letOut(leaving);
  const changing = turns.pick(Math.ceil(online.length / 100), online);
  await trust(
    gathering,
    changing.filter((person) => gathering.ledger.trusts(person.id)).map((person) => [person]),
  );
  await trust(
    gathering,
    turns.pick(10, online.slice(3)).map((person) => [person, turns.carriers[0]]),
  );
  await doors.letIn(leaving.slice(0, leaving.length / 2));
  await chair.do('resumeMeeting', { meetingId });
  projector.note({ status: 'in session' });
}
