/**
 * The streams of one server that belong to Plenum: `plenum-log-<assembly>` is an assembly's whole log, in its order, and
 * `plenum-assemblies` names the assemblies that were begun.
 */
export const ASSEMBLIES_STREAM = 'plenum-assemblies';

const LOG_PREFIX = 'plenum-log-';
const METADATA_PREFIX = '$$';

/** What a follower of `$all` asks for: every log, and the retention that somebody may set on one. */
export const OUR_STREAMS: readonly string[] = [LOG_PREFIX, METADATA_PREFIX + LOG_PREFIX];

/** Ids that name a stream here name a file in the embedded store too, so that a log can move between them. */
const ASSEMBLY_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

/** Undefined when the id cannot name a log. */
export function logStreamOf(assemblyId: string): string | undefined {
  return ASSEMBLY_ID.test(assemblyId) ? LOG_PREFIX + assemblyId : undefined;
}

/** Whose log a stream is, or whose log's metadata. */
export function assemblyOf(stream: string): { readonly assemblyId: string; readonly metadata: boolean } | undefined {
  const metadata = stream.startsWith(METADATA_PREFIX);
  const name = metadata ? stream.slice(METADATA_PREFIX.length) : stream;
  return name.startsWith(LOG_PREFIX) ? { assemblyId: name.slice(LOG_PREFIX.length), metadata } : undefined;
}
