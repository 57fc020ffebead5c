import autocannon from 'autocannon';
import { ballot, castBallotBody, receiptPosition } from './operations.mjs';
import { quantile } from './statistics.mjs';

const CONNECTIONS = 64;
const BALLOTS_IN_ROTATION = 64;

function checkedRequests() {
  return Array.from({ length: BALLOTS_IN_ROTATION }, () => {
    const input = ballot();
    const onResponse = (status, text) => receiptPosition(input, status, text);
    return { method: 'POST', headers: { 'content-type': 'application/json' }, body: castBallotBody(input), onResponse };
  });
}

/**
 * castBallot over 64 keep-alive connections, each sending its next request when it has the answer.
 * @returns requests per second, latency quantiles in milliseconds, CPU time of the server in microseconds per request.
 */
export async function measureMutations({ url, cpuMicros }, durationSeconds) {
  const latencies = [];
  const cpuBefore = await cpuMicros();
  const startedAt = performance.now();
  const run = autocannon({ url, connections: CONNECTIONS, duration: durationSeconds, requests: checkedRequests() });
  run.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
  const { errors, timeouts, non2xx } = await run;
  const elapsedSeconds = (performance.now() - startedAt) / 1000;
  const cpuAfter = await cpuMicros();
  if (errors + timeouts + non2xx > 0)
    throw new Error(`${url}: ${errors} errors, ${timeouts} timeouts, ${non2xx} not 2xx.`);
  return {
    requestsPerSecond: Math.round(latencies.length / elapsedSeconds),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    serverCpuMicrosPerRequest: Math.round((cpuAfter - cpuBefore) / latencies.length),
  };
}
