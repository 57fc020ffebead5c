import type { AnyFinding } from './verdict';

/** Unit: events. */
interface Sizes {
  /** What could be read of the log. */
  readonly read: number;
  /** What the largest head covers that lies beside the log, whoever signed it. */
  readonly ofOwnHead: number;
}

/** A finding that has an innocent cause too, or whose place is not exact, with what to do about that. */
export function withAdvice(finding: AnyFinding, sizes: Sizes): AnyFinding {
  const advice = adviceOn(finding, sizes);
  return advice === undefined ? finding : { ...finding, advice };
}

function adviceOn({ rule, between, found }: AnyFinding, { read, ofOwnHead }: Sizes): string | undefined {
  if (rule === 'head-root') return between === undefined ? undefined : NARROWER;
  if ((rule === 'tile-form' || rule === 'bundle-form') && found.startsWith('no such file')) return INCOMPLETE;
  if (rule !== 'log-complete') return undefined;
  return ofOwnHead > read ? NOT_WHOLE : OLDER;
}

const NARROWER =
  'which of these events differs, this copy alone cannot say: compare it with another one (plenum compare A B), or give more heads and ' +
  'receipts that cover some of them (--head)';
const INCOMPLETE =
  'perhaps this copy is not whole: get a fresh one and verify that. If a file is missing there too, it was removed';
const OLDER =
  'perhaps this copy of the log is older than that head: get a fresh one and verify that. If it is still shorter, events were removed';
const NOT_WHOLE =
  'the log’s own head covers more than could be read: this copy is not whole or has been put back from an older one, or events were removed. ' +
  'Get a fresh one, and compare the two (plenum compare A B)';
