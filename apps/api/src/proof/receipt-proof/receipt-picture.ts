import qrcode from 'qrcode-generator';

/** Unit: bytes of the largest QR code at the lowest level of error correction (ISO/IEC 18004, version 40-L). */
const LARGEST = 2_953;

/** Light modules around the code, as the standard asks. */
const MARGIN = 4;

/** The text as a QR code in SVG; undefined when it is too long for one. */
export function qrOf(text: string): string | undefined {
  const bytes = Buffer.from(text);
  if (bytes.length > LARGEST) return undefined;
  const code = qrcode(0, 'L');
  // One character for each byte: the library takes characters for bytes in this mode.
  code.addData(bytes.toString('latin1'), 'Byte');
  code.make();
  return code.createSvgTag({ cellSize: 1, margin: MARGIN, scalable: true });
}
