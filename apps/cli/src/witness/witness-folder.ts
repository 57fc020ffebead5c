import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { KeyKind, parseCheckpoint, ProofMalformed, SignerKey, type Checkpoint } from '@plenum/event-log';
import { ExitCode, Stopped } from '../terminal/stopped';

const KEY_FILE = 'witness.key';

/** What a witness keeps: its key, and of each log the newest head that it cosigned. */
export class WitnessFolder {
  readonly key: SignerKey;

  /** A new folder gets a key of this name; a folder that has one keeps it. */
  constructor(
    private readonly folder: string,
    name: string | undefined,
  ) {
    const file = join(folder, KEY_FILE);
    if (!existsSync(file)) this.begin(file, name);
    this.key = parsed(file, () => SignerKey.parse(readFileSync(file, 'utf8').trim()));
  }

  /** The newest head cosigned of this log; undefined at the first meeting. */
  seen(origin: string): Checkpoint | undefined {
    const file = this.fileOf(origin);
    return existsSync(file) ? parsed(file, () => parseCheckpoint(readFileSync(file))) : undefined;
  }

  /** On disk when this returns: a witness that forgets could cosign two stories. */
  remember(origin: string, note: string): void {
    written(`${this.fileOf(origin)}.new`, note, 'w');
    renameSync(`${this.fileOf(origin)}.new`, this.fileOf(origin));
  }

  private begin(file: string, name: string | undefined): void {
    if (name === undefined)
      throw new Stopped(
        'NAME_MISSING',
        `${this.folder} has no key yet; name the new witness with --name`,
        ExitCode.usage,
      );
    const key = parsed('--name', () => SignerKey.generate(name, KeyKind.cosignature));
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    written(file, `${key.toSecret()}\n`, 'wx');
  }

  /** An origin can hold any character; its hash is a file name everywhere. */
  private fileOf(origin: string): string {
    return join(this.folder, `${createHash('sha256').update(origin).digest('hex').slice(0, 32)}.checkpoint`);
  }
}

function parsed<T>(what: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof ProofMalformed)) throw error;
    throw new Stopped('WITNESS_FOLDER_SPOILT', `${what}: ${error.message}`, ExitCode.usage);
  }
}

function written(file: string, text: string, flag: 'w' | 'wx'): void {
  const descriptor = openSync(file, flag, 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
