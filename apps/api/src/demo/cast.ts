import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who is who in the demo assembly; kept beside the logs so that every start can print their tokens. */
export interface DemoCast {
  readonly assemblyId: string;
  readonly chair: DemoPerson;
  readonly delegate: DemoPerson;
  readonly member: DemoPerson;
  /** Somebody else whom many trust. */
  readonly trusted: DemoPerson;
  readonly openProposalId: string;
  /** False until every demo command was recorded; an interrupted seeding goes on at the next start. */
  readonly complete: boolean;
}

export interface DemoPerson {
  readonly memberId: string;
  readonly name: string;
}

const fileIn = (dataDir: string) => join(dataDir, 'demo.json');

export function readCast(dataDir: string): DemoCast | undefined {
  const file = fileIn(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoCast) : undefined;
}

export function writeCast(dataDir: string, cast: DemoCast): void {
  writeFileSync(fileIn(dataDir), JSON.stringify(cast, null, 2));
}
