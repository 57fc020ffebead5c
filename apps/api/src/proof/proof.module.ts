import { type DynamicModule, Module } from '@nestjs/common';
import { Assemblies } from '../platform/assemblies';
import type { Config } from '../platform/config';
import { LogSigners } from './heads/log-signers';
import { LogHeadQuery } from './log-head/log-head.query';
import { ReceiptProofQuery } from './receipt-proof/receipt-proof.query';

/** Signed heads of every log, and receipts that prove a place in it. Global: one signer for each log, whoever asks. */
@Module({})
export class ProofModule {
  static with(config: Config): DynamicModule {
    const signers = {
      provide: LogSigners,
      inject: [Assemblies],
      useFactory: (assemblies: Assemblies) => new LogSigners(assemblies, config),
    };
    return {
      module: ProofModule,
      global: true,
      providers: [signers, LogHeadQuery, ReceiptProofQuery],
      exports: [LogSigners],
    };
  }
}
