import { catalan } from './catalan';
import { english } from './english';
import type { Phrases } from './phrases';
import { spanish } from './spanish';

/** The languages minutes are written in. A new one is a file beside these and a line here. */
export const languages = { english, spanish, catalan } as const satisfies Record<string, Phrases>;
export type Language = keyof typeof languages;
