import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { candidatesOf } from '@plenum/domain';
import { Assemblies, type OpenAssembly } from '../../platform/assemblies';
import { Turns } from './turns';

const LONGEST_ENROLMENT_MS = 600_000;

/**
 * Names are written before the log. If the process died in between, the registry holds people who never came on the
 * roll; they are forgotten when their assembly is opened again. Whom a proposal may still admit is not forgotten.
 *
 * Where other processes serve the assembly too, one of them may be enrolling these very people: only who is still nobody when it
 * must long be done is forgotten.
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
      if (this.assemblies.shared) return this.forgetLater(assembly);
      this.turns
        .take(assembly.id, async () => forgetUnenrolled(assembly))
        .catch((error: unknown) =>
          this.logger.error(`names without members stay until the next start: ${String(error)}`),
        );
    });
  }

  private forgetLater(assembly: OpenAssembly): void {
    const first = new Set(unenrolledIn(assembly));
    if (first.size === 0) return;
    setTimeout(() => {
      const still = unenrolledIn(assembly).filter((id) => first.has(id));
      if (still.length > 0) assembly.names.forget(still);
    }, LONGEST_ENROLMENT_MS).unref();
  }
}

export function forgetUnenrolled(assembly: Pick<OpenAssembly, 'names' | 'view'>): void {
  const unenrolled = unenrolledIn(assembly);
  if (unenrolled.length > 0) assembly.names.forget(unenrolled);
}

/** Ids that the registry knows and the roll does not. */
function unenrolledIn({ names, view }: Pick<OpenAssembly, 'names' | 'view'>): readonly string[] {
  const { members, struck } = view.record.roll;
  const everyone = names.search('', Infinity);
  const candidates = candidatesOf(view.record);
  return everyone.filter((id) => !members.has(id) && !struck.has(id) && !candidates.has(id));
}
