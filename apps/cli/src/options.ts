import { InvalidArgumentError, Option } from 'commander';

/** The options that several commands share, in one wording. */
export const dataOption = () =>
  new Option('--data <folder>', "the server's data folder").env('PLENUM_DATA').default('data');

export const urlOption = () =>
  new Option('--url <url>', 'where the server listens').default(
    `http://${process.env['PLENUM_HOST'] ?? '127.0.0.1'}:${process.env['PLENUM_PORT'] ?? '3000'}`,
    'PLENUM_HOST and PLENUM_PORT, or http://127.0.0.1:3000',
  );

export const tokenOption = () => new Option('--token <token>', 'bearer token; see plenum token').env('PLENUM_TOKEN');

export const assemblyOption = () =>
  new Option('--assembly <id>', 'which assembly, where the data folder holds several');

/** For an option that may be given again. */
export function collected(one: string, sofar: readonly string[] = []): readonly string[] {
  return [...sofar, one];
}

export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= least) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least}.`);
  };
}
