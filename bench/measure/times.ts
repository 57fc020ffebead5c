import { performance } from 'node:perf_hooks';

export interface Times {
  readonly wallMs: number;
  /** Of all threads of this process: what others do on the machine moves it less. */
  readonly processorMs: number;
}

export async function timesOf(work: () => Promise<unknown>): Promise<Times> {
  const [start, usage] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(usage);
  return { wallMs: performance.now() - start, processorMs: (user + system) / 1000 };
}
