/** What a token lets its bearer do in one assembly. A delegate is a relation between members, not a role. */
export const roles = ['member', 'chair', 'registrar', 'teller', 'auditor', 'admin'] as const;
export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** The audience of a token that founds assemblies: the server itself, not one assembly. */
export const SERVER_AUDIENCE = 'plenum';

/** Who is asking: known from the token alone. */
export interface Viewer {
  readonly assemblyId: string;
  /** Goes into the log as the actor: a random member id, or `role:chair` for an office without a member. */
  readonly actor: string;
  readonly memberId?: string;
  readonly roles: ReadonlySet<Role>;
  /** Unix seconds. */
  readonly expiresAt: number;
}

/** A viewer who stands on the roll: what the role `member` guarantees. */
export type MemberViewer = Viewer & { readonly memberId: string };
