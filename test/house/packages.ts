import type { Law, Source } from './sources';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const EXACT_VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Manifests name each package with one exact version. */
export const exactVersions: Law = (sources) =>
  sources.flatMap(({ path, text }) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text) as Manifest;
    return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(([, version]) => !EXACT_VERSION.test(version))
      .map(([name, version]) => `${path}: ${name} "${version}" is not one exact version`);
  });

interface Lock {
  readonly packages?: Readonly<
    Record<string, { readonly resolved?: string; readonly integrity?: string; readonly link?: boolean }>
  >;
}

/** Lock files say what a package's bytes are, and not where one machine happened to fetch them. */
export const noDownloadHosts: Law = (sources) =>
  sources.flatMap(({ path, text }) => {
    const packages = Object.entries((JSON.parse(text) as Lock).packages ?? {}).filter(([name]) => name !== '');
    return [
      ...packages
        .filter(([, { resolved }]) => resolved?.includes('://'))
        .map(([name]) => `${path}: ${name} names a host`),
      ...packages
        .filter(([, { integrity, link }]) => integrity === undefined && link !== true)
        .map(([name]) => `${path}: ${name} has no digest`),
    ];
  });

const RECORD = /^docs\/adr\/(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md$/;

/** Decision records are numbered from 1 without gap or repetition, and each says its number in its heading. */
export const numberedRecords: Law = (sources) =>
  sources.flatMap((source, index) => {
    const number = Number(RECORD.exec(source.path)?.[1] ?? Number.NaN);
    const expected = index + 1;
    if (number !== expected) return [`${source.path}: should be number ${expected}`];
    return heading(source).startsWith(`# ${expected}. `)
      ? []
      : [`${source.path}: the heading should begin "# ${expected}. "`];
  });

function heading({ text }: Source): string {
  return text.split('\n')[0] ?? '';
}
