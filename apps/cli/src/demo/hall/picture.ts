import { bar, fit } from '../../terminal/bar';
import { thousands } from '../../terminal/progress';
import { choiceLook, shareOf } from '../figures';
import { cut, piece, spread, type Row } from '../painting';
import type { Size } from '../picture';
import type { Way } from './agenda';
import { conserves, inChannel, scoreOf, type HallScene, type ItemSeen, type TallySeen } from './scene';

const LABEL = 11;
const FIGURE = 22;
const TITLE = 38;
const MARKS: Readonly<Record<Way, string>> = { phones: 'phones', hands: 'hands ', names: 'names ' };

/** The wall of the hall: exactly `rows` rows of exactly `columns` characters. */
export function hallPicture(scene: HallScene, said: string, { columns: width, rows }: Size): readonly Row[] {
  const { assembly, status, position, items, current, tally } = scene;
  const rule = cut([piece('─'.repeat(width), 'dim')], width);
  const blank = cut([], width);
  const lines = said.length <= width - 4 ? [said] : brokenAt(said, said.lastIndexOf(' ', width - 4));
  const picture = [
    spread(
      [piece(' Plenum ', 'inverse', 'bold'), piece(` ${assembly}`)],
      [piece(`${status} · log position ${position} `, 'dim')],
      width,
    ),
    doorsRow(scene, width),
    rule,
    ...items.map((item, index) => itemRow(item, index, index === current, width)),
    rule,
    ...(tally === undefined ? [blank, blank, blank, blank, blank] : tallyRows(tally, width)),
    rule,
    phonesRow(scene, width),
    cut([piece(' ▸ ', 'bold', 'cyan'), piece(lines[0] ?? '', 'bold')], width),
    cut([piece(`   ${lines[1] ?? ''}`, 'bold')], width),
  ];
  return [...picture, ...Array.from({ length: Math.max(0, rows - picture.length) }, () => blank)].slice(0, rows);
}

function doorsRow({ present, hall, guests }: HallScene, width: number): Row {
  return [
    piece(fit(' hall', LABEL)),
    piece(fit(bar(shareOf(String(present), String(hall)), width - LABEL - FIGURE), width - LABEL - FIGURE), 'cyan'),
    piece(fit(`  ${present} of ${hall}, ${guests} guests`, FIGURE), 'bold'),
  ];
}

function itemRow({ title, way, outcome, tally }: ItemSeen, index: number, isCurrent: boolean, width: number): Row {
  const mark = isCurrent ? piece(' ▸', 'bold', 'cyan') : piece('  ');
  const head = piece(
    fit(`${String(index + 1).padStart(3)} ${title}`, TITLE),
    ...(isCurrent ? (['bold'] as const) : []),
  );
  const end =
    tally === undefined || outcome === undefined
      ? piece(isCurrent ? 'being decided' : '', 'dim')
      : piece(`${outcome} ${scoreOf(tally, 'yes')} : ${scoreOf(tally, 'no')}`, choiceLook(outcome), 'bold');
  return cut([mark, head, piece(` ${MARKS[way]}  `, 'dim'), end], width);
}

function tallyRows(tally: TallySeen, width: number): readonly Row[] {
  const { own, handCount, carried, undelivered, entitled } = tally;
  const sum = `voted ${own} + hands ${handCount} + carried ${carried} + undelivered ${undelivered.total} = ${entitled}`;
  const sound = conserves(tally) ? piece(' ✓', 'green', 'bold') : piece(' ✗', 'red', 'bold');
  const channels = `in the hall ${inChannel(tally, 'in-person')} · online ${inChannel(tally, 'online')}`;
  return [
    ...['yes', 'no', 'abstain'].map((option) => optionRow(option, scoreOf(tally, option), entitled, width)),
    cut([piece(' '.repeat(LABEL)), piece(sum, 'dim'), sound], width),
    cut([piece(' '.repeat(LABEL)), piece(channels, 'dim')], width),
  ];
}

function optionRow(option: string, score: string, entitled: string, width: number): Row {
  const room = width - LABEL - FIGURE;
  return [
    piece(fit(` ${option}`, LABEL), choiceLook(option)),
    piece(fit(bar(shareOf(score, entitled), room), room), choiceLook(option)),
    piece(fit(`  ${score}`, FIGURE), 'bold'),
  ];
}

function phonesRow({ phones: { ballots, perSecond, p99Ms } }: HallScene, width: number): Row {
  const text = ` ${thousands(ballots)} ballots recorded · ${perSecond}/s · 99 of 100 within ${Math.round(p99Ms)} ms`;
  return cut([piece(text, 'dim')], width);
}

function brokenAt(text: string, end: number): readonly string[] {
  return [text.slice(0, end), text.slice(end + 1)];
}
