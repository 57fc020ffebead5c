import { randomUUID } from 'node:crypto';

const CAST_BALLOT =
  'mutation CastBallot($input: CastBallotInput!) { castBallot(input: $input) { commandId choice position } }';

export const TALLY_CHANGED = 'subscription TallyChanged { tallyChanged { position yes no abstain publishedAtNanos } }';

/** A well-formed ballot with its own command id, so that an answer to another request is noticed. */
export function ballot(choice = 'yes') {
  return { commandId: randomUUID(), proposal: 'Buy the mill on Carrer de la Pau', choice, weight: 1 };
}

export function castBallotBody(input) {
  return JSON.stringify({ query: CAST_BALLOT, operationName: 'CastBallot', variables: { input } });
}

/** Position of the receipt in a reply to `input`. Throws on anything but the receipt that was due. */
export function receiptPosition(input, status, text) {
  const body = JSON.parse(text);
  const receipt = body.data?.castBallot;
  const isDue = receipt?.commandId === input.commandId && receipt.choice === input.choice && receipt.position > 0;
  if (status !== 200 || body.errors || !isDue) throw new Error(`Wrong answer to ${input.commandId}: ${status} ${text}`);
  return receipt.position;
}

export async function post(url, body) {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return { status: response.status, text: await response.text() };
}
