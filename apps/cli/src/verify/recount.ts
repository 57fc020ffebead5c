import {
  certifiedResult,
  emptyRecord,
  eventTypes,
  recordFold,
  sumExact,
  UnknownEvent,
  upcast,
  type AssemblyRecord,
  type StoredEvent,
} from '@plenum/domain';
import { canonicalJson, shown, type Envelope, type LogJson, type RecordedEvent } from '@plenum/event-log';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import type { TObject } from '@sinclair/typebox';
import type { AnyFinding } from './verdict';

type Of<Type extends StoredEvent['type']> = Extract<StoredEvent, { readonly type: Type }>;

/** A certified result, counted again. */
export interface ResultAgain {
  readonly proposalId: string;
  /** Log position of `ResultCertified`. */
  readonly position: number;
  /** The record at the close: what the result is counted from. */
  readonly atClose: AssemblyRecord;
  /** True when it came out to the byte. */
  readonly equal: boolean;
}

/** Hears what a recount meets on its way. */
export interface RecountWatch {
  /** After each event that could be followed, with the record it led to. */
  readonly onEvent?: (event: StoredEvent, after: AssemblyRecord) => void;
  readonly onResult?: (again: ResultAgain) => void;
}

/**
 * Follows the log with the same pure code that serves it, and counts every certified result again from the log as it stood at
 * the close. Memory: the record at the newest event, and what differs from it at the closes that await their certificate. Who voted what is
 * forgotten once it has been counted again, so that memory does not grow with the number of votes; with somebody who watches, nothing is.
 */
export class Recount {
  private record: AssemblyRecord = emptyRecord;
  private readonly closes = new Map<string, AssemblyRecord>();
  private readonly forms = new Map<string, TypeCheck<TObject>>();
  private certified = 0;
  private stoppedBy: string | undefined;

  constructor(private readonly watch?: RecountWatch) {}

  /** How many certified results were counted again. */
  get recounted(): number {
    return this.certified;
  }

  /** Why events from some position on were not followed. */
  get stopped(): string | undefined {
    return this.stoppedBy;
  }

  take(position: number, leafHash: Uint8Array, envelope: Envelope): readonly AnyFinding[] {
    if (this.stoppedBy !== undefined) return [];
    try {
      const event = upcast(recorded(position, leafHash, envelope)) as unknown as StoredEvent;
      const wrong = this.wrongForm(event);
      return wrong === undefined ? this.follow(event) : [wrong];
    } catch (error) {
      if (!(error instanceof UnknownEvent)) throw error;
      return this.stop(`event ${position}: ${shown(error.message)}; results certified later were not recounted`);
    }
  }

  private wrongForm({ type, position, data }: StoredEvent): AnyFinding | undefined {
    let form = this.forms.get(type);
    if (form === undefined) this.forms.set(type, (form = TypeCompiler.Compile(eventTypes.get(type)!.data)));
    const fault = form.Check(data) ? undefined : form.Errors(data).First();
    if (fault === undefined) return undefined;
    const where = shown(`data${fault.path}`);
    return {
      rule: 'event-form',
      position,
      where,
      expected: shown(`${type}: ${fault.message}`),
      found: shown(JSON.stringify(fault.value) ?? 'nothing'),
    };
  }

  /** A log that was not written by these rules can hold what no rule foresaw: that is a finding, not a fault of ours. */
  private follow(event: StoredEvent): readonly AnyFinding[] {
    try {
      const before = this.record;
      this.record = recordFold.evolve(before, event);
      this.watch?.onEvent?.(event, this.record);
      if (event.type === 'VotingOpened') return this.pinned(before, event);
      if (event.type === 'VotingClosed') this.closes.set(event.data.proposalId, this.record);
      if (event.type !== 'ResultCertified') return [];
      const findings = this.recount(event);
      if (this.watch === undefined) this.record = withoutVotes(this.record, event.data.proposalId);
      return findings;
    } catch (error) {
      const { position, type } = event;
      this.stop('');
      return [
        {
          rule: 'event-effect',
          position,
          expected: `a ${type} that can follow what stands before`,
          found: shown(String(error)),
        },
      ];
    }
  }

  private pinned(before: AssemblyRecord, { position, data }: Of<'VotingOpened'>): readonly AnyFinding[] {
    const weights: string[] = [];
    for (const { votes, weight } of before.roll.members.values()) if (votes) weights.push(weight);
    const expected = {
      charterVersion: before.assembly.charters.length,
      electorate: { members: weights.length, weight: sumExact(weights) },
      rollRevision: before.rollRevision,
    };
    const { charterVersion, electorate, rollRevision } = data;
    return differing('pinned-electorate', position, expected, { charterVersion, electorate, rollRevision });
  }

  private recount({ position, data }: Of<'ResultCertified'>): readonly AnyFinding[] {
    const atClose = this.closes.get(data.proposalId);
    this.closes.delete(data.proposalId);
    const closedAt = atClose?.position ?? 0;
    if (atClose === undefined || closedAt !== data.closedPosition) {
      const expected = atClose === undefined ? 'a VotingClosed before it' : `position ${closedAt}`;
      return [{ rule: 'certified-position', position, expected, found: `position ${data.closedPosition}` }];
    }
    this.certified += 1;
    const { proposalId, result } = data;
    const wrong = differing('certified-result', position, certifiedResult(atClose, proposalId) ?? {}, result);
    this.watch?.onResult?.({ proposalId, position, atClose, equal: wrong.length === 0 });
    return wrong;
  }

  private stop(reason: string): readonly AnyFinding[] {
    this.stoppedBy = reason;
    return [];
  }
}

/** Nothing that can follow a certified result asks who voted, or trusted whom, before it. */
function withoutVotes(record: AssemblyRecord, proposalId: string): AssemblyRecord {
  const settled = record.proposals.get(proposalId);
  if (settled === undefined) return record;
  const { roll, delegations, presentAtClose, hands, ballots, ...rest } = settled;
  return { ...record, proposals: record.proposals.set(proposalId, { ...rest, ballots: ballots.clear() }) };
}

/** The event as the server reads it from its log. */
export function recorded(position: number, leafHash: Uint8Array, envelope: Envelope): RecordedEvent {
  const { stream, revision, type, version, data, command: commandId, actor, at } = envelope;
  return { position, stream, revision, type, version, data, commandId, actor, at, leafHash };
}

/** The first key whose canonical bytes differ, if any does. */
function differing(rule: AnyFinding['rule'], position: number, expected: object, found: object): readonly AnyFinding[] {
  const [mine, theirs] = [expected, found] as readonly Record<string, LogJson>[];
  for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    const [one, other] = [mine![key], theirs![key]].map((value) =>
      value === undefined ? 'nothing' : canonicalJson(value),
    );
    if (one !== other) return [{ rule, position, where: key, expected: shown(one!), found: shown(other!) }];
  }
  return [];
}
