import { NONE } from './link-cut-forest';

/** Delegates to nobody here. */
export const NOBODY = NONE;

/** What a member has said on the proposal: the bucket of their ballot (0 and up), or one of these. */
export const SILENT = -1;
export const COUNTED_BY_HAND = -2;
/** Not in this proposal's electorate: a guest, not yet enrolled, or struck. */
export const ABSENT = -3;
