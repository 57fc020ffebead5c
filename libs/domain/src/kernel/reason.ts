import { fitting } from './text';

/** A reason, trimmed and in Unicode NFC (the log's only form), or undefined when it is missing or too long. */
export function reasonGiven(text: string): string | undefined {
  return fitting(text, 1, 500);
}
