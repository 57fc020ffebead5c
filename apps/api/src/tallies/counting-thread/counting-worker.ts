import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { answerTo, type CountQuestion } from '../question';
import type { FromThread, ToThread } from './messages';
import { eventsOf } from './pages';
import { Replica } from './replica';

/** What a thread that counts does: it reads the log through whoever started it, and answers what it is asked, one after the other. */

/** The events that a question needs could not be read: whoever asked knows why. */
class GivenUp extends Error {}

const port = parentPort!;
const tell = (message: FromThread) => port.postMessage(message);

let underWay = 0;
let onPage: (page: Extract<ToThread, { kind: 'page' }>) => void = () => undefined;
let queue: Promise<void> = Promise.resolve();

const replica = new Replica(
  {
    async readAll(after, limit) {
      tell({ kind: 'read', id: underWay, after, limit });
      const { events } = await new Promise<Extract<ToThread, { kind: 'page' }>>((resolve) => (onPage = resolve));
      if (events === undefined) throw new GivenUp();
      return eventsOf(events, after);
    },
  },
  (message) => tell({ kind: 'told', message }),
);

async function answer({ id, position, proposalId, question }: Extract<ToThread, { kind: 'question' }>): Promise<void> {
  underWay = id;
  try {
    if (question.about === 'turning-points') {
      tell({ kind: 'answer', id, answer: await replica.turningPoints(position, proposalId), tookMs: 0 });
    } else await answerFromCount(id, position, proposalId, question);
  } catch (error) {
    // Anything else ends the thread: a count that failed once is not tried again.
    if (!(error instanceof GivenUp)) throw error;
  }
}

async function answerFromCount(
  id: number,
  position: number,
  proposalId: string,
  question: CountQuestion,
): Promise<void> {
  const count = await replica.countAt(position, proposalId);
  const startedMs = performance.now();
  const answer = count && answerTo(question, count);
  tell({ kind: 'answer', id, answer, tookMs: performance.now() - startedMs });
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'page') onPage(message);
  else queue = queue.then(() => answer(message));
});
