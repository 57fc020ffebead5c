import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@plenum/event-log';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../assembly.fixture';
import { describeInChromium, Tab } from './chromium.fixture';
import { RULES_IN_WORDS } from './rules-in-words';

const LONG_WORD = 'x'.repeat(150);
const PAYLOAD = '</title><script>alert(1)</script><img src=x onerror="alert(2)"><svg onload="alert(3)">';
const TURNED = '\u202eecno ta daer ';

let kept: KeptAssembly;
let [valid, invalid]: { file: string; html: string }[] = [];
beforeAll(async () => {
  kept = await keptAssembly();
  const reported = async (name: string, path: string) => {
    const file = join(kept.folder, `${name}.html`);
    await kept.verify(path, '--report', file, '--key', kept.agendaKey);
    return { file, html: readFileSync(file, 'utf8') };
  };
  valid = await reported('valid', kept.exported);
  invalid = await reported('invalid', kept.copy('folder', spoil));
});
afterAll(() => kept.end());

/** A ballot says another choice, and titles that nobody should meet. */
function spoil(folder: string): void {
  const ballot = kept.placeOf('"choice":"yes"');
  const changed = Buffer.from(kept.events[ballot - 1]!.bytes)
    .toString()
    .replace('"choice":"yes"', '"choice":"no"');
  const drafts = kept.events.filter(({ bytes }) => Buffer.from(bytes).includes('"type":"ProposalDrafted"'));
  const titled = [LONG_WORD, TURNED + PAYLOAD].map((title, index) => {
    const { position, bytes } = drafts[index]!;
    const event = JSON.parse(Buffer.from(bytes).toString()) as { data: object };
    const other = canonicalJson({ ...event, data: { ...event.data, title } } as never);
    return rewriting(position, Buffer.from(other), true);
  });
  editDatabase(folder, kept.assemblyId, rewriting(ballot, Buffer.from(changed), false), ...titled);
}

describe('the page of plenum verify --report', () => {
  it('begins with the verdict, then what is wrong, then what was not checked', () => {
    const headings = (html: string) => [...html.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, text]) => text);
    expect(headings(valid!.html)).toEqual(['Not checked', 'What was audited', 'How each vote went']);
    expect(headings(invalid!.html)[0]).toMatch(/^What is wrong \(\d+\)$/);
    expect(invalid!.html.indexOf('INVALID</strong>')).toBeLessThan(invalid!.html.indexOf('<h2>'));
  });

  it('says which vote an event is about that is wrong, and marks it there', () => {
    const place = kept.placeOf('"choice":"yes"');
    const [, box] = /<section class="finding"><h3>event (?:\d+): rule <code>leaf-hash([^]*?)<\/section>/.exec(
      invalid!.html,
    )!;
    expect(box).toContain(`What must be true (docs/log-format.md): ${RULES_IN_WORDS['leaf-hash']}`);
    const [, anchor] = /<dt>Vote<\/dt><dd><a href="#(vote-\d+)">/.exec(box!)!;
    const [, section] = new RegExp(`id="${anchor}">([^]*?)</section>`).exec(invalid!.html)!;
    expect(section).toContain(`<strong class="invalid">event ${place}`);
    expect(section).toContain(`<title>event ${place}</title>`);
    expect(section).toContain('does not come out again');
    expect(valid!.html).not.toMatch(/does not come out again|Upright line/);
  });

  it('says each rule as the published page has it', () => {
    const page = readFileSync(join(__dirname, '../../../../../docs/log-format.md'), 'utf8');
    const rows = [...page.split('## 6. ')[1]!.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\|$/gm)];
    const published = rows.map(([, rule, words]) => [rule, words!.replaceAll('`', '').replaceAll("'", '’')]);
    expect(Object.entries(RULES_IN_WORDS)).toEqual(published);
  });

  it('gives every figure as text: the score of each option, and where the weight was', () => {
    expect(valid!.html.match(/<th scope="col">Option<\/th>/g)).toHaveLength(valid!.html.match(/<figure>/g)!.length);
    expect(valid!.html).toMatch(/<dt>Weight<\/dt><dd>\d[^<]* entitled: own ballots \d/);
    expect(valid!.html).not.toMatch(/<text/);
  });

  it('says where not every change is drawn', () => {
    const strides = [...valid!.html.matchAll(/One change in (\d+) is drawn/g)].map(([, stride]) => Number(stride));
    expect(Math.min(...strides)).toBeGreaterThan(1);
    expect(valid!.html).toMatch(/from about event \d+|at last “/);
  });

  it('lets no name turn the direction of what stands beside it', () => {
    expect(invalid!.html).toContain('<h3><bdi>\ufffdecno ta daer &#60;/title&#62;');
    expect(invalid!.html).not.toMatch(/[\u202a-\u202e]/);
  });
});

/** In the page: how far it can be moved sideways, the smallest type that is seen, and the faintest, with what it says. */
const MEASURED = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (one) => { const colour = channels(getComputedStyle(one).backgroundColor); return colour[3] === 0 ? behind(one.parentElement) : colour; };
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: one, data } = walker.currentNode;
    if (!data.trim() || one.closest('svg')) continue;
    const { fontSize, color } = getComputedStyle(one);
    const [dark, pale] = [light(channels(color)), light(behind(one))].sort((a, b) => a - b);
    seen.push({ size: parseFloat(fontSize), contrast: (pale + 0.05) / (dark + 0.05), text: data.slice(0, 60) });
  }
  const least = (key) => seen.reduce((a, b) => (b[key] < a[key] ? b : a));
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return {
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    smallest: least('size'), faintest: least('contrast'), paper: getComputedStyle(document.body).backgroundColor,
    verdict: { size: parseFloat(getComputedStyle(document.querySelector('.verdict strong')).fontSize), end: box('.verdict').bottom },
    chart: { width: box('.plot').width, height: box('.plot').height },
    offScale: Math.max(...['top', 'bottom'].map((edge, at) => { const label = box(at ? '.scale :last-child' : '.scale :first-child'); return Math.abs((label.top + label.bottom) / 2 - box('.plot')[edge]); })),
    levels: [...document.querySelectorAll('h1,h2,h3')].map(({ tagName }) => Number(tagName[1])),
    unnamed: [...document.querySelectorAll('svg:not([aria-hidden])')].filter((one) => one.getAttribute('role') !== 'img' || !one.querySelector(':scope > title').textContent).length,
    bareTables: [...document.querySelectorAll('table')].filter((one) => !one.querySelector('thead th[scope=col]') || !one.querySelector('tbody th[scope=row]')).length,
    deadLinks: [...document.querySelectorAll('a')].filter((one) => !document.getElementById(one.getAttribute('href').slice(1))).length,
  };
})()`;

interface Measured {
  readonly sideways: number;
  readonly smallest: { readonly size: number };
  readonly faintest: { readonly contrast: number };
  readonly paper: string;
  readonly verdict: { readonly size: number; readonly end: number };
  readonly chart: { readonly width: number; readonly height: number };
  readonly offScale: number;
  readonly levels: readonly number[];
  readonly unnamed: number;
  readonly bareTables: number;
  readonly deadLinks: number;
}

describeInChromium('the page of plenum verify --report, in a browser', () => {
  let tab: Tab;
  beforeAll(async () => (tab = await Tab.open()));
  afterAll(() => tab.close());
  const measured = async (file: string, width: number, scheme: 'light' | 'dark' = 'light') => {
    await tab.show(file, { width, scheme });
    return tab.evaluate<Measured>(MEASURED);
  };
  const both = () => [valid!, invalid!];

  it.each([1280, 768, 390, 320])('is read without moving it sideways or nearer, %d pixels wide', async (width) => {
    for (const { file } of both()) {
      const { sideways, smallest, verdict, chart, offScale } = await measured(file, width);
      expect({ sideways, smallest, small: smallest.size < 14 }).toEqual({ sideways: 0, smallest, small: false });
      expect(verdict.size).toBeGreaterThanOrEqual(28);
      expect(verdict.end).toBeLessThan(500);
      expect(chart.width).toBeGreaterThan(Math.min(width - 90, 400));
      expect(chart.height).toBeGreaterThan(140);
      expect(offScale).toBeLessThan(2);
    }
  });

  it.each(['light', 'dark'] as const)('has type that stands out from its paper, on a %s screen', async (scheme) => {
    for (const { file } of both()) {
      const { faintest, paper } = await measured(file, 390, scheme);
      expect({ faintest, faint: faintest.contrast < 4.5 }).toEqual({ faintest, faint: false });
      expect(paper).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 27)');
    }
  });

  it('is fit for those who hear it: headings in order, pictures with names, tables with headers, links that lead', async () => {
    for (const { file } of both()) {
      const { levels, unnamed, bareTables, deadLinks } = await measured(file, 768);
      expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect({ unnamed, bareTables, deadLinks }).toEqual({ unnamed: 0, bareTables: 0, deadLinks: 0 });
    }
  });

  it('runs nothing, fetches nothing, and breaks no rule of its own', async () => {
    for (const { file } of both()) await measured(file, 1280);
    expect(tab.reported).toEqual([]);
    await tab.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="https://plenum.invalid/x" onerror="window.ran = 1"><p style="color: red">')`,
    );
    expect(await tab.evaluate('window.ran')).toBeUndefined();
    expect(JSON.stringify(tab.reported)).toMatch(/Content Security Policy[^]*Content Security Policy/);
  });
});
