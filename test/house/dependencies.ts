import { posix } from 'node:path';
import { at, importsOf, isForTests, type Law, type Source } from './sources';

/** Which of our own packages each one may use, by alias. `test` and `bench` may use everything. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  'apps/api': ['domain', 'counting', 'event-log'],
  'apps/cli': ['domain', 'counting', 'event-log'],
  'apps/web': [],
  'libs/domain': ['counting'],
  'libs/counting': [],
  'libs/event-log': [],
};

/** The doors in the wall: the command plays a private server, and reads what a server keeps in its data folder; presets are data. */
const DOORS: readonly { readonly from: string; readonly to: string }[] = [
  { from: 'apps/cli/src/demo/', to: 'apps/api' },
  { from: 'apps/cli/src/server/server-parts.ts', to: 'apps/api' },
  { from: 'apps/api/src/assemblies/presets/', to: 'presets' },
];

/** Server frameworks and GraphQL stay in the server; the command speaks GraphQL as any client does. */
const SERVER_ONLY =
  /^(@nestjs\/|graphql$|graphql\/|graphql-|mercurius|fastify|@fastify\/|class-validator|class-transformer)/;
const CLIENT_OF_GRAPHQL = 'graphql-ws';

/** `libs/domain` of `libs/domain/src/roll/roll.decide.ts`. */
function packageOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function target(source: Source, from: string): string {
  return posix.normalize(posix.join(posix.dirname(source.path), from));
}

function isIn(away: string, folder: string): boolean {
  return away === folder || away.startsWith(`${folder}/`);
}

function fault(source: Source, from: string): string | undefined {
  const home = packageOf(source.path);
  const mayUse = MAY_USE[home];
  if (from.startsWith('@plenum/')) {
    if (!/^@plenum\/[a-z-]+$/.test(from)) return `${from} reaches past the front door of a lib`;
    const name = from.slice('@plenum/'.length);
    return mayUse === undefined || mayUse.includes(name) ? undefined : `${home} may not use ${from}`;
  }
  if (from.startsWith('.')) {
    const away = packageOf(target(source, from));
    if (mayUse === undefined || away === home) return undefined;
    const door = DOORS.some(({ from: door, to }) => source.path.startsWith(door) && isIn(away, to));
    return door ? undefined : `${home} reaches into ${away}`;
  }
  const isServers = SERVER_ONLY.test(from) && mayUse !== undefined && home !== 'apps/api' && home !== 'apps/web';
  return isServers && !(home === 'apps/cli' && from === CLIENT_OF_GRAPHQL)
    ? `${from} belongs to the server alone`
    : undefined;
}

export const dependencies: Law = (sources) =>
  sources.flatMap((source) =>
    importsOf(source).flatMap(({ from, position }) => {
      const what = fault(source, from);
      return what === undefined ? [] : [at(source, position, what)];
    }),
  );

/** Packages from npm and Node that the libs rest on: few, and each for one thing. */
const LIBS_REST_ON: Readonly<Record<string, readonly string[]>> = {
  'libs/counting': [],
  'libs/domain': ['@sinclair/typebox', '@sinclair/typebox/value', 'immutable', 'node:crypto'],
};

export const fewFoundations: Law = (sources) =>
  sources
    .filter((source) => !isForTests(source))
    .flatMap((source) => {
      const allowed = LIBS_REST_ON[packageOf(source.path)];
      if (allowed === undefined) return [];
      return importsOf(source)
        .filter(({ from }) => !from.startsWith('.') && !from.startsWith('@plenum/') && !allowed.includes(from))
        .map(({ from, position }) =>
          at(source, position, `${from} is not among what ${packageOf(source.path)} rests on`),
        );
    });

/** Circles of files that need one another when they run: each named once, from its first file on. Types may refer to and fro. */
export const noCircles: Law = (sources) => {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const uses = new Map(sources.map((source) => [source.path, neighbours(source, byPath)]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(' -> '));
    if (start >= 0 || done.has(path)) return;
    for (const next of uses.get(path)!) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of uses.keys()) visit(path, []);
  return found;
};

function neighbours(source: Source, byPath: ReadonlyMap<string, Source>): readonly string[] {
  return importsOf(source)
    .filter(({ from, typesOnly }) => from.startsWith('.') && !typesOnly)
    .flatMap(({ from }) =>
      [`${target(source, from)}.ts`, `${target(source, from)}/index.ts`].filter((path) => byPath.has(path)),
    );
}
