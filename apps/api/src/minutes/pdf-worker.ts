import { parentPort, workerData } from 'node:worker_threads';
import { pdfDocument } from './pdf-document';

/** What is to be printed. */
export interface Print {
  readonly text: string;
  readonly title: string;
  readonly createdAt: string;
}

/** What a thread that prints does: one document, and then it ends. A failure ends it too, and is told by its end. */
const { text, title, createdAt } = workerData as Print;
void pdfDocument(text, title, createdAt).then((pdf) => parentPort!.postMessage(pdf.toString('base64')));
