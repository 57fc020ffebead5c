import { createHash } from 'node:crypto';

/** Lines and stretches by the place of their option, told apart by colour and, on paper without colour, by dashes. */
const INKS = [
  ['#1a7f4b', '#5cc98d', ''],
  ['#b3261e', '#ff8a80', '8 3'],
  ['#2458a6', '#8ab4f8', '2 3'],
  ['#8a5c00', '#e3b341', '10 3 2 3'],
  ['#7b3fa0', '#cfa3f2', '5 2'],
  ['#0b6f77', '#5fc7cf', '1 2'],
  ['#59636e', '#b3bcc6', '12 4'],
] as const;

/** Unit: lines in one picture. More cannot be told apart. */
export const MOST_INKS = INKS.length;

const LIGHT = `color-scheme: light; --paper: #fff; --ink: #1c1f24; --faint: #59636e; --rule: #d5dae0; --valid: #1a7f4b; --invalid: #b3261e;
  --undecided: #8a5c00; --valid-wash: #eef8f2; --invalid-wash: #fdf0ef; --undecided-wash: #fdf7e7; ${INKS.map(([ink], at) => `--ink-${at}: ${ink};`).join(' ')}`;
const DARK = `color-scheme: dark; --paper: #14171b; --ink: #e8eaed; --faint: #a9b3bd; --rule: #3a4149; --valid: #5cc98d; --invalid: #ff8a80;
  --undecided: #e3b341; --valid-wash: #12291d; --invalid-wash: #321715; --undecided-wash: #2d2410; ${INKS.map(([, ink], at) => `--ink-${at}: ${ink};`).join(' ')}`;

/** Plain for screens, phones and paper; nothing is fetched and nothing runs. All type is text of the page, so that it never shrinks with a picture. */
export const STYLE = `
:root { ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 54rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; } h2 { font-size: 1.25rem; margin: 2.2rem 0 .5rem; } h3 { font-size: 1.05rem; margin: 0 0 .3rem; }
a { color: inherit; } p { margin: .3rem 0; } ul { margin: .4rem 0; padding-left: 1.3rem; } li { margin: .2rem 0; }
.faint, dt, figcaption, .scale, .foot, th { color: var(--faint); } .small, figcaption, .scale, .foot { font-size: .875rem; }
code, .mono { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .875rem; }
.verdict { border-left: .6rem solid; padding: .7rem 1rem; margin: 1rem 0; } .verdict strong { display: block; font-size: 1.75rem; line-height: 1.2; letter-spacing: .02em; }
.verdict.valid { border-color: var(--valid); background: var(--valid-wash); } .verdict.invalid { border-color: var(--invalid); background: var(--invalid-wash); }
.verdict.undecided { border-color: var(--undecided); background: var(--undecided-wash); }
strong.valid { color: var(--valid); } strong.invalid { color: var(--invalid); } strong.undecided { color: var(--undecided); }
dl { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .15rem 1rem; margin: .3rem 0; align-items: baseline; } dd { margin: 0; }
.finding { border: 1px solid var(--rule); border-left: .3rem solid var(--invalid); border-radius: .3rem; padding: .6rem 1rem; margin: .7rem 0; }
.vote { border-top: 1px solid var(--rule); margin-top: 1.4rem; padding-top: 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; } th, td { text-align: left; vertical-align: baseline; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--rule); }
tbody th { font-weight: 600; color: var(--ink); } th:last-child, td:last-child { padding-right: 0; } .figure { text-align: right; font-variant-numeric: tabular-nums; }
.votes { table-layout: fixed; } .votes th:first-child { width: 50%; } .votes tbody th { font-weight: 400; }
figure { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: .4rem 1.5rem; align-items: start; margin: .8rem 0 0; } figcaption { grid-column: 1 / -1; }
.chart { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .3rem .5rem; } .chart > :nth-child(n + 3) { grid-column: 2; }
.scale { display: flex; flex-direction: column; justify-content: space-between; text-align: right; line-height: 0; }
svg { display: block; overflow: visible; } .plot { width: 100%; height: 12rem; } .strip { width: 100%; height: 1rem; }
path { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; vector-effect: non-scaling-stroke; } rect { fill: currentColor; stroke: none; }
.grid path { color: var(--rule); stroke-width: 1; } .wrong { color: var(--invalid); } .wrong path { stroke-width: 1.5; } .nobody { color: var(--rule); }
${INKS.map(([, , dash], at) => `.ink-${at} { color: var(--ink-${at});${dash === '' ? '' : ` stroke-dasharray: ${dash};`} }`).join(' ')}
.swatch { display: inline-block; width: 1.75rem; height: .6rem; margin-right: .5rem; vertical-align: baseline; } figure tbody th { padding-left: 2.25rem; text-indent: -2.25rem; } .foot { display: flex; justify-content: space-between; gap: 1rem; line-height: 1.35; } .foot > :nth-child(2) { text-align: right; }
section { break-inside: avoid; } h2, h3 { break-after: avoid; } tr, thead { break-inside: avoid; }
@media (max-width: 44rem) { figure { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 30rem) { body { margin: 1rem auto; } .votes { font-size: .875rem; } .votes th:first-child { width: 38%; } .votes th, .votes td { padding-right: .5rem; } dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: .4rem; } .plot { height: 9rem; } }
@page { margin: 18mm; } @media print { :root { font-size: 10.5pt; } body { margin: 0; max-width: none; } .verdict { print-color-adjust: exact; } a { text-decoration: none; } }
`;

/** Nothing but the style above: whatever a log brings, no browser runs or fetches it. */
export const CONTENT_POLICY = `default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
