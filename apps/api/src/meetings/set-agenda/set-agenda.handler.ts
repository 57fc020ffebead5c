import { randomUUID } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { meetingFold, setAgenda, streams, type AgendaItem, type MeetingState } from '@plenum/domain';
import { CommandRunner, type Answer } from '../../platform/command-runner';
import type { RefusalsOf } from '../../platform/graphql/refusal.types';
import type { Origin } from '../../platform/origin';
import { agendaChangeFacts } from '../agenda-facts';
import type { WantedItem } from '../agenda-item.input';

export interface SetAgendaContent {
  readonly meetingId: string;
  readonly items: readonly WantedItem[];
}

export class SetAgendaCommand extends Command<Answer<RefusalsOf<typeof setAgenda>>> {
  constructor(
    readonly origin: Origin,
    readonly content: SetAgendaContent,
  ) {
    super();
  }
}

@CommandHandler(SetAgendaCommand)
export class SetAgendaHandler implements ICommandHandler<SetAgendaCommand> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ origin, content }: SetAgendaCommand): Promise<Answer<RefusalsOf<typeof setAgenda>>> {
    const { meetingId, items } = content;
    const named = items.flatMap(({ proposalId }) => proposalId ?? []);
    return this.runner.run(origin, {
      name: 'SetAgenda',
      content,
      stream: streams.meeting(meetingId),
      fold: meetingFold,
      facts: (read) => agendaChangeFacts(meetingId, named, read),
      decide: (base, meeting, facts) => {
        const agenda = items.map((item) => itemFrom(item, meeting));
        const newItemIds = agenda.filter((_, place) => items[place]!.itemId === undefined).map(({ itemId }) => itemId);
        return setAgenda({ ...base, meetingId, agenda, newItemIds }, meeting, facts);
      },
    });
  }
}

/** An item that stands on the agenda keeps its id and its history. */
function itemFrom({ itemId = randomUUID(), ...wanted }: WantedItem, { agenda }: MeetingState): AgendaItem {
  const carriedFrom = agenda.find((item) => item.itemId === itemId)?.carriedFrom;
  return { ...wanted, itemId, ...(carriedFrom && { carriedFrom }) };
}
