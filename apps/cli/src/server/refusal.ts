/** The typed answer of a mutation: what was recorded, or the unmet obligation. */
export interface Refusal {
  readonly __typename: string;
  readonly message: string;
  readonly field: string;
}

export function isRefusal(answer: object): answer is Refusal {
  return 'message' in answer && 'field' in answer;
}

/** What every mutation asks for beside its own success. */
export const REFUSAL = '... on Refusal { __typename message field }';
