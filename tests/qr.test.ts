import { expect, it } from 'vitest'
import { qrCode } from '../src/core/qr.ts'
import { readModules } from './helpers/read-qr.ts'

/** The QR code is our own: what it says is read by a reader that knows nothing of it. */

/** Bytes that versions 1 to 20 hold at level M (ISO/IEC 18004, table 7). */
const HELD = [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666]
const bytesOf = (text: string): number => new TextEncoder().encode(text).length

it.each(HELD.map((bytes, at) => [at + 1, bytes]))('version %i is read as it was written, filled to its last of %i bytes', async (version, bytes) => {
  let text = 'Aa0/#.-_~%!'.repeat(99).slice(0, bytes)
  if (version > 5) text = `æøå${text.slice(6)}`
  expect(bytesOf(text)).toBe(bytes)
  expect(await readModules(qrCode(text), 3)).toEqual([{ text, version: String(version), level: 'M' }])
})

it('one byte more takes the next version, and there are twenty', async () => {
  for (const [at, bytes] of HELD.slice(0, -1).entries()) expect(qrCode('x'.repeat(bytes + 1)).length, `${bytes + 1} bytes`).toBe((at + 2) * 4 + 17)
  expect(() => qrCode('x'.repeat(667))).toThrow(RangeError)
  expect(qrCode('').length).toBe(21)
})

const links = Array.from({ length: 200 }, (_, i) => {
  const key = Array.from(
    { length: 36 },
    (_, at) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[(i * 37 + at * at * 11 + i * at) % 64]
  ).join('')
  return `http${i % 2 ? 's' : ''}://${['pejling.example.dk', '192.168.1.20:4321', 'localhost:4321', 'moede.sosu-skolen-midt.example'][i % 4]}/bord/#${key.slice(0, 12)}.${key.slice(12)}`
})
it('a meeting’s link is read, whatever its key', async () => {
  for (const link of links) expect(await readModules(qrCode(link), 2)).toEqual([expect.objectContaining({ text: link })])
})

it('is still read with a piece of it gone, as with light on the projector', async () => {
  const link = links[0] as string
  const rows = qrCode(link).map((row, y) => row.map((module, x) => (x > 12 && x < 19 && y > 14 && y < 21 ? 0 : module)))
  expect(await readModules(rows, 4)).toEqual([expect.objectContaining({ text: link })])
})
