import { randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  carriedItems,
  conveneMeeting,
  meetingFold,
  seriesFold,
  streams,
  type AgendaItem,
  type AssemblyRecord,
} from '@plenum/domain';
import { Assemblies } from '../../platform/assemblies';
import { CommandRunner, type Answer, type FactReader } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { proposalsSeen } from '../agenda-facts';
import type { WantedItem } from '../agenda-item.input';

export interface ConveneMeetingContent {
  readonly title?: string;
  readonly startsAt?: string;
  readonly place?: string;
  readonly seriesId?: string;
  readonly items: readonly Omit<WantedItem, 'itemId'>[];
}

/** What the server adds to the call: ids, and what the series says of title, time and place. */
export interface Called {
  readonly meetingId: string;
  readonly title: string;
  readonly startsAt: string;
  readonly place?: string;
}

export class ConveneMeetingCommand extends Command<Answer<RefusalsOf<typeof conveneMeeting>>> {
  constructor(
    readonly origin: Origin,
    readonly content: ConveneMeetingContent,
    readonly called: Called,
  ) {
    super();
  }
}

@CommandHandler(ConveneMeetingCommand)
export class ConveneMeetingHandler implements ICommandHandler<ConveneMeetingCommand> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly assemblies: Assemblies,
  ) {}

  async execute({
    origin,
    content,
    called,
  }: ConveneMeetingCommand): Promise<Answer<RefusalsOf<typeof conveneMeeting>>> {
    const { view } = await this.assemblies.open(origin.assemblyId);
    const agenda = content.items.map((item) => ({ ...item, itemId: randomUUID() }));
    const series = content.seriesId === undefined ? {} : { seriesId: content.seriesId };
    return this.runner.run(origin, {
      name: 'ConveneMeeting',
      content,
      stream: streams.meeting(called.meetingId),
      fold: meetingFold,
      facts: (read) => factsOf(read, content, view.record),
      decide: (base, meeting, facts) => conveneMeeting({ ...base, ...called, ...series, agenda }, meeting, facts),
    });
  }
}

async function factsOf(read: FactReader, { seriesId, items }: ConveneMeetingContent, record: AssemblyRecord) {
  const carried: AgendaItem[] =
    seriesId === undefined ? [] : carriedItems(record, seriesId).map((item) => ({ ...item, itemId: randomUUID() }));
  const named = [...carried, ...items].flatMap(({ proposalId }) => proposalId ?? []);
  const { proposal } = await proposalsSeen(named, read);
  const isSeriesRunning =
    seriesId === undefined || (await read.seen(streams.series(seriesId), seriesFold)).state.status === 'running';
  return { proposal, carried, isSeriesRunning };
}
