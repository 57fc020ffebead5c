import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  CHECKPOINT_FILE,
  LogInterruption,
  LogOnReadOnlyMedium,
  ProofMalformed,
  SqliteSuspect,
  TiledLog,
  TiledSuspect,
  VerifierKey,
  type Finding,
  type SuspectLog,
} from '@plenum/event-log';
import { chosenAssembly } from '../data-folder/data-folder';
import { placeOfFile, placeOfLog, type LogPlace } from '../data-folder/log-place';
import { ExitCode, Stopped } from '../terminal/stopped';
import { GraphqlClient } from '../server/graphql-client';
import { headsIn, tailBeside, type FoundHead } from './heads';
import { headsBeside } from './heads-beside';
import { asksWho, servedHead, ServedLog } from './served-log';
import { Undecidable } from './undecidable';
import { openWebExport } from './web-export';
import { WebFiles } from './web-files';

/** What is to be audited, opened but not yet read: the log, and the heads and the key that lie beside it. */
export interface Subject {
  readonly name: string;
  readonly log: SuspectLog;
  readonly heads: readonly FoundHead[];
  readonly key: VerifierKey | undefined;
  /** Whether that key lay in a data folder, where the server has its own, and did not come with a copy of the log. */
  readonly keyIsTheServers: boolean;
  /** Where the log comes from somebody's host, and its size is the word of that. */
  readonly onTheWeb?: true;
  readonly findings: readonly Finding[];
  /** Where heads should be and none could be read, for the list of what was not checked. */
  readonly notRead?: readonly string[];
  close(): void;
}

const SUFFIX = '.log.db';
const URL_ON_THE_WEB = /^https?:\/\//;

interface Where {
  readonly assembly?: string;
  readonly headsDir?: string;
  /** Those that the auditor gave: by them the list of heads is known where no key lies beside the log. */
  readonly keys?: readonly VerifierKey[];
  /** Bearer token, where `path` is a server's URL. */
  readonly token?: string;
  readonly interrupted?: AbortSignal;
}

/** Throws `Stopped` (wrong use) when nothing is there, and `Undecidable` when it is no log this release can read. */
export async function openSubject(path: string, options: Where): Promise<Subject> {
  if (URL_ON_THE_WEB.test(path)) return openOnTheWeb(path, options);
  const at = resolve(path);
  const found = statSync(at, { throwIfNoEntry: false });
  if (found === undefined) throw new Stopped('PATH_MISSING', `there is nothing at ${at}`, ExitCode.usage);
  if (!found.isDirectory()) return openDatabase(at, options);
  const names = readdirSync(at);
  if (names.includes('checkpoint') || names.includes('tile')) return openExport(at);
  if (!names.some((name) => name.endsWith(SUFFIX) || name === 'processes'))
    throw new Undecidable(`${at} is neither an export nor a data folder: it has no checkpoint and no log file`);
  const place = await placeOfLog(at, await chosenAssembly(at, options.assembly));
  if (place === undefined)
    throw new Stopped('LOG_NOT_FOUND', `there is no log of that assembly in ${at}`, ExitCode.usage);
  return openDatabase(place.file, options);
}

async function openExport(directory: string): Promise<Subject> {
  const log = new TiledLog(directory);
  const checkpoint = await log.checkpoint();
  if (checkpoint === undefined)
    throw new Undecidable(`${directory} has no checkpoint, so there is nothing signed to compare its events with`);
  const { heads, findings } = headsIn(join(directory, 'checkpoint'), checkpoint);
  const key = await log.key();
  const read = key === undefined ? {} : keyIn(join(directory, 'key'), key);
  return {
    name: directory,
    log: new TiledSuspect(log, heads[0]?.checkpoint.size ?? 0),
    heads,
    key: read.key,
    keyIsTheServers: false,
    findings: [...findings, ...(read.findings ?? [])],
    close: () => undefined,
  };
}

const WHO_ASKS = 'say who asks: --token, or PLENUM_TOKEN; see plenum token';

/** An export that lies there, known by its checkpoint, for which the token is not shown to anybody; or else a server. */
async function openOnTheWeb(
  url: string,
  { token, interrupted = new AbortController().signal }: Where,
): Promise<Subject> {
  const files = new WebFiles(url, interrupted);
  const exported = await openWebExport(files).catch((error: unknown) => {
    if (!(error instanceof Undecidable)) throw error;
    // Whoever has a token means a server: what that one says of its log counts, not what it says to a name it does not know.
    if (token !== undefined) return undefined;
    throw files.status === 401 || files.status === 403
      ? new Undecidable(`${error.message}; if a server is behind that, ${WHO_ASKS}`)
      : error;
  });
  if (exported !== undefined) return exported;
  if (token !== undefined) return openServed(url, token, interrupted);
  if (await asksWho(url, interrupted))
    throw new Stopped('TOKEN_MISSING', `a server answers at ${url}; ${WHO_ASKS}`, ExitCode.usage);
  throw new Stopped(
    'NOT_AN_EXPORT',
    `${url} is no export: ${files.urlOf(CHECKPOINT_FILE)} was answered with status ${files.status}. ` +
      'Give the address of the folder that has the file checkpoint in it',
    ExitCode.usage,
  );
}

async function openServed(url: string, token: string, interrupted: AbortSignal): Promise<Subject> {
  const client = new GraphqlClient(url, token, interrupted);
  const head = await servedHead(client);
  if (head === undefined) throw new Undecidable(`${url} has not signed a head yet`);
  const { heads, findings } = headsIn(url, Buffer.from(head.checkpoint));
  const read = keyIn(url, Buffer.from(head.verifierKey));
  return {
    name: url,
    log: new ServedLog(client, heads[0]?.checkpoint.size ?? 0),
    heads,
    key: read.key,
    keyIsTheServers: false,
    onTheWeb: true,
    findings: [...findings, ...(read.findings ?? [])],
    close: () => undefined,
  };
}

async function openDatabase(file: string, { headsDir, keys = [] }: Where): Promise<Subject> {
  const log = openSuspect(file);
  const place = placeOfFile(file);
  const name = basename(file).replace(/\.log\.db$/, '');
  const keyFile = join(place.dataFolder, `${name}.verifier.key`);
  const read = existsSync(keyFile) ? keyIn(keyFile, await tailBeside(keyFile, 4_096)) : {};
  const found = await headsBeside({
    assemblyId: basename(file, SUFFIX),
    newest: join(place.processFolder, `${name}.checkpoint`),
    second: secondPlace(place, headsDir),
    isNamed: headsDir !== undefined,
    keys: read.key === undefined ? keys : [read.key],
  });
  return {
    name: file,
    log,
    heads: found.heads,
    key: read.key,
    keyIsTheServers: true,
    findings: [...(read.findings ?? []), ...found.findings],
    notRead: found.notRead,
    close: () => log.close(),
  };
}

function openSuspect(file: string): SqliteSuspect {
  // A pipe would be waited for, and a device read without an end.
  if (!statSync(file).isFile()) throw new Undecidable(`${file} is not a plain file`);
  try {
    return SqliteSuspect.open(file);
  } catch (error) {
    if (error instanceof LogOnReadOnlyMedium) throw new Undecidable(`${error.message}. ${error.advice}`);
    if (error instanceof LogInterruption) throw new Undecidable(error.message);
    throw error;
  }
}

/** Servers of an event store have a numbered folder each in the second place, by the number of their process; it may be named itself. */
function secondPlace({ dataFolder, processFolder, isCopy }: LogPlace, headsDir = `${dataFolder}-heads`): string {
  const numbered = join(headsDir, basename(processFolder));
  return isCopy && existsSync(numbered) ? numbered : headsDir;
}

function keyIn(file: string, bytes: Uint8Array): { key?: VerifierKey; findings?: readonly Finding[] } {
  try {
    return { key: VerifierKey.parse(Buffer.from(bytes).toString('utf8').replace(/\n$/, '')) };
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    return { findings: [{ rule: 'key-form', where: file, expected: 'a verifier key', found: error.reason }] };
  }
}
