import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assembliesIn } from '../backup/backup-files';
import { ExitCode, Interrupted, Stopped } from '../terminal/stopped';
import { decidesNothing, undecided, type AuditFlags } from './auditing';
import { Judged } from './judged';
import type { Judgement } from './verdict';

interface Asked extends AuditFlags {
  readonly report?: string;
}

/** The worst decides what the shell reads. */
const BEST_TO_WORST: readonly Judgement[] = ['valid', 'undecided', 'invalid'];

/**
 * Verify every log at `path`: that is the one that was named, or each one of a data folder, one verdict after the other. Throws `Judged` with
 * the worst of them, and `Stopped` (wrong use) where the flags fit one log alone.
 */
export async function eachLogAt(
  path: string,
  flags: Asked,
  verifyOne: (assembly: string | undefined) => Promise<string>,
): Promise<string> {
  const assemblies = flags.assembly === undefined ? logsIn(path) : [];
  if (assemblies.length < 2) return verifyOne(flags.assembly);
  requireFlagsForAll(flags, assemblies);
  const verdicts: { readonly assembly: string; readonly judgement: Judgement; readonly report: string }[] = [];
  for (const assembly of assemblies)
    verdicts.push({ assembly, ...(await verdictOf(() => verifyOne(assembly), flags.json)) });
  const reports = verdicts.map(({ assembly, report }) => (flags.json ? report : `assembly ${assembly}\n${report}\n`));
  const said = BEST_TO_WORST.flatMap((one) => {
    const count = verdicts.filter(({ judgement }) => judgement === one).length;
    return count === 0 ? [] : [`${count} ${one}`];
  });
  const all = flags.json
    ? `[\n${reports.join(',\n')}\n]\n`
    : `${reports.join('\n')}\n${verdicts.length} logs: ${said.join(', ')}\n`;
  const worst = BEST_TO_WORST.findLast((one) => verdicts.some(({ judgement }) => judgement === one))!;
  if (worst !== 'valid') throw new Judged(worst, all);
  return all;
}

/** None for anything but a data folder, or what has the form of one. What keeps a folder from being read is said by whoever opens the log. */
function logsIn(path: string): readonly string[] {
  const folder = resolve(path);
  try {
    if (!statSync(folder).isDirectory()) return [];
    return ['checkpoint', 'tile'].some((name) => existsSync(join(folder, name))) ? [] : assembliesIn(folder);
  } catch (error) {
    if (decidesNothing(error)) return [];
    throw error;
  }
}

function requireFlagsForAll({ key, head, report }: Asked, assemblies: readonly string[]): void {
  const [flag] = [
    key.length > 0 ? '--key' : [],
    head.length > 0 ? '--head' : [],
    report === undefined ? [] : '--report',
  ].flat();
  if (flag === undefined) return;
  throw new Stopped(
    'ASSEMBLY_UNCLEAR',
    `${flag} is for one log, and here are ${assemblies.length}; name one with --assembly\n${assemblies.map((id) => `  ${id}`).join('\n')}`,
    ExitCode.usage,
  );
}

/** What one log could not be asked must not hide what is wrong with another; only wrong use and Ctrl-C end them all. */
function undecidedBecause(error: unknown, json: boolean): { readonly judgement: Judgement; readonly report: string } {
  if (error instanceof Stopped || error instanceof Interrupted) throw error;
  const { judgement, report } = undecided(error instanceof Error ? error.message : String(error), json);
  return { judgement, report };
}

async function verdictOf(
  verify: () => Promise<string>,
  json: boolean,
): Promise<{ readonly judgement: Judgement; readonly report: string }> {
  try {
    return { judgement: 'valid', report: (await verify()).trimEnd() };
  } catch (error) {
    if (!(error instanceof Judged)) return undecidedBecause(error, json);
    return { judgement: error.judgement, report: error.report.trimEnd() };
  }
}
