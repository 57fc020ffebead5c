import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { formatProof, KeyKind, leafHashOf, signCheckpoint, SignerKey, VerifierKey } from '@plenum/event-log';
import { type } from '../typed.fixture';
import { keptAssembly, type KeptAssembly } from './assembly.fixture';
import { audit } from './audit';
import { openSubject } from './subject';

/** More events than anybody could send, and the greatest number that a head can say. */
const INVENTED = 2 ** 53 - 1;

describe('a host that means ill', () => {
  let kept: KeptAssembly;
  let server: Server;
  let address: string;
  let asked: number;
  /** Answers, or gives the file of the sound export. */
  let answers: (path: string, answer: ServerResponse, request: IncomingMessage) => boolean;
  beforeAll(async () => {
    kept = await keptAssembly();
    server = createServer((request, answer) => {
      asked += 1;
      const path = request.url!.slice(1);
      if (answers(path, answer, request)) return;
      const file = join(kept.exported, path);
      if (!statSync(file, { throwIfNoEntry: false })?.isFile()) answer.writeHead(404).end();
      else answer.end(readFileSync(file));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    own = stranger();
  });
  beforeEach(() => {
    [asked, answers] = [0, () => false];
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    kept.end();
  });

  const origin = () => `plenum.local/${kept.assemblyId}`;
  const agendaKey = () => VerifierKey.parse(readFileSync(kept.agendaKey, 'utf8').trim());
  const headBy = (signer: SignerKey, size = INVENTED) => signCheckpoint({ size, root: Buffer.alloc(32, 7) }, signer);
  const stranger = () => SignerKey.generate(origin(), KeyKind.note);
  /** The host's own, of the name that the log's key has. */
  let own: SignerKey;
  /** The same head, with a line that says the agenda's key signed it. */
  const forged = () => {
    const [line] = readFileSync(join(kept.exported, 'checkpoint'), 'utf8').split('\n').slice(-2);
    return headBy(stranger()).replace(/\u2014 .*/u, line!);
  };

  /** As many events as anybody asks for, each of which could follow the one before; of a type that no release has. */
  const bundle = (index: number): readonly Buffer[] =>
    Array.from({ length: 256 }, (_, at) => {
      const revision = index * 256 + at;
      return Buffer.from(
        `{"actor":"role:chair","assembly":"${kept.assemblyId}","at":"2026-11-24T18:00:00.000Z","command":"c${revision}",` +
          `"commandDigest":"${'0'.repeat(64)}","data":{},"revision":${revision},"stream":"s","type":"NothingHappened","version":1}`,
      );
    });
  const withLengths = (event: Buffer) => [Buffer.of(event.length >> 8, event.length & 255), event];
  const givingForEver = (checkpoint: string) => (path: string, answer: ServerResponse) => {
    const [, kind, place] = /^tile\/(0|entries)\/([x\d/]+)$/.exec(path) ?? [];
    if (path === 'checkpoint') answer.end(checkpoint);
    else if (place === undefined) return false;
    else {
      const events = bundle(Number(place.replace(/[x/]/g, '')));
      answer.end(Buffer.concat(kind === '0' ? events.map((event) => leafHashOf(event)) : events.flatMap(withLengths)));
    }
    return true;
  };
  const audited = async (events: number, bytes: number, keys: readonly VerifierKey[] = [agendaKey()]) => {
    const interrupted = new AbortController().signal;
    const subject = await openSubject(address, { interrupted });
    const options = { keys, earlier: [], interrupted, onPage: () => undefined, mostUnsigned: { events, bytes } };
    return audit(subject, options);
  };

  it.each<[string, () => string, 'with the key' | 'without it']>([
    ['another signed', () => headBy(stranger()), 'with the key'],
    ['is forged', forged, 'with the key'],
    ['its own key signed', () => headBy(own), 'without it'],
  ])('and gives events for ever under a head that %s is left after as many as are allowed', async (_how, head, how) => {
    const forEver = givingForEver(head());
    answers = (path, answer) => {
      if (path === 'key' && how === 'without it') return Boolean(answer.end(own.verifier.toString()));
      return asked > 200 ? Boolean(answer.destroy()) : forEver(path, answer);
    };
    const keys = how === 'with the key' ? [agendaKey()] : [];
    await expect(audited(3_000, 1e9, keys)).rejects.toThrow(
      /^the rest was not read: .* no key that is trusted has signed more than 0 events/,
    );
    // The head, the key, and of each of twelve bundles its hashes and its events.
    expect(asked).toBe(2 + 2 * 12);
    await expect(audited(1e9, 500_000, keys)).rejects.toThrow(/^the rest was not read/);
    expect(asked).toBeLessThan(100);
  });

  it('is found to have another log than yours, though it gives events for ever after the first that differs', async () => {
    const good = givingForEver(headBy(stranger()));
    answers = (path, answer) => (asked > 12 ? Boolean(answer.destroy()) : good(path, answer));
    const { exitCode, out } = await type(['compare', kept.exported, address, '--key', kept.agendaKey]);
    expect(exitCode).toBe(1);
    expect(out).toContain('event 1');
  });

  it('is left where it stops, however much its head promises', async () => {
    answers = (path, answer) => {
      if (path === 'checkpoint') answer.end(headBy(stranger()));
      return path === 'checkpoint';
    };
    const { exitCode, out } = await type(['verify', address, '--key', kept.agendaKey]);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/the host does not give tile\/entries\//);
    expect(asked).toBeLessThan(20);
  });

  it('is read to the end of what a trusted key signed, and no allowance is needed for that', async () => {
    const verdict = await audited(1, 1);
    expect(verdict).toMatchObject({ events: kept.events.length, findings: [], undecided: [] });
  });

  it.each<[string, string, (path: string, answer: ServerResponse) => boolean]>([
    ['a hash', 'leaf-hash', (path, answer) => path === 'tile/0/000' && Boolean(answer.end(Buffer.alloc(256 * 32)))],
    [
      'what an event says',
      'event-form',
      (path, answer) => {
        const events = bundle(0).map((event) =>
          Buffer.from(event.toString().replace('NothingHappened', 'VotingClosed')),
        );
        if (path === 'tile/0/000') answer.end(Buffer.concat(events.map((event) => leafHashOf(event))));
        else if (path === 'tile/entries/000') answer.end(Buffer.concat(events.flatMap(withLengths)));
        return path.endsWith('/000');
      },
    ],
  ])('and finds fault with %s before it is left: what was found stays found', async (_what, rule, spoilt) => {
    const good = givingForEver(headBy(stranger()));
    answers = (path, answer) => spoilt(path, answer) || good(path, answer);
    const verdict = await audited(600, 1e9);
    expect(verdict.findings[0]).toMatchObject({ rule, position: 1 });
    expect(verdict.undecided.join()).toContain('only the first 768 events could be read: the rest was not read');
  });

  it('and never ends the body of a "not found" is hung up on', async () => {
    const hungUp: Promise<void>[] = [];
    answers = (path, answer) => {
      if (!path.startsWith('tile/0')) return false;
      hungUp.push(new Promise((resolve) => answer.on('close', resolve)));
      answer.writeHead(404);
      const more = () => {
        while (!answer.destroyed && answer.write(Buffer.alloc(65_536)));
      };
      answer.on('drain', more);
      more();
      return true;
    };
    const { exitCode } = await type(['verify', address, '--key', kept.agendaKey]);
    expect(exitCode).toBe(2);
    await Promise.all(hungUp);
  });

  it('and is a server whose answer never ends is hung up on', async () => {
    let hungUp: Promise<void> | undefined;
    answers = (path, answer) => {
      if (path !== 'graphql') return path === 'checkpoint' && Boolean(answer.writeHead(404).end());
      hungUp = new Promise((resolve) => answer.on('close', resolve));
      answer.setHeader('content-type', 'application/json').write('{"data":"');
      const more = () => {
        while (!answer.destroyed && answer.write(Buffer.alloc(1_048_576, 'a')));
      };
      answer.on('drain', more);
      more();
      return true;
    };
    const { exitCode, out, err } = await type(['verify', address, '--token', 'x', '--key', kept.agendaKey]);
    expect({ exitCode, said: out + err }).toEqual({
      exitCode: 2,
      said: expect.stringContaining('does not end its answer'),
    });
    await hungUp;
  });

  describe('and is a server that does not give', () => {
    const serving = (
      head: string,
      receiptOf: (position: number) => object | null,
      verifierKey = agendaKey().toString(),
    ) => {
      answers = (path, answer, request) => {
        if (path !== 'graphql') return path === 'checkpoint' && Boolean(answer.writeHead(404).end());
        let body = '';
        request.on('data', (piece: Buffer) => (body += piece.toString()));
        request.on('end', () => {
          const { variables } = JSON.parse(body) as { variables?: { position: number } };
          const logHead = { checkpoint: head, verifierKey };
          const data = body.includes('logHead') ? { logHead } : { receiptProof: receiptOf(variables!.position) };
          answer.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
        });
        return true;
      };
      return type(['verify', address, '--token', 'x', '--key', kept.agendaKey]);
    };
    const newest = () => readFileSync(join(kept.exported, 'checkpoint'), 'utf8');
    const receipt = (index: number, { bytes, leafHash }: { bytes: Uint8Array; leafHash: Uint8Array }) => ({
      text: formatProof({ index, extra: bytes, path: [] }, newest()),
      leafHash: Buffer.from(leafHash).toString('hex'),
    });

    it('the events that its head promises is asked for a handful', async () => {
      const { exitCode, out } = await serving(headBy(stranger()), () => null);
      expect(exitCode).toBe(1);
      expect(out).toContain('event 1: rule no-gap');
      expect(asked).toBeLessThan(30);
    });

    const everyReceipt = (position: number) => receipt(position - 1, kept.events[position - 1]!);

    it('a head or a key in their form is found', async () => {
      expect((await serving(newest(), everyReceipt)).exitCode).toBe(0);
      const headless = await serving('mine', everyReceipt);
      expect(headless.exitCode).toBe(1);
      expect(headless.out).toContain('log: rule head-form');
      const keyless = await serving(newest(), everyReceipt, 'mine');
      expect(keyless.exitCode).toBe(1);
      expect(keyless.out).toContain('log: rule key-form');
    });

    it('an event its own receipt is found', async () => {
      const { exitCode, out } = await serving(newest(), (position) =>
        receipt(position === 40 ? 40 : position - 1, kept.events[position - 1]!),
      );
      expect(exitCode).toBe(1);
      expect(out).toContain('event 40: rule no-gap (receiptProof)');
      expect(out).toContain('found    a receipt of event 41');
    });
  });
});
