import { Type } from '@sinclair/typebox';

/** JSON Schema fragments that several events share. Closed objects: an event carries what it declares and nothing else. */

/** A random id (UUID version 4): says nothing about whom or what it stands for. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' });

/** A short name that the charter gives to a class, a policy or one segment of an area path. */
export const SLUG = '[a-z0-9]+(?:-[a-z0-9]+)*';
export const Slug = Type.String({ pattern: `^${SLUG}$`, maxLength: 60 });

/** A topic in the area tree, such as `roads/cycling`. */
export const AreaPath = Type.String({ pattern: `^${SLUG}(?:/${SLUG})*$`, maxLength: 200 });

/** Where a delegation applies: `assembly`, `area:roads/cycling` or `proposal:<id>`. */
export const Scope = Type.String({ pattern: '^(assembly|area:.+|proposal:.+)$', maxLength: 210 });

const EXACT = '^[0-9]+(?:/[1-9][0-9]*)?$';
export const MAX_EXACT_LENGTH = 100;

/** An exact, non-negative number in lowest terms: `3`, `3/2`. */
export const Exact = Type.String({ pattern: EXACT, maxLength: MAX_EXACT_LENGTH });

/** A sum of such numbers, as long as it needs to be: nothing is rounded away to make it shorter. */
export const ExactTotal = Type.String({ pattern: EXACT });

/** ISO 8601, UTC, milliseconds. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });

export const Reason = Type.String({ minLength: 1, maxLength: 500 });

/** SHA-256 in hex. */
export const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const closed = { additionalProperties: false } as const;
