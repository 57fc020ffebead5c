import type { Refusal } from '../server/refusal';
import type { Deeds } from './deeds';
import { givenName, type People, type Person } from './people';

/** What the acts need of the theatre. */
export interface Play {
  readonly people: People;
  readonly proposalId: string;
  deeds(person: Person): Promise<Deeds>;
  say(text: string): void;
  /** Wait until the audience sees what was recorded. */
  seen(receipt: { readonly receipt: { readonly position: number } }): Promise<void>;
  /** Let the audience look for this many beats: about a second each, less with --fast. */
  look(beats: number): Promise<void>;
}

type Act = (play: Play) => Promise<void>;

export const wording = {
  title: 'A shared electric van for the food group',
  text: 'The van collects from the farms on Tuesdays and Fridays; on other days members may borrow it. 310 euros a month.',
  policyId: 'ordinary',
  area: 'food',
};

export const FIRST_PERIOD_MINUTES = 3;
export const EXTENSION_MINUTES = 5;

const firstVotes: Act = async (play) => {
  play.say('Voting is open. The first members vote; some carry the voices of others with them.');
  await vote(play, everySeventh(play.people.crowd, 0), ['yes', 'no', 'yes', 'abstain', 'no', 'yes', 'no'], 0.4);
  await play.look(2);
};

const voicesGather: Act = async (play) => {
  const { tomas, crowd } = play.people;
  play.say(`A dozen who are short of time lend ${givenName(tomas)} their voice, for this one question.`);
  await oneByOne(play, everySeventh(crowd, 5).slice(0, 12), 0.4, (deeds) => deeds.delegate(play.proposalId, tomas));
  await play.look(2);
};

const trustTravels: Act = async (play) => {
  const { tomas, nuria, aina } = play.people;
  play.say(
    `${givenName(tomas)}, who carries ${givenName(aina)} and others, trusts ${givenName(nuria)} in this matter: all of them travel on.`,
  );
  await (await play.deeds(nuria)).decideAlone(play.proposalId);
  await play.seen(await (await play.deeds(tomas)).delegate(play.proposalId, nuria));
  await play.look(5);
};

const theDelegateVotes: Act = async (play) => {
  const { nuria } = play.people;
  play.say(`${givenName(nuria)} votes yes, once. Everybody whose voice ends at her counts with that ballot.`);
  await play.seen(await (await play.deeds(nuria)).vote(play.proposalId, 'yes'));
  await play.look(5);
};

const theDelegateFlips: Act = async (play) => {
  const { nuria, aina } = play.people;
  play.say(`${givenName(nuria)} reads the contract and changes to no. ${givenName(aina)} is told at once.`);
  await play.seen(await (await play.deeds(nuria)).vote(play.proposalId, 'no'));
  await play.look(6);
};

const theMemberOverrides: Act = async (play) => {
  const { aina } = play.people;
  play.say(`${givenName(aina)} disagrees and votes yes herself. An own ballot always comes before a delegation.`);
  await play.seen(await (await play.deeds(aina)).vote(play.proposalId, 'yes'));
  await play.look(5);
};

const theCircle: Act = async (play) => {
  const [first, second, third] = play.people.circle;
  const names = [first, second, third].map(givenName).join(', ');
  play.say(`${names} delegate to one another in a circle. Nothing jams: their voices are reported as undelivered.`);
  for (const [from, to] of [
    [first, second],
    [second, third],
    [third, first],
  ] as const) {
    await play.seen(await (await play.deeds(from)).delegate(play.proposalId, to));
    await play.look(1.2);
  }
  await play.look(3);
  play.say(`${givenName(second)} votes yes. That cuts the circle, and the other two arrive there.`);
  await play.seen(await (await play.deeds(second)).vote(play.proposalId, 'yes'));
  await play.look(5);
};

const takenBack: Act = async (play) => {
  const { tomas, nuria } = play.people;
  play.say(`${givenName(tomas)} takes his voice back from ${givenName(nuria)}, and what he carries with it.`);
  await play.seen(await (await play.deeds(tomas)).revoke(play.proposalId));
  await play.look(4);
  play.say(`${givenName(tomas)} votes yes with everybody he carries.`);
  await play.seen(await (await play.deeds(tomas)).vote(play.proposalId, 'yes'));
  await play.look(4);
};

const backToTrust: Act = async (play) => {
  const { aina, tomas } = play.people;
  play.say(`${givenName(aina)} is content and takes her own ballot back: ${givenName(tomas)} speaks for her again.`);
  await play.seen(await (await play.deeds(aina)).withdrawBallot(play.proposalId));
  await play.look(4);
};

const moreTime: Act = async (play) => {
  const { chair, crowd } = play.people;
  const closesAt = new Date(Date.now() + EXTENSION_MINUTES * 60_000).toISOString();
  play.say(`Many are still on the bus: ${givenName(chair)} extends the deadline, and says why.`);
  await play.seen(await (await play.deeds(chair)).extend(play.proposalId, closesAt, 'The evening bus is late'));
  await play.look(4);
  play.say('The last members vote.');
  await vote(play, everySeventh(crowd, 3).slice(0, 14), ['no', 'yes', 'no', 'no', 'abstain', 'yes'], 0.35);
  await play.look(2);
};

const theEnd: Act = async (play) => {
  const { chair, crowd } = play.people;
  const chairs = await play.deeds(chair);
  play.say(
    `${givenName(chair)} closes voting. What stands in the log before this event counts; nothing after it does.`,
  );
  await play.seen(await chairs.close(play.proposalId, 'Everybody who wanted to speak has spoken'));
  await play.look(4);
  play.say(`${givenName(chair)} certifies the result: the whole count, taken again from the log.`);
  await play.seen(await chairs.certify(play.proposalId));
  await play.look(4);
  const late = crowd[1]!;
  const answer = await (await play.deeds(late)).tryToVote(play.proposalId, 'no');
  play.say(`${givenName(late)} comes too late and tries to vote: ${refusalText(answer)}`);
  await play.look(4);
};

export const acts: readonly Act[] = [
  firstVotes,
  voicesGather,
  trustTravels,
  theDelegateVotes,
  theDelegateFlips,
  theMemberOverrides,
  theCircle,
  takenBack,
  backToTrust,
  moreTime,
  theEnd,
];

/** About a seventh of the crowd, from all over the roll. */
function everySeventh(crowd: readonly Person[], from: number): readonly Person[] {
  return crowd.filter((_, index) => index % 7 === from).slice(0, 20);
}

function vote(play: Play, voters: readonly Person[], choices: readonly string[], beats: number): Promise<void> {
  return oneByOne(play, voters, beats, (deeds, index) => deeds.vote(play.proposalId, choices[index % choices.length]!));
}

/** Each does the deed, with a little time between; at the end the audience has seen them all. */
async function oneByOne(
  play: Play,
  persons: readonly Person[],
  beats: number,
  deed: (deeds: Deeds, index: number) => Promise<Parameters<Play['seen']>[0]>,
): Promise<void> {
  for (const [index, person] of persons.entries()) {
    const receipt = await deed(await play.deeds(person), index);
    await play.look(beats);
    if (index === persons.length - 1) await play.seen(receipt);
  }
}

function refusalText(answer: object | Refusal): string {
  return '__typename' in answer ? `refused, ${answer.__typename}.` : 'and it was taken.';
}
