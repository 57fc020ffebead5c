import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A running server process. Rejects if it dies before it listens. */
export async function startChild(name) {
  const child = fork(fileURLToPath(new URL('./serve.mjs', import.meta.url)), [name], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const died = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${name} ended with code ${code}.`)));
  died.catch(() => {});
  const answer = () => Promise.race([once(child, 'message').then(([message]) => message), died]);
  const { port } = await answer();
  return {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    /** CPU time the process has used so far, user and system, in microseconds. */
    async cpuMicros() {
      child.send('cpu?');
      const { cpu } = await answer();
      return cpu.user + cpu.system;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await died.catch(() => {});
    },
  };
}
