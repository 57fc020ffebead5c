import type { Tally } from '@plenum/counting';
import { figure } from './figure';
import { plain, quoted, table } from './markdown-text';
import type { HandsCounted, ProposalMinutes } from './minutes-facts';
import { dateIn, personIn, type Wording } from './wording';

/** What the minutes say of a proposal: its text, how it was voted on, and what came of it. */
export function writeProposal(minutes: ProposalMinutes, timeZone: string, wording: Wording): string[] {
  const { phrases: say } = wording;
  const { state } = minutes.proposal;
  const { title, text } = state.wording;
  const effect = say.effects[minutes.effect] ?? '';
  return [
    quoted(text.trim() === '' ? title : `${title}\n\n${text}`),
    `${say.decidedBy(plain(minutes.policyName), say.rules[minutes.rule] ?? plain(minutes.rule))} ${effect}`.trim(),
    ...votingOf(minutes, timeZone, wording),
    ...(minutes.tally === undefined ? [] : tallyParts(minutes.tally, minutes, wording)),
    ...minutes.hands.map((hands) => handsOf(hands, wording)),
    ...objectionsOf(minutes, wording),
    ...amendmentsOf(minutes, wording),
    ...(state.result === undefined ? [] : [`${say.digest}: \`${state.result.countDigest}\``]),
  ];
}

function votingOf({ proposal: { state } }: ProposalMinutes, timeZone: string, wording: Wording): string[] {
  const { phrases: say } = wording;
  if (state.opening === undefined) return [say.notOpened];
  const { openedAt, electorate } = state.opening;
  const { closed } = state;
  const said = [
    say.votingOpen(dateIn(wording, timeZone, openedAt)),
    ...(closed === undefined ? [] : [say.votingClosed(dateIn(wording, timeZone, closed.at))]),
    ...(closed?.reason === undefined ? [] : [say.closingReason(plain(closed.reason))]),
    say.electorate(electorate.members, electorate.weight),
  ];
  return [said.join(' ')];
}

function tallyParts(tally: Tally, { proposal: { state }, classNames }: ProposalMinutes, wording: Wording): string[] {
  const { phrases: say } = wording;
  const className = (id: string) => classNames.get(id) ?? id;
  const outcome = state.result?.outcome ?? tally.outcome;
  const label = state.status === 'open' ? say.outcomeSoFar : say.outcome;
  const winners = outcome === 'elected' ? ` (${say.winners}: ${tally.winners.map(plain).join(', ')})` : '';
  return [
    scoresTable(tally, wording),
    sumsTable(tally, wording),
    ...groupTable(
      say.byClass,
      tally.byClass,
      (name) => (name === '' ? say.withoutClass : plain(className(name))),
      wording,
    ),
    ...conditionsOf(tally, className, wording),
    `**${label}: ${say.outcomes[outcome] ?? plain(outcome)}**${winners}`,
  ];
}

type Groups = Tally['byClass'];

function optionName({ phrases: say }: Wording, option: string): string {
  return plain(say.options[option] ?? option);
}

/**
 * One row for each option, in own weight: the total, and each channel's part where the rule's scores add up; and beside
 * them what they count for, where the policy weighs.
 */
function scoresTable(tally: Tally, wording: Wording): string {
  const { phrases: say } = wording;
  const channels = Object.entries(tally.byChannel).filter(([, { scores }]) => scores !== undefined);
  const { weighed } = tally;
  const names = channels.map(([name]) => say.channels[name] ?? plain(name));
  const rows = Object.entries(tally.scores).map(([option, score]) => [
    optionName(wording, option),
    weighed?.scores[option]?.raw ?? score,
    ...channels.map(([, { scores }]) => scores?.[option] ?? '0'),
    ...(weighed === undefined ? [] : [score]),
  ]);
  return table([say.option, say.total, ...names, ...(weighed === undefined ? [] : [say.weighed])], rows);
}

function sumsTable({ sums, undelivered, byChannel }: Tally, wording: Wording): string {
  const { phrases: say } = wording;
  const channels = Object.entries(byChannel);
  const head = [say.ofWhich, say.total, ...channels.map(([name]) => say.channels[name] ?? plain(name))];
  return table(head, [
    [say.own, sums.own, ...channels.map(([, { own }]) => own)],
    [say.carried, sums.carried, ...channels.map(([, { carried }]) => carried)],
    [say.hands, sums.handCount, ...channels.map(([, { handCount }]) => handCount)],
    [say.undelivered, undelivered.total, ...channels.map(() => '')],
  ]);
}

function groupTable(title: string, groups: Groups, nameOf: (group: string) => string, wording: Wording): string[] {
  const names = Object.keys(groups);
  if (names.length < 2) return [];
  const options = [...new Set(Object.values(groups).flatMap(({ scores }) => Object.keys(scores ?? {})))];
  const rows = Object.entries(groups).map(([group, { valid, scores }]) => [
    nameOf(group),
    valid,
    ...options.map((option) => scores?.[option] ?? '0'),
  ]);
  const head = [title, wording.phrases.total, ...options.map((option) => optionName(wording, option))];
  return [table(head, rows)];
}

interface Judged {
  readonly threshold?: { readonly base: string; readonly fraction: string; readonly strict: boolean };
  readonly quorum?: { readonly of: string };
  readonly bloc?: string;
  readonly have: string;
  readonly needs: string;
  readonly held: boolean;
}

/** `have` against `needs`, as the count worked them out. */
function conditionsOf({ workings }: Tally, nameOf: (className: string) => string, { phrases: say }: Wording): string[] {
  const judged = (workings['conditions'] ?? []) as unknown as readonly Judged[];
  if (judged.length === 0) return [];
  const lines = judged.map(({ threshold, quorum, bloc, have, needs, held }) => {
    const base = (of: string) => say.bases[of] ?? of;
    const what = threshold
      ? say.threshold(threshold.strict, threshold.fraction, base(threshold.base))
      : say.quorum(base(quorum?.of ?? ''));
    const where = bloc === undefined ? '' : ` (${say.channels[bloc] ?? nameOf(bloc)})`;
    const figures = say.judged(figure(have, say.locale), figure(needs, say.locale), threshold?.strict ?? false);
    return `- ${plain(`${what}${where}`)}: ${figures}. ${held ? say.held : say.notHeld}`;
  });
  return [`**${say.conditions}**\n\n${lines.join('\n')}`];
}

function handsOf({ state, counted }: HandsCounted, wording: Wording): string {
  const { phrases: say } = wording;
  if (state.totals === undefined) return `${say.handCount(counted)} ${say.handCountOpen}`;
  const totals = Object.entries(state.totals).map(([option, hands]) => `${optionName(wording, option)} ${hands}`);
  const tellers = state.tellers.map((teller) => personIn(wording, teller)).join(', ');
  return `${say.handCount(counted)} ${totals.join(', ')}. ${say.tellers}: ${tellers}.`;
}

function objectionsOf({ objections }: ProposalMinutes, wording: Wording): string[] {
  if (objections.length === 0) return [];
  const lines = objections.map(({ memberId, choice, reason }) => {
    const words = reason === undefined ? '' : `: ${plain(reason)}`;
    return `- ${personIn(wording, memberId)} (${optionName(wording, choice)})${words}`;
  });
  return [`**${wording.phrases.objections}**\n\n${lines.join('\n')}`];
}

function amendmentsOf({ amendments }: ProposalMinutes, wording: Wording): string[] {
  const { phrases: say } = wording;
  if (amendments.length === 0) return [];
  const lines = amendments.map(({ memberId, kind, reason }) => {
    const words = reason === undefined ? '' : `: ${plain(reason)}`;
    return `- ${personIn(wording, memberId)}, ${say.rollChange[kind]}${words}`;
  });
  return [`**${say.rollChanges}**\n\n${lines.join('\n')}`];
}
