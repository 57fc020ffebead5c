import { isRefusal, refuse, type Refusal, type SupposedDeed } from '@plenum/domain';
import { canonicalJson, UnstorableEvent, type LogJson } from '@plenum/event-log';
import { scopeFrom } from '../../delegations/scope.input';
import { localId } from '../../platform/graphql/global-id';
import type { DeedInput } from './deed.input';

/** The deeds that an input names, or the refusal of what the deeds themselves could not be sent with: no one deed, or what no log can hold. */
export function supposedDeeds(inputs: readonly DeedInput[]): readonly SupposedDeed[] | Refusal<'InputMustBeValid'> {
  const deeds: SupposedDeed[] = [];
  for (const [place, input] of inputs.entries()) {
    const [deed, ...others] = deedsOf(input);
    if (deed === undefined || others.length > 0) {
      return refuse('InputMustBeValid', `suppose[${place}]`, 'Give exactly one deed here.');
    }
    const stored = asStored(deed, place);
    if (isRefusal(stored)) return stored;
    deeds.push(stored);
  }
  return deeds;
}

function deedsOf(input: DeedInput): SupposedDeed[] {
  const { castBallot, withdrawBallot, setDelegation, optOutOfDelegating, revokeDelegation } = input;
  const deeds: SupposedDeed[] = [];
  if (castBallot != null) {
    const said = castBallot.reason == null ? {} : { reason: castBallot.reason };
    deeds.push({ kind: 'cast-ballot', choice: castBallot.choice, ...said });
  }
  if (withdrawBallot != null) deeds.push({ kind: 'withdraw-ballot' });
  if (setDelegation != null) {
    const delegates = setDelegation.delegates.map((id) => localId('Member', id));
    deeds.push({
      kind: 'set-delegation',
      scope: scopeFrom(setDelegation.scope),
      delegates,
      ...until(setDelegation.expiresAt),
    });
  }
  if (optOutOfDelegating != null) {
    const { scope, expiresAt } = optOutOfDelegating;
    deeds.push({ kind: 'opt-out', scope: scopeFrom(scope), ...until(expiresAt) });
  }
  if (revokeDelegation != null) deeds.push({ kind: 'revoke-delegation', scope: scopeFrom(revokeDelegation) });
  return deeds;
}

function until(expiresAt: string | undefined | null): { readonly expiresAt?: string } {
  return expiresAt ? { expiresAt } : {};
}

/** As the log would hold it, key order and Unicode form included. */
function asStored(deed: SupposedDeed, place: number): SupposedDeed | Refusal<'InputMustBeValid'> {
  const content = JSON.parse(JSON.stringify(deed).normalize('NFC')) as LogJson;
  try {
    return JSON.parse(canonicalJson(content, `suppose[${place}]`)) as SupposedDeed;
  } catch (error) {
    if (!(error instanceof UnstorableEvent)) throw error;
    return refuse('InputMustBeValid', error.path, `${error.path}: ${error.reason}`);
  }
}
