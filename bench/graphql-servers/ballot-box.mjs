/** The state behind every server, Nest or bare: counts by choice and the position of the last ballot. */
export class BallotBox {
  #position = 0;
  #weights = { yes: 0, no: 0, abstain: 0 };

  cast({ commandId, choice, weight }) {
    this.#weights[choice] += weight;
    this.#position += 1;
    return { commandId, choice, position: this.#position };
  }

  /** The monotonic clock is one for all processes of a machine, so a subscriber may subtract this stamp from its own. */
  tally() {
    return { position: this.#position, ...this.#weights, publishedAtNanos: String(process.hrtime.bigint()) };
  }
}
