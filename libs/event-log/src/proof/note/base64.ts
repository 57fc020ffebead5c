import { ProofMalformed } from '../malformed';

/** RFC 4648, section 4, in its one spelling: padded, and without bits that no byte has. Throws `ProofMalformed`. */
export function base64Decoded(what: string, text: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new ProofMalformed(what, 'is not base64');
  return bytes;
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** A whole number in decimal without leading zeroes, up to 2^53-1. Throws `ProofMalformed`. */
export function wholeNumber(what: string, text: string): number {
  const value = Number(text);
  if (!/^(0|[1-9]\d{0,15})$/.test(text) || !Number.isSafeInteger(value))
    throw new ProofMalformed(what, `"${text.slice(0, 40)}" is not a whole number up to 2^53-1`);
  return value;
}

/** One SHA-256, as a line of base64. Throws `ProofMalformed`. */
export function hashLine(what: string, text: string): Uint8Array {
  const bytes = base64Decoded(what, text);
  if (bytes.length !== 32) throw new ProofMalformed(what, `has ${bytes.length} bytes instead of 32`);
  return bytes;
}

/** The text of UTF-8 bytes, kept as it is. Throws `ProofMalformed`. */
export function utf8Text(what: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProofMalformed(what, 'is not UTF-8');
  }
}
