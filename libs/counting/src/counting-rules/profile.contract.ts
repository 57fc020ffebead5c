import { type CountResult, count } from '../count';
import { type Election, type Json, election } from '../election';
import { fractionOf } from '../exact/fraction';
import type { CountingRuleName } from '.';

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
