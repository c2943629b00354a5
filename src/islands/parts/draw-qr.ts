import { qrCode } from '../../core/qr.ts'

/** Modules of quiet zone that readers need on each side. */
const QUIET = 4

/** A text as a QR code: `size` modules in each direction, and the dark ones as SVG path data. */
export function drawQr(text: string): { path: string; size: number } {
  const rows = qrCode(text)
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ''))).join('')
  return { path, size: rows.length + 2 * QUIET }
}
