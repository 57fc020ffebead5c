import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { StoredEvent } from '@plenum/domain';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { headsDirOf, originPrefixOf, processDirOf, type Config } from '../../platform/config';
import { KeptHeads } from './kept-heads';
import { KeptTiles } from './kept-tiles';
import { logKeyIn } from './log-key';
import { LogSigner } from './log-signer';

/** What a hall wants to see signed at once, rather than within a second. */
const URGENT: ReadonlySet<StoredEvent['type']> = new Set(['VotingOpened', 'VotingClosed', 'ResultCertified']);

/** A signer for every open log. */
@Injectable()
export class LogSigners implements BeforeApplicationShutdown {
  private readonly logger = new Logger('LogSigners');
  private readonly signers = new Map<string, Promise<LogSigner>>();

  constructor(
    private readonly assemblies: Assemblies,
    private readonly config: Config,
  ) {}

  /** Compare every log with the last head kept of it. Throws what `LogSigner.open` throws: such a log must not be served. */
  async start(): Promise<void> {
    for (const assembly of await this.assemblies.openAll()) await this.watch(assembly);
    this.assemblies.onOpen((assembly) => {
      this.watch(assembly).catch((reason: unknown) => this.logger.error(`${assembly.id}: ${String(reason)}`));
    });
  }

  async of(assemblyId: string): Promise<LogSigner> {
    return this.watch(await this.assemblies.open(assemblyId));
  }

  /** The public key of every log, to be printed where nobody can change it afterwards. */
  async verifierKeys(): Promise<readonly string[]> {
    const signers = await Promise.all(this.signers.values());
    return signers.map(({ verifier }) => verifier.toString());
  }

  /** While the logs are still open: the last head covers all that was recorded. */
  async beforeApplicationShutdown(): Promise<void> {
    const signers = await Promise.allSettled(this.signers.values());
    for (const signer of signers) if (signer.status === 'fulfilled') await signer.value.stop();
  }

  private watch(assembly: OpenAssembly): Promise<LogSigner> {
    const known = this.signers.get(assembly.id);
    if (known !== undefined) return known;
    const opening = this.opened(assembly);
    this.signers.set(assembly.id, opening);
    return opening;
  }

  private async opened({ id, log, view }: OpenAssembly): Promise<LogSigner> {
    const { dataDir } = this.config;
    const key = logKeyIn(dataDir, id, originPrefixOf(this.config));
    const processDir = processDirOf(this.config);
    const heads = new KeptHeads(processDir, headsDirOf(this.config), id, key.verifier);
    const failed = (reason: unknown) => this.logger.error(`${id}: no head could be signed: ${String(reason)}`);
    const signer = await LogSigner.open(log, key, heads, new KeptTiles(processDir, id), failed);
    view.listen(({ after, events }) =>
      signer.want(
        after.position,
        events.some(({ type }) => URGENT.has(type)),
      ),
    );
    signer.want(view.record.position, true);
    return signer;
  }
}
