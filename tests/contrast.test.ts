import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The colours of tokens.css, in the light and in the dark: contrast as WCAG reckons it, and the six elements told apart by every eye. */
const css = readFileSync(join(import.meta.dirname, '../src/styles/tokens.css'), 'utf8')
const [lightCss = '', darkCss = ''] = css.split('@media screen and (prefers-color-scheme: dark)')
const coloursOf = (block: string): Record<string, string> =>
  Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
const light = coloursOf(lightCss)
/** What the dark does not name is as in the light. */
const dark = { ...light, ...coloursOf(darkCss) }

type Rgb = [number, number, number]
const linear = (hex: string): Rgb =>
  [1, 3, 5].map(at => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as Rgb
/** WCAG 2.2, relative luminance and contrast ratio. */
const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b
const ratio = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** Björn Ottosson's OKLab, of linear sRGB. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  ]
}
/** What an eye without one kind of cone sees: Machado, Oliveira and Fernandes 2009, severity 1. */
const eyes: Record<string, Rgb[]> = {
  'normal sight': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039]
  ]
}
const seen = (eye: Rgb[], colour: Rgb): Rgb => eye.map(([r, g, b]) => Math.min(1, Math.max(0, r * colour[0] + g * colour[1] + b * colour[2]))) as Rgb
const distance = (eye: Rgb[], a: string, b: string): number => {
  const [one, other] = [oklab(seen(eye, linear(a))), oklab(seen(eye, linear(b)))]
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
}

const elements = ['el-1', 'el-2', 'el-3', 'el-4', 'el-5', 'el-6']
/** Words and the ground that they stand on: 4.5:1. */
const words: [string, string][] = [
  ...['paper', 'paper-deep', 'white'].flatMap((ground): [string, string][] => ['ink', 'quiet', 'sea'].map(colour => [colour, ground])),
  ...elements.map((element): [string, string] => [element, 'paper']),
  ...elements.map((element): [string, string] => ['on-el', element]),
  ['on-sea', 'sea'],
  ['on-sea', 'sea-deep'],
  ['on-bar', 'bar'],
  ['on-amber', 'amber'],
  ['paper', 'ink']
]
/** Borders of what can be pressed, and marks: 3:1. */
const marks: [string, string][] = [
  ['line-strong', 'paper'],
  ['line-strong', 'white'],
  ['sea', 'paper'],
  ...elements.map((element): [string, string] => [element, 'white'])
]

describe.each([
  ['light', light],
  ['dark', dark]
])('the colours in the %s', (name, colours) => {
  const of = (token: string): string => {
    const found = colours[token]
    if (!found) throw new Error(`tokens.css has no --${token}`)
    return found
  }

  it.each(words)('%s on %s can be read', (colour, ground) => expect(ratio(of(colour), of(ground))).toBeGreaterThanOrEqual(4.5))

  it.each(marks)('%s on %s can be seen', (colour, ground) => expect(ratio(of(colour), of(ground))).toBeGreaterThanOrEqual(3))

  it.each(Object.entries(eyes))('tell the six elements apart, to %s', (_, eye) => {
    for (const [at, a] of elements.entries())
      for (const b of elements.slice(at + 1)) expect(distance(eye, of(a), of(b)), `${a} and ${b}`).toBeGreaterThanOrEqual(0.11)
  })

  it(`are ${name === 'dark' ? 'named anew where they must be' : 'all there'}`, () => {
    if (name === 'light') expect(Object.keys(light).length).toBeGreaterThan(15)
    else
      for (const token of ['paper', 'paper-deep', 'white', 'ink', 'quiet', 'sea', 'on-sea', 'on-el', ...elements])
        expect(dark[token], token).not.toBe(light[token])
  })
})
