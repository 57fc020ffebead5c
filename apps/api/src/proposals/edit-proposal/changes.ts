import type { Wording } from '@plenum/domain';

type Changes = { -readonly [Field in keyof Wording]?: Wording[Field] };

/** Only the fields that were given: an absent one keeps what the draft says. */
export function changesIn({ title, text, options, policyId, area }: Changes): Changes {
  const given = Object.entries({ title, text, options, policyId, area }).filter(([, value]) => value != null);
  return Object.fromEntries(given) as Changes;
}
