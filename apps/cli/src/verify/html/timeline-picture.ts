import { fractionOf } from '@plenum/counting';
import { safe } from './markup';
import { stretchesOf, type Stretch } from './leads';
import { MOST_INKS } from './style';
import type { Moment, TallyTimeline } from './tally-timelines';

/** Unit: the picture's own. It is stretched to the room it has, and has no type in it that would be stretched along. */
const [WIDTH, HEIGHT] = [1000, 100] as const;

/** An option or side, and how its line is drawn; the last ones of many have none. */
export interface Drawn {
  readonly name: string;
  /** Such as `ink-0`; undefined where it is not drawn. */
  readonly ink: string | undefined;
  readonly score: string;
}

/** Yes, no and abstain in this order; other options by how they ended. */
export function linesOf(moments: readonly Moment[]): readonly Drawn[] {
  const last = moments.at(-1)!.scores;
  const sides = ['yes', 'no', 'abstain'].filter((side) => side in last);
  const others = Object.keys(last)
    .filter((name) => !sides.includes(name))
    .sort((one, other) => thousandthsOf(last[other]!) - thousandthsOf(last[one]!));
  return [...sides, ...others].map((name, index) => ({
    name,
    ink: index < MOST_INKS ? `ink-${index}` : undefined,
    score: last[name]!,
  }));
}

/**
 * How a vote went over the positions of the log: a scale, the scores as steps, and below them who was ahead. `wrong` are the positions
 * of events in which something is wrong.
 */
export function timelinePicture(timeline: TallyTimeline, lines: readonly Drawn[], wrong: readonly number[]): string {
  const { moments, title } = timeline;
  const drawn = lines.filter(({ ink }) => ink !== undefined);
  const top = roundAbove(
    Math.max(...drawn.flatMap(({ name }) => moments.map(({ scores }) => thousandthsOf(scores[name] ?? '0')))),
  );
  const x = scaleOf(moments);
  const [first, last] = [moments[0]!, moments.at(-1)!];
  return [
    '<div class="chart">',
    `<div class="scale" aria-hidden="true">${[1, 0.5, 0].map((share) => `<span>${Number(((top * share) / 1000).toFixed(3))}</span>`).join('')}</div>`,
    picture(
      'plot',
      HEIGHT,
      `How the count of “${title}” went, from event ${first.position} to event ${last.position}`,
      [
        `<g class="grid">${[0, HEIGHT / 2, HEIGHT].map((up) => `<path d="M0 ${up}H${WIDTH}"/>`).join('')}</g>`,
        ...drawn.map(({ name, ink }) => line(name, ink!, moments, x, (score) => HEIGHT - (score / top) * HEIGHT)),
        ...wrong.map((position) => mark(position, x)),
      ],
    ),
    picture(
      'strip',
      1,
      'Who was ahead',
      stretchesOf(timeline).map((one) => stretch(one, lines, x)),
    ),
    `<div class="foot"><span>${placeOf(first)}</span>${first === last ? '' : `<span>${placeOf(last)}</span>`}</div>`,
    '</div>',
  ].join('\n');
}

function picture(name: string, height: number, described: string, parts: readonly string[]): string {
  const text = safe(described);
  return [
    `<svg class="${name}" viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none" role="img" aria-label="${text}"><title>${text}</title>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

/** Exact numbers become drawn lengths here and nowhere else. */
export function thousandthsOf(text: string): number {
  const { n, d } = fractionOf(text);
  return Number((n * 1000n) / d);
}

/** Unit: thousandths. Whole and half of it are short numbers. */
function roundAbove(most: number): number {
  if (most <= 0) return 1000;
  const unit = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 3, 4, 5, 6, 8].map((times) => times * unit).find((round) => round >= most) ?? 10 * unit;
}

function scaleOf(moments: readonly Moment[]): (position: number) => number {
  const [first, last] = [moments[0]!.position, moments.at(-1)!.position];
  return (position) => Number((((position - first) / Math.max(1, last - first)) * WIDTH).toFixed(1));
}

function line(
  name: string,
  ink: string,
  moments: readonly Moment[],
  x: (position: number) => number,
  y: (score: number) => number,
): string {
  const steps = moments.map(({ position, scores }, index) => {
    const up = y(thousandthsOf(scores[name] ?? '0')).toFixed(1);
    return index === 0 ? `M0 ${up}` : `H${x(position)}V${up}`;
  });
  return `<path class="${ink}" d="${steps.join('')}H${WIDTH}"/>`;
}

function mark(position: number, x: (position: number) => number): string {
  return `<g class="wrong"><path d="M${x(position)} 0V${HEIGHT}"/><title>event ${position}</title></g>`;
}

function stretch({ from, to, who }: Stretch, lines: readonly Drawn[], x: (position: number) => number): string {
  const ink = lines.find(({ name }) => name === who)?.ink ?? 'nobody';
  const width = Math.max(1, x(to) - x(from));
  return `<rect class="${ink}" x="${x(from)}" y="0" width="${width.toFixed(1)}" height="1"><title>${safe(who)}</title></rect>`;
}

function placeOf({ position, at }: Moment): string {
  return `event ${position}<br>${safe(at.slice(0, 16).replace('T', ' '))} UTC`;
}
