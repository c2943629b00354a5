import { encode } from 'uqr'

/** Modules of quiet zone that readers need on each side. */
const QUIET = 4

/** A text as a QR code: `size` modules in each direction, and the dark ones as SVG path data. */
export function drawQr(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET })
  return { path: data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join(''), size }
}
