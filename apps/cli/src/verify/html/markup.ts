import { shown } from '@plenum/event-log';

/** Text of an untrusted log, fit to stand in HTML and in attributes. */
export function safe(text: string): string {
  return shown(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Plain for screens and paper; nothing is fetched and nothing runs. */
export const STYLE = `
  :root { color-scheme: light; }
  body { font: 16px/1.5 system-ui, sans-serif; color: #1c1f24; background: #fff; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .4rem; } h3 { font-size: 1.05rem; margin: 1.6rem 0 .2rem; }
  .verdict { border-left: .5rem solid; padding: .6rem 1rem; margin: 1rem 0; font-weight: 600; }
  .valid { border-color: #1a7f4b; background: #eef8f2; } .invalid { border-color: #b3261e; background: #fdf0ef; }
  .undecided { border-color: #9a6700; background: #fdf7e7; }
  dl { display: grid; grid-template-columns: 8rem 1fr; gap: .15rem 1rem; margin: 0; } dt { color: #59636e; } dd { margin: 0; overflow-wrap: anywhere; }
  code, .mono { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .85em; overflow-wrap: anywhere; }
  .finding { border: 1px solid #e0c4c2; border-radius: .4rem; padding: .6rem 1rem; margin: .6rem 0; }
  .small { color: #59636e; font-size: .9rem; margin: 0 0 .4rem; } figure { margin: .4rem 0 0; } svg { width: 100%; height: auto; display: block; }
  section { break-inside: avoid; } li { margin: .2rem 0; }
  @page { margin: 18mm; } @media print { body { margin: 0; max-width: none; font-size: 11pt; } .verdict { print-color-adjust: exact; } }
`;
