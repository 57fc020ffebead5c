/** A reminder as it leaves the house. */
export interface Letter {
  readonly assemblyId: string;
  readonly memberId: string;
  /** Value of the Message-ID header, without angle brackets; the same whenever the same reminder is sent again. */
  readonly messageId: string;
  readonly at: Date;
  readonly from: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

/**
 * What became of a letter. `temporary`: this one may pass later. `permanent`: it never will. `unreachable`: nothing passes at the moment,
 * whoever it is for. `why` is a code such as `EENVELOPE 451`, never a text that could name somebody.
 */
export type Delivery =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'temporary' | 'permanent' | 'unreachable'; readonly why: string };

/** A way out of the house. */
export interface Sender {
  /** Never throws: whatever goes wrong is a delivery. */
  send(letter: Letter): Promise<Delivery>;
  /** These people are forgotten: whatever the sender itself keeps of them goes. */
  forget(assemblyId: string, memberIds: readonly string[]): void;
  close(): void;
}
