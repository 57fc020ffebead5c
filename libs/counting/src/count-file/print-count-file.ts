import { type Delegation, type Election, type Member, type Weighing, fileVersion } from '../election';

/**
 * The election as a count file, in the lowest version that can say it: one JSON document that counts to the same result. What says nothing is
 * left out, and so are delegates, delegations and members of a commission who are not (or no longer) on the roll.
 */
export function printCountFile(election: Election): string {
  const { members, ballots, delegations, profile, handCounts, entitled, present, ...policy } = election;
  const roll = new Set(members.map(({ id }) => id));
  const document = {
    plenum: fileVersion(election),
    ...onlyWhatSpeaks({ ...policy, weighing: weighingJson(election.weighing, roll) }),
    ...(members.length > 0 && {
      members: members.map(memberJson),
      delegations: delegations.filter(({ from }) => roll.has(from)).map((delegation) => onRoll(delegation, roll)),
      ballots: ballots.filter(({ voter }) => roll.has(voter)),
    }),
    ...((profile.length > 0 || members.length === 0) && {
      profile: profile.map((line) => ({ ...line, count: line.count.toString() })),
    }),
    ...(handCounts.length > 0 && { handCounts }),
    ...(entitled && { entitled: entitled.toString() }),
    ...(present && { present: present.toString() }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function memberJson({ weight, ...member }: Member): object {
  return { ...member, weight: weight.toString() };
}

function weighingJson({ commission, ...weighing }: Weighing, roll: ReadonlySet<string>): Weighing {
  if (commission === undefined) return weighing;
  return { ...weighing, commission: { ...commission, members: commission.members.filter((id) => roll.has(id)) } };
}

function onRoll({ to, ...delegation }: Delegation, roll: ReadonlySet<string>): Delegation {
  return { ...delegation, to: to.filter((delegate) => roll.has(delegate)) };
}

/** Without what is absent or empty, which is the same as its default. */
function onlyWhatSpeaks(policy: object): object {
  return Object.fromEntries(
    Object.entries(policy).filter(([, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== undefined,
    ),
  );
}
