import { dirname } from 'node:path';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { StoredEvent } from '@plenum/domain';
import type { KeyPeriod } from '@plenum/event-log';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { headsDirOf, originPrefixOf, processDirOf, type Config } from '../../platform/config';
import { asInterruption, StorageUnavailable } from '../../platform/storage';
import { endsSigning } from './interruptions';
import { KeptHeads } from './kept-heads';
import { KeptTiles } from './kept-tiles';
import { keysInLog } from './keys-in-log';
import { logKeyIn } from './log-key';
import { LogSigner } from './log-signer';
import { prepareSecondPlace, secondPlaceNotice } from './second-place';

/** What a hall wants to see signed at once, rather than within a second. */
const URGENT: ReadonlySet<StoredEvent['type']> = new Set(['VotingOpened', 'VotingClosed', 'ResultCertified']);

/** A signer for every open log. */
@Injectable()
export class LogSigners implements BeforeApplicationShutdown {
  private readonly logger = new Logger('LogSigners');
  private readonly signers = new Map<string, Promise<LogSigner>>();
  private readonly notElsewhere: string[] = [];
  /** Code of what ended the signing of a log, by assembly. */
  private readonly ended = new Map<string, string>();

  constructor(
    private readonly assemblies: Assemblies,
    private readonly config: Config,
  ) {}

  /**
   * Prepare the second place, and compare every log with the last head kept of it. Throws `SecondPlaceUnusable`, and what `LogSigner.open`
   * throws: such a log must not be served.
   */
  async start(): Promise<void> {
    const headsDir = headsDirOf(this.config);
    // Each of several processes has a folder of its own inside the one that was configured.
    if (this.config.processDir !== undefined) prepareSecondPlace(dirname(headsDir));
    prepareSecondPlace(headsDir);
    for (const assembly of await this.assemblies.openAll()) await this.watch(assembly);
    this.assemblies.onOpen((assembly) => {
      this.watch(assembly).catch((reason: unknown) => this.logger.error(`${assembly.id}: ${String(reason)}`));
    });
  }

  async of(assemblyId: string): Promise<LogSigner> {
    return this.watch(await this.assemblies.open(assemblyId));
  }

  /** Of every log the keys that it has had, oldest first: the last is to be printed where nobody can change it afterwards. */
  async keys(): Promise<readonly (readonly KeyPeriod[])[]> {
    const signers = await Promise.all(this.signers.values());
    return signers.map(({ keys }) => keys);
  }

  /** To be read by whoever started the server; empty where every log that has heads has them in both places. */
  get notice(): string {
    return secondPlaceNotice(headsDirOf(this.config), this.notElsewhere);
  }

  /** Stable code of why a log is signed no more until the server is started again; undefined while all are. */
  get failure(): string | undefined {
    const [first] = this.ended.values();
    return first;
  }

  /** While the logs are still open: the last head covers all that was recorded. */
  async beforeApplicationShutdown(): Promise<void> {
    const signers = await Promise.allSettled(this.signers.values());
    for (const signer of signers) if (signer.status === 'fulfilled') await signer.value.stop();
  }

  private watch(assembly: OpenAssembly): Promise<LogSigner> {
    const known = this.signers.get(assembly.id);
    if (known !== undefined) return known;
    const opening = this.opened(assembly).catch((error: unknown) => {
      throw asInterruption('the keys and heads of the log', error);
    });
    this.signers.set(assembly.id, opening);
    // What the log itself refuses stays refused; a disk that fails is tried again by the next who asks.
    opening.catch((error: unknown) => error instanceof StorageUnavailable && this.signers.delete(assembly.id));
    return opening;
  }

  private async opened({ id, log, view }: OpenAssembly): Promise<LogSigner> {
    const { dataDir } = this.config;
    const keys = await keysInLog(log);
    const key = logKeyIn(dataDir, id, originPrefixOf(this.config), keys?.current);
    const processDir = processDirOf(this.config);
    const heads = new KeptHeads(processDir, headsDirOf(this.config), id, keys?.first ?? key.verifier, keys);
    if (heads.onlyHere) this.notElsewhere.push(id);
    const failed = (reason: unknown) => {
      this.logger.error(`${id}: no head could be signed: ${String(reason)}`);
      if (endsSigning(reason)) this.ended.set(id, reason.code);
    };
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
