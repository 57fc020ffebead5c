import type { VerifierKey } from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';
import { print, type Terminal } from '../terminal/terminal';
import { receiptFilesAt } from './heads-folder';
import { Judged } from './judged';
import { keptTexts } from './kept-text';
import { smallText } from './kind-of-file';
import { checkedReceipt } from './receipt';

/** What one receipt came to: a verdict, or why there is none. */
interface Told {
  readonly report: string;
  readonly end: Judged | Stopped | undefined;
}

/** Whatever is wrong with one receipt decides over what could not be asked of another. */
const BEST_TO_WORST: readonly ExitCode[] = [ExitCode.done, ExitCode.undecided, ExitCode.usage, ExitCode.failed];
const WORDS: Readonly<Partial<Record<ExitCode, string>>> = {
  [ExitCode.done]: 'valid',
  [ExitCode.undecided]: 'undecided',
  [ExitCode.usage]: 'not to be judged',
  [ExitCode.failed]: 'invalid',
};

/**
 * Check the receipts of all files, and each of a file with several, and say of each what it comes to. Throws `Judged` or `Stopped`, whichever the
 * worst of them is, unless all are good.
 */
export async function eachReceiptIn(
  files: readonly string[],
  keys: readonly VerifierKey[],
  terminal: Terminal,
): Promise<string> {
  const all = (await Promise.all(files.flatMap(receiptFilesAt).map(receiptsIn))).flat();
  if (all.length === 1) return checkedReceipt(all[0]!.text, all[0]!.name, keys);
  const told = all.map(({ text, name }) => ({ name, ...verdictOf(text, name, keys) }));
  const counts = BEST_TO_WORST.flatMap((code) => {
    const count = told.filter(({ end }) => codeOf(end) === code).length;
    return count === 0 ? [] : [`${count} ${WORDS[code]}`];
  });
  const report = [
    ...told.map((one) => `${one.name}\n${one.report.trimEnd()}\n`),
    `${all.length} receipts: ${counts.join(', ')}\n`,
  ].join('\n');
  const worst = BEST_TO_WORST.findLast((code) => told.some(({ end }) => codeOf(end) === code))!;
  const end = told.find((one) => codeOf(one.end) === worst)!.end;
  if (end === undefined) return report;
  if (end instanceof Judged) throw new Judged(end.judgement, report);
  await print(terminal.out, report);
  throw end;
}

async function receiptsIn(file: string): Promise<readonly { readonly text: Uint8Array; readonly name: string }[]> {
  const texts = keptTexts(await smallText(file));
  return texts.map((text, at) => ({
    text,
    name: texts.length === 1 ? file : `${file}, receipt ${at + 1} of ${texts.length}`,
  }));
}

function verdictOf(text: Uint8Array, name: string, keys: readonly VerifierKey[]): Told {
  try {
    return { report: checkedReceipt(text, name, keys), end: undefined };
  } catch (end) {
    if (end instanceof Judged) return { report: end.report, end };
    if (end instanceof Stopped) return { report: `${end.code}: ${end.message}`, end };
    throw end;
  }
}

function codeOf(end: Told['end']): ExitCode {
  return end?.exitCode ?? ExitCode.done;
}
