/** Unit: answers. Past this all are forgotten: whoever asks again pays for one look-up, and memory stays bounded. */
const MOST = 65_536;

/** What tables answered, for as long as the tables do not change. */
export class RememberedAnswers<Answer> {
  private readonly known = new Map<string, Answer>();

  /** The remembered answer for `key`, else what `ask` answers. */
  for(key: string, ask: () => Answer): Answer {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    if (this.known.size >= MOST) this.known.clear();
    this.known.set(key, answer);
    return answer;
  }

  forget(): void {
    this.known.clear();
  }
}
