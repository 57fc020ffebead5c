import { ballot, castBallotBody, post, receiptPosition } from './operations.mjs';

/** Shows that a server validates at all: a choice outside the rule is refused, and takes no place among the ballots. */
export async function checkRefusal({ name, url }) {
  const before = await castOne(url);
  const { status, text } = await post(url, castBallotBody(ballot('perhaps')));
  const { data, errors } = JSON.parse(text);
  if (data?.castBallot || !errors?.length) throw new Error(`${name} took the choice "perhaps": ${status} ${text}`);
  const after = await castOne(url);
  if (after !== before + 1) throw new Error(`${name} counted a refused ballot: ${before}, then ${after}.`);
  return { kind: 'refusal', server: name, status, error: errors[0] };
}

async function castOne(url) {
  const input = ballot();
  const { status, text } = await post(url, castBallotBody(input));
  return receiptPosition(input, status, text);
}
