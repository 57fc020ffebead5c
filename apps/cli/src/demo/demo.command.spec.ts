import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Paper, terminalOn } from '../typed.fixture';
import { demo } from './demo.command';
import { openPrivateServer } from './private-server';
import { TemporaryFolder } from './temporary-folder.fixture';

const temporary = new TemporaryFolder();
afterAll(() => temporary.end());

describe('plenum demo', () => {
  it('plays the whole meeting on a private server, in plain lines, and leaves nothing behind', async () => {
    const before = temporary.names;
    const [out, err] = [new Paper(), new Paper()];
    await demo({ data: 'data', fast: true, keep: false }, 0, terminalOn(out, err));
    for (const words of [
      /so far: rejected/,
      /Aina → Tomàs → Núria: yes, carrying \d+ for \d+ others/,
      /Aina → Tomàs → Núria: no/,
      /Aina: yes, own ballot/,
      /\(circle 3\)/,
      /ADOPTED · certified/,
      /refused, ProposalMustBeOpen/,
      /certified count digest {2}[0-9a-f]{64}/,
    ])
      expect(out.text).toMatch(words);
    expect(out.text).not.toContain('\x1b');
    expect(temporary.names).toEqual(before);
  });

  it('plays on a running server as one more proposal, drawn in place on a terminal', async () => {
    const venue = await openPrivateServer(false);
    const [out, err] = [new Paper(80, 24), new Paper(80, 24)];
    await demo({ data: venue.folder, url: venue.url, fast: true, keep: false }, 0, terminalOn(out, err));
    expect(out.text.startsWith('\x1b[?1049h\x1b[?25l')).toBe(true);
    expect(out.text).toContain('\x1b[?25h\x1b[?1049l');
    expect(out.text).toMatch(/ADOPTED · certified/);
    expect(out.text).toContain(`--data ${venue.folder} --assembly ${venue.cast.assemblyId}`);
    expect(existsSync(venue.folder)).toBe(true);
    await venue.close();
  });

  it('gives the terminal back at Ctrl-C, and leaves nothing behind', async () => {
    const before = temporary.names;
    const [out, err, ctrlC] = [new Paper(80, 24), new Paper(80, 24), new AbortController()];
    const playing = demo({ data: 'data', fast: true, keep: false }, 5_000, terminalOn(out, err, ctrlC.signal));
    const drawn = setInterval(() => out.text.includes('Voting is open') && ctrlC.abort(), 10);
    await expect(playing).rejects.toMatchObject({ name: 'Interrupted' });
    clearInterval(drawn);
    expect(out.text).toContain('\x1b[?25h\x1b[?1049l');
    expect(temporary.names).toEqual(before);
  });

  it('asks for the demo assembly of a running server', async () => {
    const [out, err] = [new Paper(), new Paper()];
    const options = { data: tmpdir(), url: 'http://127.0.0.1:1', fast: true, keep: false };
    await expect(demo(options, 0, terminalOn(out, err))).rejects.toMatchObject({ code: 'DEMO_MISSING' });
  });
});
