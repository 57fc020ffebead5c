import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { Turns } from './turns';

/**
 * Names are written before the log. If the process died in between, the registry holds people who never came on the
 * roll; they are forgotten when their assembly is opened again.
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
  const unenrolled = everyone.filter((memberId) => !members.has(memberId) && !struck.has(memberId));
  if (unenrolled.length > 0) names.forget(unenrolled);
}
