const METADATA_PREFIX = '$$';

/** Ids that name a stream here name a file in the embedded store too, so that a log can move between them. */
const ASSEMBLY_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

/**
 * The streams of one server that belong to one Plenum: `plenum-log-<assembly>` is an assembly's whole log, in its order, and
 * `plenum-assemblies` names the assemblies that were begun. Another name space than `plenum` is another Plenum.
 */
export class StreamNames {
  private readonly logPrefix: string;

  constructor(private readonly namespace: string) {
    this.logPrefix = `${namespace}-log-`;
  }

  get assemblies(): string {
    return `${this.namespace}-assemblies`;
  }

  /** What a follower of `$all` asks for: every log, and the retention that somebody may set on one. */
  get prefixes(): readonly string[] {
    return [this.logPrefix, METADATA_PREFIX + this.logPrefix];
  }

  /** Undefined when the id cannot name a log. */
  logOf(assemblyId: string): string | undefined {
    return ASSEMBLY_ID.test(assemblyId) ? this.logPrefix + assemblyId : undefined;
  }

  /** Whose log a stream is, or whose log's metadata. */
  assemblyOf(stream: string): { readonly assemblyId: string; readonly metadata: boolean } | undefined {
    const metadata = stream.startsWith(METADATA_PREFIX);
    const name = metadata ? stream.slice(METADATA_PREFIX.length) : stream;
    return name.startsWith(this.logPrefix) ? { assemblyId: name.slice(this.logPrefix.length), metadata } : undefined;
  }
}
