import { Map as PersistentMap } from 'immutable';
import type { Ballot } from '../ballots/ballots.evolve';
import { Fault } from '../kernel/decider';
import type { Member } from '../roll/roll.evolve';
import { emptyRecord, type AssemblyRecord, type DelegationsByMember, type Roll } from './assembly-record';
import {
  delegationsJson,
  delegationsState,
  headToJson,
  proposalFromJson,
  proposalToJson,
  recordOf,
  type DelegationsJson,
  type HeadJson,
  type ProposalJson,
} from './record.json';

/**
 * A record in parts, each small enough to be written or read between two events. Members come before what names them; ballots
 * name them by their place, and say each different choice once.
 */
export type RecordPart =
  | { readonly part: 'head'; readonly head: HeadJson }
  | { readonly part: 'members'; readonly members: readonly [string, Member][] }
  | { readonly part: 'delegations'; readonly delegations: readonly [string, DelegationsJson][] }
  | { readonly part: 'proposal'; readonly proposal: Omit<ProposalJson, 'ballots'> }
  /** Of the proposal before it. */
  | ({ readonly part: 'ballots' } & BallotsJson);

interface BallotsJson {
  readonly choices: readonly Ballot[];
  /** For each ballot its member, by place on the roll as written or by id where they are not on it, and its place in `choices`. */
  readonly cast: readonly (number | string)[];
}

/** Unit: entries of one part, a few milliseconds' work. */
const ENTRIES = 2_000;

/** The parts of a record, each made when it is asked for. The assembly may move on meanwhile: a record never does. */
export function* recordParts(record: AssemblyRecord): Iterable<RecordPart> {
  const { roll, delegations, proposals } = record;
  yield { part: 'head', head: headToJson(record) };
  const places = new Map<string, number>();
  for (const members of chunks(roll.members.entries())) {
    for (const [id] of members) places.set(id, places.size);
    yield { part: 'members', members };
  }
  for (const some of chunks(delegations.entries()))
    yield { part: 'delegations', delegations: some.map(([id, state]) => [id, delegationsJson(state)]) };
  for (const proposal of proposals.values()) {
    yield { part: 'proposal', proposal: proposalToJson(proposal, roll.members, delegations) };
    for (const some of chunks(proposal.ballots.entries())) yield { part: 'ballots', ...ballotsJson(some, places) };
  }
}

function ballotsJson(some: readonly [string, Ballot][], places: ReadonlyMap<string, number>): BallotsJson {
  const choices = new Map<string, { readonly place: number; readonly ballot: Ballot }>();
  const cast = some.flatMap(([memberId, ballot]) => {
    const text = JSON.stringify(ballot);
    const { place } = choices.get(text) ?? { place: choices.size };
    choices.set(text, { place, ballot });
    return [places.get(memberId) ?? memberId, place];
  });
  return { choices: [...choices.values()].map(({ ballot }) => ballot), cast };
}

function* chunks<Entry>(entries: Iterable<Entry>): Iterable<Entry[]> {
  let chunk: Entry[] = [];
  for (const entry of entries) {
    chunk.push(entry);
    if (chunk.length < ENTRIES) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

interface ProposalParts {
  readonly proposal: Omit<ProposalJson, 'ballots'>;
  readonly ballots: BallotsJson[];
}

/** Puts a record together again from its parts, in their order. */
export class RecordReader {
  private head: HeadJson | undefined;
  private readonly ids: string[] = [];
  private readonly members: Roll = emptyRecord.roll.members.asMutable();
  private readonly delegations: DelegationsByMember = emptyRecord.delegations.asMutable();
  private readonly proposals: ProposalParts[] = [];

  take(part: RecordPart): void {
    switch (part.part) {
      case 'head':
        this.head = part.head;
        return;
      case 'members':
        for (const [id, member] of part.members) {
          this.ids.push(id);
          this.members.set(id, member);
        }
        return;
      case 'delegations':
        for (const [id, state] of part.delegations) this.delegations.set(id, delegationsState(state));
        return;
      case 'proposal':
        this.proposals.push({ proposal: part.proposal, ballots: [] });
        return;
      case 'ballots':
        this.proposals.at(-1)?.ballots.push(part);
    }
  }

  /** Throws `Fault` when there was no head. Ballots are put together later, when they are asked for. */
  record(): AssemblyRecord {
    if (this.head === undefined) throw new Fault('a record without its head');
    const [members, delegations] = [this.members.asImmutable(), this.delegations.asImmutable()];
    const proposals = this.proposals.map(({ proposal, ballots }) =>
      proposalFromJson(proposal, members, delegations, () => ballotsFrom(ballots, this.ids)),
    );
    return recordOf(this.head, members, delegations, proposals);
  }
}

function ballotsFrom(parts: readonly BallotsJson[], ids: readonly string[]): PersistentMap<string, Ballot> {
  return PersistentMap<string, Ballot>().withMutations((ballots) => {
    for (const { choices, cast } of parts)
      for (let at = 0; at < cast.length; at += 2) {
        const [member, choice] = [cast[at]!, cast[at + 1] as number];
        ballots.set(typeof member === 'number' ? ids[member]! : member, choices[choice]!);
      }
  });
}
