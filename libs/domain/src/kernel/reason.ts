/** A reason, trimmed and in Unicode NFC (the log's only form), or undefined when it is missing or too long. */
export function reasonGiven(text: string): string | undefined {
  const reason = text.normalize('NFC').trim();
  return reason.length >= 1 && reason.length <= 500 ? reason : undefined;
}
