/** The whole measurement, as JSON lines on standard output. Any wrong answer ends it with an error. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { startChild } from './child.mjs';
import { measureFanOut } from './fan-out.mjs';
import { measureMutations } from './mutations.mjs';
import { checkRefusal } from './refusal.mjs';
import { servers } from './servers.mjs';
import { median, ratio } from './statistics.mjs';

const WARM_UP_SECONDS = 2;
const ROUND_SECONDS = 3;
const ROUNDS = 3;

const print = (line) => console.log(JSON.stringify(line));

/** Rounds are interleaved, each starting at another server, so that a busy moment on the machine hits no one server alone. */
async function raceMutations(children) {
  const results = new Map(children.map(({ name }) => [name, []]));
  for (const child of children) await measureMutations(child, WARM_UP_SECONDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = Math.floor((round * children.length) / ROUNDS);
    for (const child of [...children.slice(start), ...children.slice(0, start)]) {
      const measured = await measureMutations(child, ROUND_SECONDS);
      results.get(child.name).push(measured);
      print({ kind: 'mutation', server: child.name, round: round + 1, ...measured });
    }
  }
  return results;
}

async function raceFanOut(children) {
  const results = new Map();
  for (const child of children) {
    const measured = await measureFanOut(child);
    results.set(child.name, measured);
    print({ kind: 'fan-out', server: child.name, ...measured });
  }
  return results;
}

function summarise(mutations, fanOut) {
  const middle = (name, figure) => median(mutations.get(name).map((measured) => measured[figure]));
  for (const name of mutations.keys()) {
    print({
      kind: 'summary',
      server: name,
      requestsPerSecond: middle(name, 'requestsPerSecond'),
      p50Ms: middle(name, 'p50Ms'),
      p99Ms: middle(name, 'p99Ms'),
      timesSlowerThanBare: ratio(middle('bare', 'requestsPerSecond'), middle(name, 'requestsPerSecond')),
      timesCpuOfBare: ratio(middle(name, 'serverCpuMicrosPerRequest'), middle('bare', 'serverCpuMicrosPerRequest')),
      fanOutMs: fanOut.get(name).medianMs,
      timesFanOutOfRawWs: ratio(fanOut.get(name).medianMs, fanOut.get('bare').medianMs),
      timesFanOutCpuOfRawWs: ratio(
        fanOut.get(name).serverCpuMicrosPerEvent,
        fanOut.get('bare').serverCpuMicrosPerEvent,
      ),
    });
  }
}

if (Number.parseInt(process.versions.node, 10) < 24)
  throw new Error(`Node 24 or later is needed, this is ${process.version}.`);
print({ kind: 'machine', node: process.version, cpu: cpus()[0].model, cores: availableParallelism(), load: loadavg() });
const children = [];
try {
  for (const { name } of servers) children.push(await startChild(name));
  for (const child of children) print(await checkRefusal(child));
  summarise(await raceMutations(children), await raceFanOut(children));
} finally {
  for (const child of children) await child.stop();
}
print({ kind: 'end', load: loadavg() });
