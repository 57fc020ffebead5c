import { charterInForce, policyOf } from '../assembly/assembly.evolve';
import { adoptCharter } from '../assembly/assembly.decide';
import type { AssemblyEvent } from '../assembly/assembly.events';
import type { AssemblyState } from '../assembly/assembly.evolve';
import { charterFault } from '../assembly/charter.check';
import type { Charter, Policy } from '../assembly/charter';
import { unreachable, type CommandHead } from '../kernel/decider';
import { isRefusal, refuse, type Outcome, type Refusal } from '../kernel/refusal';
import { amendMember, enrolMembers, readmitMember, strikeMember } from '../roll/roll.decide';
import type { RollEvent } from '../roll/roll.events';
import type { RollState } from '../roll/roll.evolve';
import { changesTheRoll, type CharterEnactment, type Enactment, type RollEnactment } from './enactments';

export interface EnactmentFacts {
  readonly assembly: AssemblyState;
  readonly roll: RollState;
}

/** A change of the charter that does not fit it, in words. */
interface Unfit {
  readonly unfit: string;
}

/** The charter with one change made, or why it cannot be. */
export function amendedCharter(charter: Charter, enactment: CharterEnactment): Charter | Unfit {
  const changed = change(charter, enactment);
  if ('unfit' in changed) return changed;
  const fault = charterFault(changed);
  return fault === undefined ? changed : { unfit: `${fault.path}: ${fault.reason}` };
}

function change(charter: Charter, enactment: CharterEnactment): Charter | Unfit {
  switch (enactment.kind) {
    case 'set-clause': {
      const { clauseId: id, title, text } = enactment;
      return { ...charter, clauses: put(charter.clauses ?? [], { id, title, text }) };
    }
    case 'remove-clause': {
      const clauses = charter.clauses ?? [];
      const left = clauses.filter(({ id }) => id !== enactment.clauseId);
      return left.length === clauses.length
        ? { unfit: `the charter has no clause "${enactment.clauseId}"` }
        : { ...charter, clauses: left };
    }
    case 'set-policy':
      return { ...charter, policies: put(charter.policies, enactment.policy) };
    case 'set-threshold':
      return changePolicy(charter, enactment, 'thresholds', (threshold) => ({
        ...threshold,
        fraction: enactment.fraction,
        strict: enactment.strict ?? threshold.strict,
      }));
    case 'set-quorum': {
      const { fraction, atLeast } = enactment;
      return changePolicy(charter, enactment, 'quorums', ({ of }) => ({
        of,
        ...(fraction === undefined ? {} : { fraction }),
        ...(atLeast === undefined ? {} : { atLeast }),
      }));
    }
    default:
      return unreachable(enactment);
  }
}

/** In the place of the one with the same id, or after all others. */
function put<Part extends { readonly id: string }>(parts: readonly Part[], part: Part): Part[] {
  const stands = parts.some(({ id }) => id === part.id);
  return stands ? parts.map((one) => (one.id === part.id ? part : one)) : [...parts, part];
}

function changePolicy<List extends 'thresholds' | 'quorums'>(
  charter: Charter,
  { policyId, which }: { readonly policyId: string; readonly which: number },
  list: List,
  to: (part: Policy[List][number]) => Policy[List][number],
): Charter | Unfit {
  const policy = policyOf(charter, policyId);
  if (policy === undefined) return { unfit: `the charter has no policy "${policyId}"` };
  const parts = policy[list] as Policy[List][number][];
  if (which >= parts.length) return { unfit: `the policy "${policyId}" has only ${parts.length} ${list}` };
  const changed = parts.map((part, index) => (index === which ? to(part) : part));
  return { ...charter, policies: put(charter.policies, { ...policy, [list]: changed }) };
}

/** What the change of the roll comes to now. */
export function rollOutcome(
  head: CommandHead,
  enactment: RollEnactment,
  reason: string,
  { roll, assembly }: EnactmentFacts,
): Outcome<RollEvent> {
  const facts = { charter: charterInForce(assembly) };
  switch (enactment.kind) {
    case 'admit-member':
      return enrolMembers({ ...head, members: [enactment] }, roll, facts);
    case 'readmit-member': {
      const { kind: _, ...standing } = enactment;
      return readmitMember({ ...head, ...standing, reason }, roll, facts);
    }
    case 'strike-member':
      return strikeMember({ ...head, memberId: enactment.memberId, reason }, roll);
    case 'amend-member': {
      const { kind: _, ...amendment } = enactment;
      return amendMember({ ...head, ...amendment, reason }, roll, facts);
    }
    default:
      return unreachable(enactment);
  }
}

/** All changes of the charter that a proposal makes, as one new version; all or none. */
export function charterOutcome(
  head: CommandHead,
  enacts: readonly Enactment[],
  assembly: AssemblyState,
): Outcome<AssemblyEvent> {
  let charter = charterInForce(assembly);
  for (const enactment of enacts) {
    if (charter === undefined || changesTheRoll(enactment)) continue;
    const amended = amendedCharter(charter, enactment);
    if ('unfit' in amended) return refuse('EnactmentMustBePossible', '', unfitSentence(amended));
    charter = amended;
  }
  if (charter === undefined) return refuse('AssemblyMustBeFounded');
  return adoptCharter({ ...head, charter, charterVersion: assembly.charters.length + 1 }, assembly);
}

function unfitSentence({ unfit }: Unfit): string {
  return `This does not fit the charter: ${unfit}.`;
}

/** Whether all that a proposal enacts could be done now, under its policy; the refusal names the first that could not. */
export function checkEnactments(
  head: CommandHead,
  enacts: readonly Enactment[] | undefined,
  { policyId }: { readonly policyId: string },
  facts: EnactmentFacts,
): Refusal<'EnactmentMustBePossible'> | undefined {
  const mayEnact = policyOf(charterInForce(facts.assembly), policyId)?.mayEnact;
  const members = new Set<string>();
  let charter = charterInForce(facts.assembly);
  for (const [index, enactment] of (enacts ?? []).entries()) {
    const field = `enacts[${index}]`;
    if (mayEnact?.includes(enactment.kind) === false)
      return refuse('EnactmentMustBePossible', field, `The policy "${policyId}" does not let a proposal do this.`);
    if (changesTheRoll(enactment)) {
      if (members.has(enactment.memberId))
        return refuse('EnactmentMustBePossible', field, 'The same member stands twice.');
      members.add(enactment.memberId);
      const outcome = rollOutcome(head, enactment, 'decided', facts);
      if (isRefusal(outcome)) return refuse('EnactmentMustBePossible', field, outcome.message);
    } else {
      if (charter === undefined) return refuse('EnactmentMustBePossible', field);
      const amended = amendedCharter(charter, enactment);
      if ('unfit' in amended) return refuse('EnactmentMustBePossible', field, unfitSentence(amended));
      charter = amended;
    }
  }
  return undefined;
}
