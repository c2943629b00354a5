import { correction, generate } from 'lean-qr/nano'

/** Modules of quiet zone that readers need on each side (ISO/IEC 18004). */
const QUIET = 4

/** A text as a QR code that still reads with 15 % of it gone (level M): `size` modules in each direction, and the dark ones as SVG path data. Throws above 2,331 bytes. */
export function drawQr(text: string): { path: string; size: number } {
  const code = generate(text, { minCorrectionLevel: correction.M })
  const at = Array.from({ length: code.size }, (_, index) => index)
  const path = at.flatMap(y => at.map(x => (code.get(x, y) ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ''))).join('')
  return { path, size: code.size + 2 * QUIET }
}
