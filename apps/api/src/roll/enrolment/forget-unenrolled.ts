import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { candidatesOf } from '@plenum/domain';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { Turns } from './turns';

/**
 * Names are written before the log. If the process died in between, the registry holds people who never came on the
 * roll; they are forgotten when their assembly is opened again. Whom a proposal may still admit is not forgotten.
 */
@Injectable()
export class ForgetUnenrolled implements OnModuleInit {
  private readonly logger = new Logger('ForgetUnenrolled');

  constructor(
    private readonly assemblies: Assemblies,
    private readonly turns: Turns,
  ) {}

  onModuleInit(): void {
    this.assemblies.onOpen((assembly) => {
      this.turns
        .take(assembly.id, async () => forgetUnenrolled(assembly))
        .catch((error: unknown) =>
          this.logger.error(`names without members stay until the next start: ${String(error)}`),
        );
    });
  }
}

export function forgetUnenrolled({ names, view }: Pick<OpenAssembly, 'names' | 'view'>): void {
  const { members, struck } = view.record.roll;
  const everyone = names.search('', Infinity);
  const candidates = candidatesOf(view.record);
  const unenrolled = everyone.filter((id) => !members.has(id) && !struck.has(id) && !candidates.has(id));
  if (unenrolled.length > 0) names.forget(unenrolled);
}
