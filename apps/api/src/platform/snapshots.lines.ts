import { createReadStream } from 'node:fs';

/** Unit: bytes read at a time. */
const CHUNK = 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a file without their ends, as bytes; none when there is no such file. Memory: the longest line. */
export async function* linesIn(file: string): AsyncIterable<Buffer> {
  let rest: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, end)]);
        rest = [];
        from = end + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return;
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
