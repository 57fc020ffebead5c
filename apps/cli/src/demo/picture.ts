import { bar, fit, markAt } from '../terminal/bar';
import { chainText, choiceLook, outcomeText, phaseText, shareOf } from './figures';
import { cut, piece, spread, widthOf, type Look, type Row } from './painting';
import type { GroupSeen, Scene, TallySeen } from './scene';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The smallest window the picture fits in. */
export const SMALLEST: Size = { columns: 80, rows: 24 };

const LABEL = 11;
const FIGURE = 22;
const FIXED_ROWS = 18;

/** The whole picture: exactly `rows` rows of exactly `columns` characters. `now` is the reader's clock, in Unix ms. */
export function picture(scene: Scene, said: string, now: number, { columns: width, rows }: Size): readonly Row[] {
  const { assembly, proposal, tally } = scene;
  const rule = cut([piece('─'.repeat(width), 'dim')], width);
  const spoken = linesOf(said, width - 4);
  return [
    spread(
      [piece(' Plenum ', 'inverse', 'bold'), piece(` ${assembly}`)],
      [piece(`log position ${tally.position} `, 'dim')],
      width,
    ),
    spread([piece(` ${proposal.title}`, 'bold')], [piece(`${phaseText(proposal, now)} `, 'cyan')], width),
    rule,
    ...['yes', 'no', 'abstain'].map((option) => optionRow(option, tally, width)),
    turnoutRow(tally, width),
    whereRow(tally, width),
    ...conditionRows(tally, width),
    rule,
    ...classRows(tally.byClass, width),
    rule,
    voiceRow(scene, width),
    bannerRow(scene, width),
    ...eventRows(scene, width, rows - FIXED_ROWS),
    cut([piece(' ▸ ', 'bold', 'cyan'), piece(spoken[0] ?? '', 'bold')], width),
    cut([piece(`   ${spoken[1] ?? ''}`, 'bold')], width),
  ].slice(0, rows);
}

function optionRow(option: string, tally: TallySeen, width: number): Row {
  const score = tally.scores.find((one) => one.option === option)?.score ?? '0';
  const threshold = tally.conditions.find(({ kind }) => kind === 'threshold');
  const mark = option === 'yes' && threshold !== undefined ? shareOf(threshold.needs, tally.entitled) : undefined;
  return [
    piece(fit(` ${option}`, LABEL), choiceLook(option)),
    ...markedBar(shareOf(score, tally.entitled), width - LABEL - FIGURE, mark, choiceLook(option)),
    piece(fit(`  ${score}`, FIGURE), 'bold'),
  ];
}

function turnoutRow(tally: TallySeen, width: number): Row {
  const quorum = tally.conditions.find(({ kind }) => kind === 'quorum');
  const mark = quorum === undefined ? undefined : shareOf(quorum.needs, quorum.of);
  return [
    piece(fit(' turnout', LABEL)),
    ...markedBar(shareOf(tally.valid, tally.entitled), width - LABEL - FIGURE, mark, 'cyan'),
    piece(fit(`  ${tally.valid} of ${tally.entitled}`, FIGURE), 'bold'),
  ];
}

function whereRow({ own, carried, undelivered }: TallySeen, width: number): Row {
  const { total, cycle, deadEnd } = undelivered;
  const text = `voted ${own} · carried ${carried} · undelivered ${total} (circle ${cycle}, dead end ${deadEnd})`;
  return cut([piece(' '.repeat(LABEL)), piece(text, 'dim')], width);
}

function conditionRows({ conditions }: TallySeen, width: number): readonly Row[] {
  return ['quorum', 'threshold'].map((kind) => {
    const condition = conditions.find((one) => one.kind === kind);
    if (condition === undefined) return cut([piece(` ${kind}: none asked`, 'dim')], width);
    const { asks, have, of, needs, held } = condition;
    const sign = held ? piece('✓', 'green', 'bold') : piece('✗', 'red', 'bold');
    return cut(
      [
        piece(fit(` ${kind}`, LABEL)),
        sign,
        piece(` ${asks}: ${have} of ${of}, needs ${asks.startsWith('more') ? 'more than ' : ''}${needs}`),
      ],
      width,
    );
  });
}

function markedBar(share: number, width: number, mark: number | undefined, look: Look): Row {
  const cells = [...fit(bar(share, width), width)];
  if (mark === undefined) return [piece(cells.join(''), look)];
  const at = markAt(mark, width);
  return [piece(cells.slice(0, at).join(''), look), piece('┃', 'bold'), piece(cells.slice(at + 1).join(''), look)];
}

const CLASS_ROWS = 3;
const CLASS_LABEL = 14;

function classRows(groups: readonly GroupSeen[], width: number): readonly Row[] {
  return Array.from({ length: CLASS_ROWS }, (_, index) => {
    const group = groups[index];
    return group === undefined ? cut([], width) : classRow(group, width);
  });
}

function classRow({ group, entitled, valid, scores }: GroupSeen, width: number): Row {
  const figures = scores.map(({ option, score }) => `${option} ${score}`).join(' ');
  const room = width - CLASS_LABEL - 40;
  const parts = scores.map(({ option, score }) =>
    piece('■'.repeat(Math.round(shareOf(score, entitled) * room)), choiceLook(option)),
  );
  const rest = piece('·'.repeat(Math.max(0, room - widthOf(parts))), 'dim');
  return [
    piece(fit(` ${group}`, CLASS_LABEL)),
    ...cut([...parts, rest], room),
    ...cut([piece(`  ${figures}`), piece(`  (${valid} of ${entitled})`, 'dim')], 40),
  ];
}

function voiceRow({ voice, carrying }: Scene, width: number): Row {
  const { names, end } = chainText(voice);
  const load = carrying === undefined ? '' : `carrying ${carrying.weight} for ${carrying.delegators} others `;
  const chain = [piece(' '), piece(names, 'bold'), piece(': '), piece(end, choiceLook(voice.choice ?? ''), 'bold')];
  return spread(chain, [piece(load, 'dim')], width);
}

function bannerRow({ proposal, tally }: Scene, width: number): Row {
  const text = ` ${outcomeText(proposal, tally)} `;
  if (proposal.result === null) {
    const left = '─'.repeat(3);
    const right = '─'.repeat(Math.max(0, width - 3 - text.length));
    return cut([piece(left, 'dim'), piece(text, choiceLook(tally.outcome), 'bold'), piece(right, 'dim')], width);
  }
  const before = Math.floor((width - text.length) / 2);
  const banner = fit(`${' '.repeat(Math.max(0, before))}${text}`, width);
  return [piece(banner, choiceLook(proposal.result.outcome), 'inverse', 'bold')];
}

function eventRows({ events }: Scene, width: number, count: number): readonly Row[] {
  const shown = events.slice(-count);
  return Array.from({ length: count }, (_, index) => {
    const event = shown[index];
    if (event === undefined) return cut([], width);
    return cut([piece(` ${String(event.position).padStart(5)}  `, 'dim'), piece(event.summary)], width);
  });
}

/** At most two lines of `width` characters, broken between words. */
function linesOf(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const end = text.lastIndexOf(' ', width);
  return end <= 0 ? [text.slice(0, width), text.slice(width)] : [text.slice(0, end), text.slice(end + 1)];
}
