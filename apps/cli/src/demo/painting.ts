import { fit } from '../terminal/bar';

/** How a piece of text looks. Several are joined by a space, such as `bold green`. */
export type Look = 'bold' | 'dim' | 'inverse' | 'green' | 'red' | 'yellow' | 'cyan';

export interface Piece {
  readonly text: string;
  readonly looks: readonly Look[];
}

export type Row = readonly Piece[];

const codes: Record<Look, number> = { bold: 1, dim: 2, inverse: 7, red: 31, green: 32, yellow: 33, cyan: 36 };

export function piece(text: string, ...looks: Look[]): Piece {
  return { text, looks };
}

export function widthOf(row: Row): number {
  return row.reduce((sum, { text }) => sum + [...text].length, 0);
}

/** `left` and `right` at the two ends of a row of exactly `width` characters; the right end wins where both do not fit. */
export function spread(left: Row, right: Row, width: number): Row {
  const room = width - widthOf(right);
  return [...cut(left, room), ...right];
}

/** The row cut or filled to exactly `width` characters. */
export function cut(row: Row, width: number): Row {
  const pieces: Piece[] = [];
  let left = Math.max(0, width);
  for (const { text, looks } of row) {
    const length = [...text].length;
    if (length > left) return left > 0 ? [...pieces, { text: fit(text, left), looks }] : pieces;
    pieces.push({ text, looks });
    left -= length;
  }
  return left > 0 ? [...pieces, piece(' '.repeat(left))] : pieces;
}

export function plainText(row: Row): string {
  return row.map(({ text }) => text).join('');
}

/** The row with the escape sequences of ECMA-48 for its looks. */
export function coloured(row: Row): string {
  return row
    .map(({ text, looks }) =>
      looks.length === 0 ? text : `\x1b[${looks.map((look) => codes[look]).join(';')}m${text}\x1b[0m`,
    )
    .join('');
}
