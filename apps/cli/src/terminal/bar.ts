const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of `share` (0 to 1) of `width` characters, drawn to an eighth of a character; not padded. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(within(share) * width * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

/** Where a mark at `share` stands in a row of `width` characters, from 0. */
export function markAt(share: number, width: number): number {
  return Math.min(width - 1, Math.floor(within(share) * width));
}

function within(share: number): number {
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

/** Cut or filled with blanks to exactly `width` characters. */
export function fit(text: string, width: number): string {
  const letters = [...text];
  if (letters.length > width) return `${letters.slice(0, Math.max(0, width - 1)).join('')}${width > 0 ? '…' : ''}`;
  return text + ' '.repeat(width - letters.length);
}
