import { idOf, wordOf, type Word } from '../assembly/story';

/** The nth ballot of a run: members vote in turn, and differently each time round. */
export interface Cast {
  readonly member: number;
  readonly choice: Word;
}

export function castAt(index: number, members: number): Cast {
  return { member: index % members, choice: wordOf(index + Math.floor(index / members)) };
}

/** Members who say each word once `casts` ballots have been cast. */
export function standAfter(casts: number, members: number): Record<Word, number> {
  const stand = { yes: 0, no: 0, abstain: 0 };
  for (let index = Math.max(0, casts - members); index < casts; index += 1) stand[castAt(index, members).choice] += 1;
  return stand;
}

export const ASSEMBLY_ID = idOf('assembly', 0);
export const PROPOSAL_ID = idOf('proposal', 0);

export function membersOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => idOf('member', index));
}
