import { plain, table } from './markdown-text';
import type { Attendee, ItemMinutes, MinutesFacts } from './minutes-facts';
import { dateIn, personIn, type Wording } from './wording';
import { writeProposal } from './write-proposal';

/** The minutes as Markdown: the same bytes for the same facts, names and language. */
export function writeMinutes(facts: MinutesFacts, wording: Wording): string {
  const { phrases: say } = wording;
  const { state } = facts.meeting;
  const parts = [
    `# ${plain(say.minutesOf(state.title))}`,
    ...(state.status === 'closed' ? [] : [`*${say.draft}*`]),
    heading(facts, wording),
    `## ${say.attendance}`,
    attendance(facts, wording),
    `## ${say.agenda}`,
    facts.items.map((one, index) => `${index + 1}. ${plain(one.item.title)}: ${becameOf(one, wording)}`).join('\n'),
    ...facts.items.flatMap((one, index) => writeItem(one, index, facts, wording)),
    `## ${say.proof}`,
    `${say.proofText(facts.position)}`,
    `${say.root}: \`${wording.rootHash}\``,
    say.howToCheck,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function heading({ assemblyName, meeting, timeZone }: MinutesFacts, wording: Wording): string {
  const { phrases: say } = wording;
  const { startsAt, place, openedAt, closedAt } = meeting.state;
  const date = (instant: string) => dateIn(wording, timeZone, instant);
  const lines: readonly [string, string | undefined][] = [
    [say.assembly, plain(assemblyName)],
    [say.date, `${date(startsAt)} (${timeZone})`],
    [say.place, place && plain(place)],
    [say.opened, openedAt && date(openedAt)],
    [say.closed, closedAt && date(closedAt)],
  ];
  return lines.flatMap(([label, value]) => (value === undefined ? [] : [`- **${label}:** ${value}`])).join('\n');
}

function attendance({ attendees, timeZone }: MinutesFacts, wording: Wording): string {
  const { phrases: say } = wording;
  if (attendees.length === 0) return say.nobody;
  const guests = attendees.filter(({ isGuest }) => isGuest).length;
  const rows = attendees.map((one) => [
    `${personIn(wording, one.memberId)}${one.isGuest ? ` (${say.guest})` : ''}`,
    timesOf(one, timeZone, say.locale),
  ]);
  return `${say.attended(attendees.length - guests, guests)}\n\n${table([say.name, say.inHall], rows)}`;
}

function timesOf({ stays }: Attendee, timeZone: string, locale: string): string {
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
  const time = (instant: string) => clock.format(new Date(instant));
  return stays.map(({ from, to }) => `${time(from)}–${to === undefined ? '' : time(to)}`).join(', ');
}

function becameOf({ item, conclusion, proposal }: ItemMinutes, { phrases: say }: Wording): string {
  if (conclusion !== undefined) return say[conclusion.how];
  const status = proposal?.proposal.state.status;
  return item.proposalId !== undefined && (status === 'closed' || status === 'certified') ? say.decided : say.unreached;
}

function writeItem(one: ItemMinutes, index: number, { timeZone }: MinutesFacts, wording: Wording): string[] {
  const { item, conclusion, carriedFrom, proposal } = one;
  const { phrases: say } = wording;
  return [
    `## ${index + 1}\\. ${plain(item.title)}`,
    ...(carriedFrom
      ? [say.carriedFrom(plain(carriedFrom.title), dateIn(wording, timeZone, carriedFrom.startsAt))]
      : []),
    ...(conclusion?.note === undefined ? [] : [plain(conclusion.note)]),
    ...(proposal ? writeProposal(proposal, timeZone, wording) : []),
  ];
}
