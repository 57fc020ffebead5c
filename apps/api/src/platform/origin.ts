/** Who asks for a deed, where, and under which command id. */
export interface Origin {
  readonly assemblyId: string;
  readonly commandId: string;
  /** Random member id, or a role or system name. */
  readonly actor: string;
}
