import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  eventTypes,
  isRefusal,
  refuse,
  type AssemblyRecord,
  type CommandHead,
  type Fold,
  type Outcome,
  type PlenumEvent,
  type Refusal,
  type RefusalName,
} from '@plenum/domain';
import {
  canonicalJson,
  CommandIdReused,
  RevisionConflict,
  UnstorableEvent,
  type AppendResult,
  type EventLog,
  type LogJson,
  type NewEvent,
  type RecordedEvent,
  type StreamRevision,
} from '@plenum/event-log';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import type { TObject } from '@sinclair/typebox';
import { Fault } from '@plenum/domain';
import { Assemblies, type OpenAssembly } from './assemblies';
import { Clock } from './clock';
import { LogHealth } from './log-health';
import type { Origin } from './origin';
import type { Folded } from './stream-reader';

/** What a handler says about its deed; the runner does the rest. */
export interface Deed<State, Event extends PlenumEvent, Facts, Name extends RefusalName> {
  /** Name of the command: part of its digest. */
  readonly name: string;
  /**
   * What the caller asked for. The same command id with another content is refused. What the server adds, such as a new
   * random id, stays out of it, or a repeated command would look like another one.
   */
  readonly content: object;
  readonly stream: string;
  readonly fold: Fold<State, Event & RecordedEvent>;
  readonly facts: (read: FactReader, at: string) => Promise<Facts>;
  readonly decide: (base: CommandHead, state: State, facts: Facts) => Outcome<Event, Name>;
}

export interface FactReader {
  /** Fold of another stream: the latest known. */
  seen<State, Event extends PlenumEvent>(
    stream: string,
    fold: Fold<State, Event & RecordedEvent>,
  ): Promise<Folded<State>>;
  /** The same, and the decision holds only if the stream has not moved when its events are stored. */
  guarded<State, Event extends PlenumEvent>(
    stream: string,
    fold: Fold<State, Event & RecordedEvent>,
  ): Promise<Folded<State>>;
  /** The view's record, at this log position or later: for what only the whole log tells. Without a position: all that the log holds by now. */
  record(least?: number): Promise<AssemblyRecord>;
}

/** Where a command's facts stand in the log. */
export interface Recorded {
  readonly commandId: string;
  /** Position up to which the log holds the command; for a command without effect, the head at that time. */
  readonly position: number;
  readonly events: readonly RecordedEvent[];
  readonly repeated: boolean;
}

export type Answer<Name extends RefusalName = RefusalName> =
  Recorded | Refusal<Name | 'InputMustBeValid' | 'CommandIdMustBeFresh'>;

const MAX_RETRIES = 3;

/**
 * The one path from a command to the log: fold the stream, gather facts, decide, append with the expected revision, and
 * wait until this process's views show it. A conflict is decided anew, at most three times.
 */
@Injectable()
export class CommandRunner {
  private readonly checks = new Map<string, TypeCheck<TObject>>();

  constructor(
    private readonly assemblies: Assemblies,
    private readonly clock: Clock,
    private readonly health: LogHealth,
  ) {}

  /** Whatever keeps a command from being recorded, before its append or at it, is told to who asks for the logs' health. */
  run<State, Event extends PlenumEvent, Facts, Name extends RefusalName>(
    origin: Origin,
    deed: Deed<State, Event, Facts, Name>,
  ): Promise<Answer<Name>> {
    return this.health.watch(origin.assemblyId, () => this.answer(origin, deed));
  }

  /**
   * When nothing is recorded, that is looked at twice: the same command on another connection may have been recorded
   * meanwhile, and what it did may be the very reason why there is nothing left to do, or why it is refused.
   */
  private async answer<State, Event extends PlenumEvent, Facts, Name extends RefusalName>(
    origin: Origin,
    deed: Deed<State, Event, Facts, Name>,
  ): Promise<Answer<Name>> {
    const { log, view, reader } = await this.assemblies.open(origin.assemblyId);
    const digest = digestOf(deed.name, origin.actor, deed.content);
    if (isRefusal(digest)) return digest;
    const earlier = () => earlierAnswer(log, origin.commandId, digest);
    let answer = (await earlier()) ?? (await this.decideAndAppend(origin, deed, digest, { log, view, reader }));
    if (isRefusal(answer) || answer.events.length === 0) answer = (await earlier()) ?? answer;
    if (!isRefusal(answer)) await view.reached(answer.position);
    return answer;
  }

  private async decideAndAppend<State, Event extends PlenumEvent, Facts, Name extends RefusalName>(
    { commandId, actor }: Origin,
    deed: Deed<State, Event, Facts, Name>,
    commandDigest: string,
    assembly: Pick<OpenAssembly, 'log' | 'view' | 'reader'>,
  ): Promise<Answer<Name>> {
    const { log, reader } = assembly;
    const at = this.clock.instant();
    for (let attempt = 0; ; attempt += 1) {
      const guards: StreamRevision[] = [];
      const own = await reader.fold(deed.stream, deed.fold);
      const facts = await deed.facts(guardingReader(assembly, guards), at);
      const outcome = deed.decide({ commandId, actor, at }, own.state, facts);
      if (isRefusal(outcome)) return outcome as Refusal<Name>;
      if (outcome.length === 0) return { commandId, position: await log.head(), events: [], repeated: false };
      const events = outcome.map((event) => this.checked(event));
      try {
        const expectedRevision = own.revision;
        const request = { stream: deed.stream, expectedRevision, events, commandId, commandDigest, actor, at, guards };
        const appended = await log.append(request);
        this.health.taken(log.assemblyId);
        return recorded(appended);
      } catch (error) {
        if (error instanceof CommandIdReused) return refuse('CommandIdMustBeFresh', 'commandId');
        if (!(error instanceof RevisionConflict) || attempt >= MAX_RETRIES) throw error;
      }
    }
  }

  /** A decision that breaks its own event's schema is a fault of ours, found before it is stored for ever. */
  private checked(event: PlenumEvent): NewEvent {
    let check = this.checks.get(event.type);
    if (check === undefined) {
      check = TypeCompiler.Compile(eventTypes.get(event.type)!.data);
      this.checks.set(event.type, check);
    }
    const fault = check.Check(event.data) ? undefined : check.Errors(event.data).First();
    if (fault !== undefined) throw new Fault(`${event.type}${fault.path}: ${fault.message}`);
    return { ...event, data: asStored(event.data) };
  }
}

/**
 * Data with its keys in the order in which the stored bytes have them: what is counted as it happens must be, to the
 * byte, what a stranger counts from the log.
 */
function asStored(data: PlenumEvent['data']): NewEvent['data'] {
  return JSON.parse(canonicalJson(data as LogJson)) as NewEvent['data'];
}

/** What identifies a command's content, or the refusal of a content that no log could hold: fractions, null, broken text. */
function digestOf(name: string, actor: string, content: object): string | Refusal<'InputMustBeValid'> {
  // The same text in another Unicode form is the same content; no mark of JSON's own ever composes with a letter.
  const known = JSON.parse(JSON.stringify({ name, actor, content }).normalize('NFC')) as LogJson;
  try {
    return hash('sha256', canonicalJson(known), 'hex');
  } catch (error) {
    if (!(error instanceof UnstorableEvent)) throw error;
    const field = error.path.replace(/^\$\.content\./, '');
    return refuse('InputMustBeValid', field, `${field}: ${error.reason}`);
  }
}

async function earlierAnswer(log: EventLog, commandId: string, digest: string): Promise<Answer<never> | undefined> {
  const receipt = await log.receiptOf(commandId);
  if (receipt === undefined) return undefined;
  if (receipt.commandDigest !== digest) return refuse('CommandIdMustBeFresh', 'commandId');
  const { firstPosition, lastPosition } = receipt;
  const events = await log.readAll(firstPosition - 1, lastPosition - firstPosition + 1);
  return { commandId, position: lastPosition, events, repeated: true };
}

function recorded({ commandId, lastPosition, events, repeated }: AppendResult): Recorded {
  return { commandId, position: lastPosition, events, repeated };
}

function guardingReader(
  { log, view, reader }: Pick<OpenAssembly, 'log' | 'view' | 'reader'>,
  guards: StreamRevision[],
): FactReader {
  return {
    record: async (least) => {
      await view.reached(least ?? (await log.head()));
      return view.record;
    },
    seen: (stream, fold) => reader.fold(stream, fold),
    guarded: async (stream, fold) => {
      const folded = await reader.fold(stream, fold);
      guards.push({ stream, revision: folded.revision });
      return folded;
    },
  };
}

/** For a decision that needs nothing but its own stream. */
export const noFacts = async (): Promise<void> => undefined;
