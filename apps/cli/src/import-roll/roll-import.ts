import type { GraphqlClient } from '../server/graphql-client';
import { REFUSAL, type Refusal } from '../server/refusal';

export interface RollImported {
  readonly rows: number;
  /** In a dry run, lines about people without a number who have the name of somebody on the roll; null otherwise. */
  readonly namesakes: readonly number[] | null;
  /** Null after a dry run. */
  readonly recorded: { readonly receipt: { readonly position: number; readonly repeated: boolean } } | null;
}

export interface ImportStep {
  readonly rowsDone: number;
  readonly rowsTotal: number | null;
}

const IMPORT = `
  mutation ImportRoll($input: ImportRollInput!) {
    importRoll(input: $input) {
      ... on RollImported { rows namesakes recorded { receipt { position repeated } } }
      ${REFUSAL}
    }
  }`;

const PROGRESS = `
  subscription ImportProgressed($commandId: ID!) {
    rollImportProgressed(commandId: $commandId) { rowsDone rowsTotal }
  }`;

export async function importRoll(
  client: GraphqlClient,
  input: { readonly commandId: string; readonly csv: string; readonly dryRun: boolean },
): Promise<RollImported | Refusal> {
  return (await client.ask<{ importRoll: RollImported | Refusal }>(IMPORT, { input })).importRoll;
}

/** Hear how far the import is. Only a comfort: when the socket fails, the import's own answer still tells all. */
export function followImport(client: GraphqlClient, commandId: string, hear: (step: ImportStep) => void): () => void {
  return client.watch<{ rollImportProgressed: ImportStep }>(
    PROGRESS,
    { commandId },
    { hear: ({ rollImportProgressed }) => hear(rollImportProgressed), fail: () => undefined },
  );
}
