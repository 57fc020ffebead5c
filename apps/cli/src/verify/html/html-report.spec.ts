import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@plenum/event-log';
import { editDatabase, keptAssembly, rewriting, type KeptAssembly } from '../assembly.fixture';

describe('plenum verify --report', () => {
  let kept: KeptAssembly;
  beforeAll(async () => (kept = await keptAssembly()));
  afterAll(() => kept.end());

  const reported = async (path: string) => {
    const file = join(kept.folder, 'report.html');
    const { exitCode } = await kept.verify(path, '--report', file, '--key', kept.agendaKey);
    return { exitCode, html: readFileSync(file, 'utf8') };
  };

  it('shows the verdict and how each vote went, and needs nothing from outside', async () => {
    const { exitCode, html } = await reported(kept.exported);
    expect(exitCode).toBe(0);
    expect(html).toContain('<p class="verdict valid">VALID: ');
    const opened = kept.events.filter(({ bytes }) => Buffer.from(bytes).includes('"type":"VotingOpened"')).length;
    expect(html.match(/<svg /g)).toHaveLength(opened);
    expect(html).toContain('the certified result comes out again, to the byte');
    expect(html).not.toMatch(/<script|<link|src=|href=|url\(|@import/);
  });

  it('that cannot be written does not take the verdict along', async () => {
    const nowhere = join(kept.folder, 'nowhere', 'report.html');
    const { out, err } = await kept.verify(kept.exported, '--report', nowhere, '--key', kept.agendaKey);
    expect(out).toContain('VALID: ');
    expect(err).toContain('FILE_NOT_WRITTEN');
  });

  it('says of which assembly it is, what was verified and when', async () => {
    const from = new Date().toISOString().slice(0, 16);
    const { html } = await reported(kept.exported);
    const [, on, time] = /<dt>Audited<\/dt><dd class="mono">(\S+) (\S+) UTC, by the clock/.exec(html)!;
    expect(`${on}T${time}` >= from && `${on}T${time}` <= new Date().toISOString()).toBe(true);
    const { data } = JSON.parse(Buffer.from(kept.events[0]!.bytes).toString()) as { data: { name: string } };
    expect(html).toContain(`<h1>Audit of ${data.name}</h1>`);
    expect(html).toContain(`<title>Audit of ${data.name}, ${on}: valid</title>`);
    expect(html).toContain(`<dt>Verified</dt><dd class="mono">${kept.exported}</dd>`);
  });

  it('ends each line where the count ended', async () => {
    const { html } = await reported(kept.exported);
    const { data } = JSON.parse(
      Buffer.from(kept.events[kept.placeOf('"type":"ResultCertified"') - 1]!.bytes).toString(),
    ) as { data: { result: { scores: Record<string, string> } } };
    for (const [side, score] of Object.entries(data.result.scores)) expect(html).toContain(`>${side} ${score}</text>`);
  });

  it('says what is wrong where something is', async () => {
    const place = kept.placeOf('"choice":"yes"');
    const changed = Buffer.from(kept.events[place - 1]!.bytes)
      .toString()
      .replace('"choice":"yes"', '"choice":"no"');
    const copy = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, rewriting(place, Buffer.from(changed), false)),
    );
    const { exitCode, html } = await reported(copy);
    expect(exitCode).toBe(1);
    expect(html).toContain('<p class="verdict invalid">');
    expect(html).toContain(`<strong>event ${place}</strong>: rule <code>leaf-hash</code>`);
  });

  it('lets no text of the log become markup', async () => {
    const place = kept.placeOf('"type":"ProposalDrafted"');
    const event = JSON.parse(Buffer.from(kept.events[place - 1]!.bytes).toString()) as { data: { title: string } };
    event.data.title = '</title><script>alert(1)</script><img src=x onerror="1">';
    const copy = kept.copy('folder', (folder) =>
      editDatabase(folder, kept.assemblyId, rewriting(place, Buffer.from(canonicalJson(event as never)), true)),
    );
    const { html } = await reported(copy);
    expect(html).toContain('alert(1)');
    expect(html).not.toMatch(/<script|<img/);
  });
});
