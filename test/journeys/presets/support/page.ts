import type { Json } from '../../support/client';

/** What a reader of a page types, sees or waits for, in the order of the page. */
export type Step =
  | { readonly kind: 'roll'; readonly csv: string }
  | { readonly kind: 'operation'; readonly who: readonly string[]; readonly text: string }
  | { readonly kind: 'answer'; readonly expected: Json }
  | { readonly kind: 'days'; readonly days: number };

const STEP = /^```(csv|graphql|json)(?: ([^\n]+))?\n([\s\S]*?)^```$|^<!-- (\d+) days? later -->$/gm;

/**
 * The steps of a page: a roll is a block of `csv`; an operation is a block of `graphql` that names who types it (`graphql chair`, `graphql Ada, Bruno`), an
 * answer one of `json answer`; other blocks are not typed. Comments that a reader does not see say how much later it goes on.
 */
export function stepsIn(page: string): readonly Step[] {
  return [...page.matchAll(STEP)].flatMap(([, language, info, text = '', days]): Step[] => {
    if (days !== undefined) return [{ kind: 'days', days: Number(days) }];
    if (language === 'csv') return [{ kind: 'roll', csv: text }];
    if (language === 'graphql' && info !== undefined) return [{ kind: 'operation', who: info.split(', '), text }];
    return info === 'answer' ? [{ kind: 'answer', expected: JSON.parse(text) as Json }] : [];
  });
}

/** What a page calls by name, `<Mend the roof>`, and the id that the reader copied from an answer. */
export class Copied {
  private readonly ids = new Map<string, string>();

  /** Every id in an answer, under the title, name or option that stands beside it. */
  readFrom(answer: Json): void {
    if (Array.isArray(answer)) return answer.forEach((one) => this.readFrom(one));
    if (typeof answer !== 'object' || answer === null) return;
    const { id, title, name, option } = answer;
    if (typeof id === 'string') this.ids.set(title ?? name ?? option ?? 'hand count', id);
    Object.values(answer).forEach((one) => this.readFrom(one));
  }

  pastedInto(text: string, newId: () => string): string {
    return text.replace(/<([^<>\n]+)>/g, (_whole, name: string) => {
      const id = name === 'new' ? newId() : this.ids.get(name);
      if (id === undefined) throw new Error(`no answer so far had the id of "${name}"`);
      return id;
    });
  }

  idOf(name: string): string | undefined {
    return this.ids.get(name);
  }
}
