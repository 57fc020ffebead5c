import { readFileSync, statSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type } from '../typed.fixture';
import { keptAssembly, type KeptAssembly } from './assembly.fixture';
import { Undecidable } from './undecidable';
import { WebFiles, type Patience } from './web-files';

type WebFilesOf = () => WebFiles;

const PAGE = '<!doctype html><title>Welcome</title>';

describe('an export on a web host', () => {
  let kept: KeptAssembly;
  let server: Server;
  let address: string;
  /** What was asked for, with the token that was shown. */
  let asked: [path: string, token: string | undefined][];
  /** Answers in the place of the file; true where it did. */
  let instead: (path: string, answer: ServerResponse) => boolean;
  beforeAll(async () => {
    kept = await keptAssembly();
    server = createServer(serve);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/logs/riu-clar`;
  });
  beforeEach(() => {
    [asked, instead] = [[], () => false];
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    kept.end();
  });

  const serve: RequestListener = ({ url, headers }, answer) => {
    const path = url!.replace('/logs/riu-clar/', '');
    asked.push([path, headers.authorization]);
    if (instead(path, answer)) return;
    const file = join(kept.exported, path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) answer.writeHead(404).end('Not found');
    else answer.writeHead(200, { 'content-type': 'application/octet-stream' }).end(readFileSync(file));
  };
  const answering = (name: RegExp, how: (answer: ServerResponse, path: string) => void) => {
    instead = (path, answer) => {
      if (name.test(path)) how(answer, path);
      return name.test(path);
    };
  };
  const key = () => ['--key', join(kept.exported, 'key')];
  const verify = (...args: readonly string[]) => type(['verify', address, ...args]);
  const fileOf = (path: string) => readFileSync(join(kept.exported, path));

  it('is verified as in a folder, to the byte of the report', async () => {
    const [there, here] = [await verify(...key()), await type(['verify', kept.exported, ...key()])];
    expect({ ...there, err: '' }).toEqual({ ...here, err: '' });
    expect(there.exitCode).toBe(0);
    expect(asked.slice(0, 2).map(([path]) => path)).toEqual(['checkpoint', 'key']);
  });

  it('is known for one whatever slash its address ends in, and by every command that audits', async () => {
    expect((await type(['verify', `${address}/`, ...key()])).exitCode).toBe(0);
    expect((await type(['compare', address, kept.exported, ...key()])).out).toContain('EQUAL');
  });

  it('is not shown the token of whoever asks', async () => {
    expect((await verify(...key(), '--token', 'secret')).exitCode).toBe(0);
    expect(asked.filter(([, token]) => token !== undefined)).toEqual([]);
  });

  it('without a key decides nothing, unless the auditor has it', async () => {
    answering(/^key$/, (answer) => answer.writeHead(404).end());
    expect((await verify()).exitCode).toBe(2);
    expect((await verify()).out).toContain('no key is known');
    expect((await verify(...key())).exitCode).toBe(0);
    answering(/^key$/, (answer) => answer.writeHead(200).end('no key at all'));
    expect((await verify()).exitCode).toBe(2);
    expect((await verify(...key())).exitCode).toBe(0);
  });

  it('in which one vote is another is invalid, as anywhere', async () => {
    answering(/^tile\/entries/, (answer, path) => {
      const bytes = fileOf(path).toString('latin1');
      answer.writeHead(200).end(Buffer.from(bytes.replace('"choice":"yes"', '"choice":"ja!"'), 'latin1'));
    });
    const { exitCode, out } = await verify(...key());
    expect(exitCode).toBe(1);
    expect(out).toContain('rule leaf-hash');
  });

  it('in which one vote is another is invalid even where the host then gives no more of it', async () => {
    instead = (path, answer) => {
      if (path === 'tile/entries/000')
        answer.end(Buffer.from(fileOf(path).toString('latin1').replace('"weight":"1"', '"weight":"9"'), 'latin1'));
      else if (path.startsWith('tile/entries/')) answer.writeHead(404).end();
      else return false;
      return true;
    };
    const { exitCode, out } = await verify(...key());
    expect(exitCode).toBe(1);
    expect(out).toContain('rule leaf-hash');
    expect(out).toContain('only the first 256 events could be read: the host does not give tile/entries/001');
    expect(out).not.toContain('rule log-complete');
    expect(out).not.toContain('rule head-signature');
  });

  it('whose head another key signed is invalid', async () => {
    const lines = fileOf('checkpoint').toString().split('\n');
    lines[2] = Buffer.alloc(32, 7).toString('base64');
    answering(/^checkpoint$/, (answer) => answer.end(lines.join('\n')));
    const { exitCode, out } = await verify(...key());
    expect(exitCode).toBe(1);
    expect(out).toContain('rule head-signature');
  });

  it.each<[string, RegExp, RegExp, (answer: ServerResponse, path: string) => void]>([
    [
      'lacks a bundle',
      /^tile\/(long-)?entries/,
      /tile\/entries\/000 .*no such file/,
      (answer) => answer.writeHead(404).end(),
    ],
    ['lacks a tile', /^tile\/0/, /tile\/0\/000 .*no such file/, (answer) => answer.writeHead(410).end()],
    [
      'gives a page for a tile',
      /^tile\/0/,
      /web page/,
      (answer) => answer.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE),
    ],
    [
      'gives a page for a bundle and does not say so',
      /^tile\/entries/,
      /tile\/entries\/000 /,
      (answer) => answer.end(PAGE),
    ],
    [
      'gives a page for a tile and does not say so',
      /^tile\/0/,
      /tile\/0\/000 .*found 37 bytes/,
      (answer) => answer.end(PAGE),
    ],
    [
      'gives a page for its checkpoint',
      /^checkpoint/,
      /web page/,
      (answer) => answer.setHeader('content-type', 'text/html').end(PAGE),
    ],
    [
      'gives something for its checkpoint',
      /^checkpoint/,
      /did not arrive as a signed head/,
      (answer) => answer.end('Hello'),
    ],
    ['gives an empty checkpoint', /^checkpoint/, /did not arrive as a signed head/, (answer) => answer.end()],
    ['is at its wits’ end', /^tile\/entries/, /status 503/, (answer) => answer.writeHead(503).end()],
    ['asks who is there', /^checkpoint/, /status 401/, (answer) => answer.writeHead(401).end()],
    [
      'points elsewhere',
      /^tile\/0/,
      /points elsewhere, to http:\/\/127\.0\.0\.1:1\/x/,
      (answer) => answer.writeHead(302, { location: 'http://127.0.0.1:1/x' }).end(),
    ],
    ['hangs up', /^tile\/entries/, /could not be read/, (answer) => answer.destroy()],
    [
      'hangs up halfway',
      /^tile\/entries/,
      /could not be read/,
      (answer, path) => {
        const bytes = fileOf(path);
        answer
          .writeHead(200, { 'content-length': bytes.length })
          .write(bytes.subarray(0, bytes.length >> 1), () => answer.destroy());
      },
    ],
    [
      'sends half a bundle as if it were whole',
      /^tile\/entries/,
      /ends inside this entry|ends before this entry/,
      (answer, path) => {
        const bytes = fileOf(path);
        answer.end(bytes.subarray(0, bytes.length >> 1));
      },
    ],
    [
      'sends half a tile as if it were whole',
      /^tile\/0/,
      /found 4096 bytes/,
      (answer, path) => answer.end(fileOf(path).subarray(0, 4096)),
    ],
    ['never ends a tile', /^tile\/0/, /more than 8192 bytes/, endless],
    ['never ends a bundle', /^tile\/entries/, /bytes after its last entry|ends|tile\/entries/, endless],
    ['never ends its checkpoint', /^checkpoint/, /did not arrive as a signed head/, endless],
    [
      'sends what it says is compressed and is not',
      /^tile\/0/,
      /could not be read/,
      (answer) => answer.setHeader('content-encoding', 'gzip').end('no'),
    ],
  ])('of a host that %s decides nothing, and says why', async (_how, name, reason, how) => {
    answering(name, how);
    const { exitCode, out, err } = await verify(...key());
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: '' });
    expect(out).toMatch(/^UNDECIDED: /);
    expect(out).toMatch(reason);
  });

  function endless(answer: ServerResponse): void {
    const more = () => {
      while (!answer.destroyed && answer.write(Buffer.alloc(65_536, 0x41)));
    };
    answer.on('drain', more);
    more();
  }

  it('that is not there is said not to be, with what was asked for and what the host answered', async () => {
    for (const status of [404, 410]) {
      answering(/^checkpoint/, (answer) => answer.writeHead(status).end());
      const { exitCode, out, err } = await verify(...key());
      expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
      expect(err).toBe(
        `NOT_AN_EXPORT: ${address} is no export: ${address}/checkpoint was answered with status ${status}. ` +
          'Give the address of the folder that has the file checkpoint in it\n',
      );
    }
    expect(asked.filter(([, token]) => token !== undefined)).toEqual([]);
    expect((await verify('--token', 'x')).out).toContain('not as a Plenum does');
    expect((await type(['verify', 'http://127.0.0.1:1/', ...key()])).out).toMatch(/^UNDECIDED: .*could not be read/);
    expect((await type(['verify', 'http://[', ...key()])).out).toMatch(/^UNDECIDED: .*is not an address/);
  });

  it.each([
    [401, true],
    [403, true],
    [503, false],
  ])('on a host that answers %p may be behind a server that wants a token: %p', async (status, mayBe) => {
    answering(/^checkpoint/, (answer) => answer.writeHead(status).end());
    const { exitCode, out } = await verify(...key());
    expect(exitCode).toBe(2);
    expect(out).toContain(`was answered with status ${status}`);
    expect(out.includes('--token')).toBe(mayBe);
  });

  describe('is waited for', () => {
    const patient = { silentMs: 60_000, wholeMs: 60_000, graceMs: 60_000, leastBytesPerSecond: 1 };
    const files = (patience: Partial<Patience> = {}) =>
      new WebFiles(address, new AbortController().signal, { ...patient, ...patience });
    const drip = (answer: ServerResponse) => {
      const dripping = setInterval(() => answer.write('a'), 10);
      answer.on('close', () => clearInterval(dripping));
    };

    it.each<[string, WebFilesOf, RegExp, (answer: ServerResponse) => void]>([
      ['says nothing at all', () => files({ silentMs: 60 }), /nothing came for 0\.06 s/, () => undefined],
      [
        'falls silent',
        () => files({ silentMs: 60 }),
        /nothing came for 0\.06 s/,
        (answer) => answer.writeHead(200).write('a'),
      ],
      ['drips for ever', () => files({ wholeMs: 200 }), /more than 0\.2 s/, drip],
      [
        'drips, though it would end in time',
        () => files({ graceMs: 200, leastBytesPerSecond: 8_192 }),
        /the host gave [\d,]+ bytes in \S+ s, less than 8,192 a second/,
        drip,
      ],
    ])('only so long where it %s', async (_how, from, reason, how) => {
      answering(/^checkpoint/, how);
      const read = from().read('checkpoint', 1_000_000);
      await expect(read).rejects.toThrow(Undecidable);
      await expect(read).rejects.toThrow(reason);
    });

    it('as a whole: file after file that drips takes from the same patience', async () => {
      const slow = files({ graceMs: 300, leastBytesPerSecond: 8_192 });
      answering(/^slow/, (answer) => setTimeout(() => answer.end('a'), 40));
      const reading = (async () => {
        for (let file = 0; file < 1_000; file += 1) await slow.read(`slow/${file}`, 100);
      })();
      await expect(reading).rejects.toThrow(/less than 8,192 a second/);
      expect(asked.length).toBeLessThan(20);
    });

    it('and given the time that an honest slow line needs', async () => {
      const slow = files({ graceMs: 100, leastBytesPerSecond: 8_192 });
      answering(/^slow/, (answer) => setTimeout(() => answer.end(Buffer.alloc(4_096)), 40));
      for (let file = 0; file < 8; file += 1) expect(await slow.read(`slow/${file}`, 4_096)).toHaveLength(4_096);
    });

    it('until the auditor has had enough', async () => {
      answering(/^checkpoint/, () => undefined);
      const enough = new AbortController();
      const read = type(['verify', address, ...key()], { signal: enough.signal });
      while (asked.length === 0) await new Promise(setImmediate);
      enough.abort();
      expect((await read).exitCode).toBe(130);
    });

    it('for no more bytes than a file can have', async () => {
      answering(/^checkpoint/, endless);
      expect(await files().read('checkpoint', 100_000)).toHaveLength(100_000);
    });
  });
});
