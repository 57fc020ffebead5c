import { parentPort } from 'node:worker_threads';
import { unpacked } from './packed-page';
import { RecountHere } from './recount-here';
import type { FromRecount, ToRecount } from './recount-thread';

/** What a thread that recounts does: it follows what it is given, and tells at the end what came out. */

const port = parentPort!;
const tell = (message: FromRecount) => port.postMessage(message);
const recounting = new RecountHere();

port.on('message', (message: ToRecount) => {
  if (message.kind === 'finish') {
    const { listed, dropped } = recounting.outcome().findings;
    tell({ kind: 'recounted', outcome: { ...recounting.outcome(), findings: { listed, dropped } } });
    return;
  }
  for (const event of unpacked(message.page)) recounting.take(event);
  tell({ kind: 'followed', bytes: message.page.bytes.length });
});
