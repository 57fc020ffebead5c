import { agenda } from './agenda';
import type { Called } from './convening';
import type { HallPlay } from './meeting';
import { mustNotVoteBesideHands } from './tellers';
import type { Recorded } from './speaker';
import type { Turnout } from './turns';

/** The show of hands at which the tellers differ, and the one during which people are still coming in. */
const DIFFERING_ITEM = 2;
const LATE_ITEM = 0;

interface ResultCertified extends Recorded {
  readonly proposal: { readonly result: { readonly outcome: string } };
}

/** One item, from the chair's call to the certified result. */
export async function decide(play: HallPlay, index: number, { itemId, proposalId }: Called): Promise<void> {
  const { gathering, meetingId, projector, audience, turns } = play;
  const item = agenda[index]!;
  const [chair, { ledger }] = [await gathering.chair(), gathering];
  await chair.do('takeItem', { meetingId, itemId });
  await chair.do('putItemToVote', { meetingId, itemId });
  await projector.turnTo(index, proposalId);
  audience.say(`Item ${index + 1}: ${item.title} (${WAYS[item.way]}).`);
  await play.beforeVoting?.(play, index, proposalId);
  const turnout = turns.on(item);
  if (item.way === 'hands') await byHands(play, index, proposalId, turnout);
  else await byPhoneAndName(play, proposalId, turnout);
  const closed = await chair.do('closeVoting', { proposalId, reason: 'Everybody who wanted to vote has voted' });
  ledger.keep(closed.receipt, { kind: 'closed', proposalId });
  const { proposal } = await chair.do<ResultCertified>('certifyResult', { proposalId });
  await chair.do('concludeItem', { meetingId, itemId, how: 'DECIDED' });
  await projector.shows(closed.receipt.position);
  projector.conclude(proposal.result.outcome);
  audience.rest(projector.scene);
}

const WAYS = {
  phones: 'hall and online, with their phones',
  hands: 'a show of hands, and phones online',
  names: 'ballots called out by name, and phones online',
};

async function byPhoneAndName({ gathering, phones, tellers, doors }: HallPlay, proposalId: string, turnout: Turnout) {
  const { online, hallByPhone, hallByName } = turnout;
  const voted = new Set(gathering.ledger.ballots.filter((one) => one.proposalId === proposalId).map(byMember));
  const named = hallByName.filter(({ person: { id } }) => doors.inside.has(id) && !voted.has(id));
  await Promise.all([phones.vote(proposalId, [...hallByPhone, ...online]), tellers.writeDown(proposalId, named)]);
}

/** Hands are asked for while people vote with their phones: whoever is quicker, each voice counts once. */
async function byHands(play: HallPlay, index: number, proposalId: string, { online, hallByPhone }: Turnout) {
  const { gathering, phones, audience } = play;
  const carriers = hallByPhone.filter(({ person }) => play.turns.carriers.includes(person));
  const others = hallByPhone.filter((vote) => !carriers.includes(vote));
  await phones.vote(proposalId, carriers);
  const voting = phones.vote(proposalId, [...others, ...online]);
  const [hands] = await Promise.all([raised(play, index, proposalId), voting]);
  const { yes, no, abstain } = hands;
  const after = gathering.ledger.refused.get('CountedMemberMustNotCastBallot') ?? 0;
  audience.say(
    `Both tellers say: ${yes} yes, ${no} no, ${abstain} abstain. Phones beside a counted hand, refused: ${after}.`,
  );
}

async function raised(play: HallPlay, index: number, proposalId: string) {
  const { gathering, tellers, audience, turns } = play;
  const asked = await tellers.ask(proposalId);
  await mustNotVoteBesideHands(gathering, proposalId, turns.quietHand);
  if (index === LATE_ITEM) await comeLate(play, proposalId);
  const differs = index === DIFFERING_ITEM;
  if (differs) audience.say('The two tellers differ: nothing counts until they agree. They count again.');
  return tellers.count(asked, agenda[index]!.yes, differs);
}

/** They come in while hands are up: their hands are not counted, so they vote with their phones, in person. */
async function comeLate({ doors, phones, turns, audience }: HallPlay, proposalId: string): Promise<void> {
  audience.say(`${turns.late.length} people come in while hands are up; they vote with their phones.`);
  await doors.letIn(turns.late);
  await Promise.all(turns.late.map((person) => phones.cast(proposalId, turns.vote(person, agenda[LATE_ITEM]!))));
}

function byMember({ member }: { readonly member: string }): string {
  return member;
}
