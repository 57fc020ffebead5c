import { fractionOf } from '@plenum/counting';
import { safe } from './markup';
import type { Moment, TallyTimeline } from './tally-timelines';

/** Unit: the picture's own, about pixels. */
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP] = [760, 220, 46, 180, 14] as const;
const [STRIP_TOP, STRIP_HEIGHT, PICTURE_HEIGHT] = [HEIGHT + 14, 16, HEIGHT + 62] as const;
const [PLOT_WIDTH, PLOT_HEIGHT] = [WIDTH - LEFT - RIGHT, HEIGHT - TOP] as const;
/** Unit: characters of a name, and of lines drawn. */
const [LONGEST_NAME, MOST_LINES] = [20, 7] as const;

/** Told apart by colour and, on paper without colour, by dashes. */
const INKS = ['#1a7f4b', '#b3261e', '#2458a6', '#9a6700', '#7b3fa0', '#0f7b83', '#59636e'] as const;
const DASHES = ['', '8 3', '2 3', '10 3 2 3', '5 2', '1 2', '12 4'] as const;

interface Drawn {
  readonly name: string;
  readonly ink: string;
  readonly dash: string;
}

/** How a vote went over the positions of the log, as SVG: the scores as steps, and below them who was ahead. */
export function timelinePicture(timeline: TallyTimeline): string {
  const { moments, title } = timeline;
  const lines = linesOf(moments);
  const most = lines.flatMap(({ name }) => moments.map((moment) => thousandthsOf(moment.scores[name] ?? '0')));
  const top = Math.max(1, ...most);
  const x = scale(moments);
  const y = (text: string) => TOP + PLOT_HEIGHT - (thousandthsOf(text) / top) * PLOT_HEIGHT;
  const described = `How the count of “${title}” went, from event ${moments[0]!.position} to event ${moments.at(-1)!.position}`;
  return [
    `<svg viewBox="0 0 ${WIDTH} ${PICTURE_HEIGHT}" role="img" aria-label="${safe(described)}" font-family="system-ui, sans-serif" font-size="12">`,
    axes(moments, top, x),
    ...lines.map((line) => path(line, moments, x, y)),
    ...labels(lines, moments.at(-1)!, y),
    ...strip(moments, lines, x),
    '</svg>',
  ].join('\n');
}

/** The options that ended highest; yes, no and abstain in this order. */
function linesOf(moments: readonly Moment[]): readonly Drawn[] {
  const last = moments.at(-1)!.scores;
  const sides = ['yes', 'no', 'abstain'].filter((side) => side in last);
  const others = Object.keys(last)
    .filter((name) => !sides.includes(name))
    .sort((one, other) => thousandthsOf(last[other]!) - thousandthsOf(last[one]!));
  const names = [...sides, ...others].slice(0, MOST_LINES);
  return names.map((name, index) => ({ name, ink: INKS[index]!, dash: DASHES[index]! }));
}

/** Exact numbers become drawn lengths here and nowhere else. */
function thousandthsOf(text: string): number {
  const { n, d } = fractionOf(text);
  return Number((n * 1000n) / d);
}

function scale(moments: readonly Moment[]): (position: number) => number {
  const [first, last] = [moments[0]!.position, moments.at(-1)!.position];
  return (position) => LEFT + ((position - first) / Math.max(1, last - first)) * PLOT_WIDTH;
}

function path(
  { ink, dash, name }: Drawn,
  moments: readonly Moment[],
  x: (at: number) => number,
  y: (s: string) => number,
) {
  const steps = moments.map(({ position, scores }, index) => {
    const [across, up] = [x(position).toFixed(1), y(scores[name] ?? '0').toFixed(1)];
    return index === 0 ? `M${across} ${up}` : `H${across}V${up}`;
  });
  return `<path d="${steps.join('')}" fill="none" stroke="${ink}" stroke-width="2" stroke-dasharray="${dash}" stroke-linejoin="round"/>`;
}

/** Beside the end of each line, moved apart where they would lie on each other. */
function labels(lines: readonly Drawn[], last: Moment, y: (score: string) => number): readonly string[] {
  const placed = lines
    .map((line) => ({ ...line, score: last.scores[line.name]!, at: y(last.scores[line.name]!) }))
    .sort((one, other) => one.at - other.at);
  placed.forEach((one, index) => {
    const above = placed[index - 1];
    if (above !== undefined && one.at - above.at < 15) one.at = above.at + 15;
  });
  const over = Math.max(0, (placed.at(-1)?.at ?? 0) - HEIGHT);
  return placed.map(
    ({ name, ink, score, at }) =>
      `<text x="${WIDTH - RIGHT + 8}" y="${(at - over + 4).toFixed(1)}" fill="${ink}" font-weight="600">${safe(short(name))} ${safe(score)}</text>`,
  );
}

function axes(moments: readonly Moment[], top: number, x: (position: number) => number): string {
  const [first, last] = [moments[0]!, moments.at(-1)!];
  const tick = (share: number) => {
    const up = TOP + PLOT_HEIGHT - share * PLOT_HEIGHT;
    const label = (top * share) / 1000;
    return `<path d="M${LEFT} ${up}H${WIDTH - RIGHT}" stroke="#e3e6ea"/><text x="${LEFT - 6}" y="${up + 4}" text-anchor="end" fill="#59636e">${Number(label.toFixed(2))}</text>`;
  };
  const end = STRIP_TOP + STRIP_HEIGHT + 16;
  const foot = (moment: Moment, anchor: string) =>
    `<text x="${x(moment.position).toFixed(1)}" y="${end}" text-anchor="${anchor}" fill="#59636e">event ${moment.position}, ${safe(moment.at.slice(0, 16).replace('T', ' '))} UTC</text>`;
  return [tick(0), tick(0.5), tick(1), foot(first, 'start'), first === last ? '' : foot(last, 'end')].join('\n');
}

/** Who was ahead: one stretch for each lead. */
function strip(
  moments: readonly Moment[],
  lines: readonly Drawn[],
  x: (position: number) => number,
): readonly string[] {
  const stretches: { from: number; to: number; who: string }[] = [];
  for (const [index, moment] of moments.entries()) {
    const who = leadOf(moment);
    const to = moments[index + 1]?.position ?? moment.position;
    const before = stretches.at(-1);
    if (before?.who === who) before.to = to;
    else stretches.push({ from: moment.position, to, who });
  }
  const inkOf = (who: string) => lines.find(({ name }) => name === who)?.ink ?? '#8a939d';
  return [
    ...stretches.map(({ from, to, who }) => {
      const [left, width] = [x(from), x(to) - x(from)];
      return `<rect x="${left.toFixed(1)}" y="${STRIP_TOP}" width="${Math.max(0.5, width).toFixed(1)}" height="${STRIP_HEIGHT}" fill="${inkOf(who)}" fill-opacity="0.75"><title>${safe(who)}</title></rect>`;
    }),
    `<text x="${WIDTH - RIGHT + 8}" y="${STRIP_TOP + 12}" fill="#1c1f24">${safe(short(leadOf(moments.at(-1)!)))}</text>`,
  ];
}

/** For a proposal its side, for others the option that leads; ties and missing quorums by their name. */
function leadOf({ outcome, leading }: Moment): string {
  if (outcome === 'adopted') return 'yes';
  if (outcome === 'rejected') return 'no';
  return outcome === 'elected' ? leading.join(' and ') : outcome;
}

function short(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}
