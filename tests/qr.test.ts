import { expect, it } from 'vitest'
import { drawQr } from '../src/islands/parts/draw-qr.ts'
import { readModules } from './support/browser/read-qr.ts'

/** What the drawing says is read by a reader that knows nothing of it. */

/** The drawing's modules, row by row. */
function modules(text: string): boolean[][] {
  const { path, size } = drawQr(text)
  const dark = Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) (dark[Number(y)] as boolean[])[Number(x)] = true
  return dark
}

const links = Array.from({ length: 200 }, (_, i) => {
  const key = Array.from(
    { length: 36 },
    (_, at) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'[(i * 37 + at * at * 11 + i * at) % 64]
  ).join('')
  return `http${i % 2 ? 's' : ''}://${['pejling.example.dk', '192.168.1.20:4321', 'localhost:4321', 'moede.sosu-skolen-midt.example'][i % 4]}/bord/#${key.slice(0, 12)}.${key.slice(12)}`
})
it('a meeting’s link is read, whatever its key, at level M', async () => {
  for (const link of links) expect(await readModules(modules(link), 2)).toEqual([{ text: link, level: 'M' }])
})

it('is still read with a piece of it gone, as with light on the projector', async () => {
  const link = links[0] as string
  const dark = modules(link).map((row, y) => row.map((module, x) => (x > 16 && x < 23 && y > 18 && y < 25 ? false : module)))
  expect(await readModules(dark, 4)).toEqual([{ text: link, level: 'M' }])
})

it('has the quiet zone that readers need', () => {
  const dark = modules(links[0] as string)
  const edge = (index: number) => index < 4 || index >= dark.length - 4
  expect(dark.some((row, y) => row.some((module, x) => module && (edge(x) || edge(y))))).toBe(false)
  expect(dark[4]?.[4], 'the first module of the finder').toBe(true)
})
