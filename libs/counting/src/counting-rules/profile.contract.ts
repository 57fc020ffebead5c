import { type CountResult, count } from '../count';
import { type Election, type Json, election } from '../election';
import { fractionOf } from '../exact/fraction';
import type { CountingRuleName } from '.';

export const CAPITALS = ['memphis', 'nashville', 'chattanooga', 'knoxville'];

/**
 * The best-known example of all: everyone wants the capital of Tennessee to be near. First in Wikipedia's articles on voting, which count it
 * by many rules; see electowiki, "Effects of different voting systems under similar circumstances".
 */
export const TENNESSEE =
  '42 memphis>nashville>chattanooga>knoxville, 26 nashville>chattanooga>knoxville>memphis, 15 chattanooga>knoxville>nashville>memphis, 17 knoxville>chattanooga>nashville>memphis';

/** 80 ballots of Tideman, The Single Transferable Vote, Journal of Economic Perspectives 9(1), 1995, which the paper counts for three seats. */
export const TIDEMAN_1995 =
  '25 R>S>V>U>T, 15 R>S>T>U>V, 9 S>R>T>U>V, 9 S>U>T>R>V, 6 T>U>R>S>V, 7 U>T>S>R>V, 9 V>T>U>R>S';

/** Reads "8 a>c>d=b, 2 b" as ranked ballots with their numbers; what a ballot does not list stays unlisted. */
export function rankedBallots(text: string): Election['profile'] {
  return lines(text).map(([number, choice]) =>
    line(number, choice === '' ? [] : choice.split('>').map((tier) => tier.split('='))),
  );
}

/** Reads "17 a c, 8 d" as approval ballots. */
export function approvalBallots(text: string): Election['profile'] {
  return lines(text).map(([number, choice]) => line(number, choice === '' ? [] : choice.split(' ')));
}

/** Reads "3 a:5 b:2, 2 b:4" as ballots of points. */
export function pointBallots(text: string): Election['profile'] {
  return lines(text).map(([number, choice]) =>
    line(
      number,
      Object.fromEntries(choice.split(' ').map((part) => [part.split(':')[0]!, Number(part.split(':')[1])])),
    ),
  );
}

/** Reads "53 red, 24 blue" as votes for one option each. */
export function listBallots(text: string): Election['profile'] {
  return lines(text).map(([number, choice]) => line(number, choice));
}

export function line(number: string, choice: Json): Election['profile'][number] {
  return { count: fractionOf(number), choice, channel: 'online' };
}

/** Counts ranked ballots written as `rankedBallots` reads them. */
export function countProfile(
  rule: CountingRuleName,
  options: readonly string[],
  ballots: string,
  more: Partial<Election> = {},
): CountResult {
  return countLines(rule, options, rankedBallots(ballots), more);
}

export function countLines(
  rule: CountingRuleName,
  options: readonly string[],
  profile: Election['profile'],
  more: Partial<Election> = {},
): CountResult {
  return count(election({ options, rule, profile, ...more }));
}

function lines(text: string): readonly (readonly [string, string])[] {
  return text.split(', ').map((part) => {
    const [number = '', ...choice] = part.split(' ');
    return [number, choice.join(' ')];
  });
}

/** Both examples of Balinski and Young, The Quota Method of Apportionment, American Mathematical Monthly 82(7), 1975: for 26 seats, and for 100. */
export const FIVE_STATES = listBallots('9061 A, 7179 B, 5259 C, 3319 D, 1182 E');
export const LARGE_AND_SMALL_STATES = listBallots('5117 A, 4400 B, 162 C, 161 D, 160 E');
