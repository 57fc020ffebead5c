/** The publication a rule comes from. `doi` without the resolver's address; absent where a work has none. */
export interface Paper {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  readonly doi?: string;
  /** Where to read it when there is no DOI: a stable address or a bibliographic place. */
  readonly place?: string;
}
