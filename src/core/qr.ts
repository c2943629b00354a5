/**
 * QR codes (ISO/IEC 18004) of the one kind that a link needs: bytes, at level M, which still reads with 15 % of it gone. An encoder of all
 * kinds is three times as much to load.
 */

/** Error correction at level M, by version from 1 (ISO/IEC 18004, table 9): codewords in each block, and the number of blocks. */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26]
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16]

/** Data is turned where one of these is 0, by whichever leaves the least that a reader could stumble over (tables 10 and 11). */
const masks: ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_, y) => y % 2,
  x => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2
]

/** A module: 0 light, 1 dark; as data, before a mask, 2 light, 3 dark; null while it is free. */
type Module = 0 | 1 | 2 | 3 | null
type Modules = Module[][]

/** The rows of a text's QR code from the top, each from the left, 1 where it is dark; without the quiet zone. Throws RangeError above 666 bytes. */
export function qrCode(text: string): number[][] {
  const bytes = new TextEncoder().encode(text)
  const version = 1 + BLOCKS.findIndex((_, at) => capacity(at + 1) * 8 >= 4 + lengthBits(at + 1) + bytes.length * 8)
  if (version === 0) throw new RangeError('Too long for a QR code')
  const modules = frame(version)
  lay(modules, interleaved(codewords(bytes, version), version))
  const codes = masks.map((mask, number) => {
    drawFormat(modules, number)
    return modules.map((row, y) => row.map((module, x) => (Number(module) & 1) ^ Number(Number(module) > 1 && mask(x, y) === 0)))
  })
  const least = Math.min(...codes.map(penalty))
  return codes.find(code => penalty(code) === least) as number[][]
}

const at = <Value>(list: ArrayLike<Value>, index: number): Value => list[index] as Value
const bitOf = (value: number, bit: number): 0 | 1 => ((value >> bit) & 1) as 0 | 1
const lengthBits = (version: number): number => (version < 10 ? 8 : 16)
const sizeOf = (version: number): number => version * 4 + 17
/** How many alignment patterns stand in a row. */
const patterns = (version: number): number => (version > 1 ? Math.floor(version / 7) + 2 : 0)

/** Codewords that a version has room for, less those of error correction. */
function capacity(version: number): number {
  const count = patterns(version)
  const taken = (count && (25 * count - 10) * count - 55) + (version > 6 ? 36 : 0)
  return Math.floor(((16 * version + 128) * version + 64 - taken) / 8) - at(CORRECTION, version - 1) * at(BLOCKS, version - 1)
}

/** The text's bytes with their kind and length before them, filled up to what the version holds. */
function codewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const put = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit--) bits.push(bitOf(value, bit))
  }
  const whole = capacity(version) * 8
  put(4, 4)
  put(bytes.length, lengthBits(version))
  for (const byte of bytes) put(byte, 8)
  put(0, Math.min(4, whole - bits.length))
  put(0, -bits.length & 7)
  for (let fill = 0xec; bits.length < whole; fill ^= 0xec ^ 0x11) put(fill, 8)
  return Array.from({ length: whole / 8 }, (_, i) => bits.slice(i * 8, i * 8 + 8).reduce((byte, bit) => byte * 2 + bit))
}

/** The product in the field of 256 elements that QR codes are calculated in. */
function times(one: number, other: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit--) product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (bitOf(other, bit) * one)
  return product
}

/** The codewords in blocks, each with its error correction (Reed-Solomon), and all by turns. */
function interleaved(data: number[], version: number): number[] {
  const degree = at(CORRECTION, version - 1)
  const count = at(BLOCKS, version - 1)
  const divisor: number[] = [...Array(degree - 1).fill(0), 1]
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2))
    for (let j = 0; j < degree; j++) divisor[j] = times(at(divisor, j), root) ^ (divisor[j + 1] ?? 0)
  const short = Math.floor(data.length / count)
  const shorter = count - (data.length % count)
  let from = 0
  const blocks = Array.from({ length: count }, (_, i) => data.slice(from, (from += short + Number(i >= shorter))))
  const corrections = blocks.map(block =>
    block.reduce(
      (rest, byte) => divisor.map((part, i) => (rest[i + 1] ?? 0) ^ times(part, byte ^ at(rest, 0))),
      divisor.map(() => 0)
    )
  )
  const byTurns = (lists: number[][], length: number): number[] =>
    Array.from({ length }, (_, i) => lists.flatMap(list => list.slice(i, i + 1))).flat()
  return [...byTurns(blocks, short + 1), ...byTurns(corrections, degree)]
}

/** The modules that every code of a version has alike, whatever it says; null where data goes. */
function frame(version: number): Modules {
  const size = sizeOf(version)
  const modules: Modules = Array.from({ length: size }, () => Array(size).fill(null))
  /** Rings around a middle, light at these distances. */
  const rings = (x: number, y: number, reach: number, light: number[]): void => {
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++) {
        const row = modules[y + dy]
        if (row && x + dx in row) row[x + dx] = light.includes(Math.max(Math.abs(dx), Math.abs(dy))) ? 0 : 1
      }
  }
  for (let i = 0; i < size; i++) at(modules, 6)[i] = at(modules, i)[6] = i % 2 === 0 ? 1 : 0
  const far = size - 7
  const count = patterns(version)
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2
  const middles = Array.from({ length: count }, (_, i) => (i === 0 ? 6 : far - (count - 1 - i) * step))
  // But for the three corners with a finder pattern.
  for (const x of middles) for (const y of middles) if (x + y > 12 && Math.abs(x - y) < far - 6) rings(x, y, 2, [1])
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4]
  ] as const)
    rings(x, y, 4, [2, 4])
  const bits = withRemainder(version, 12, 0x1f25)
  for (let i = 0; i < 18 && version > 6; i++) {
    const [x, y] = [size - 11 + (i % 3), Math.floor(i / 3)]
    at(modules, x)[y] = at(modules, y)[x] = bitOf(bits, i)
  }
  drawFormat(modules, 0)
  return modules
}

/** The level and the mask, twice. */
function drawFormat(modules: Modules, mask: number): void {
  const size = modules.length
  const bits = withRemainder(mask, 10, 0x537) ^ 0x5412
  for (let i = 0; i < 15; i++) {
    at(modules, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i)[8] = bitOf(bits, i)
    at(modules, 8)[i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i] = bitOf(bits, i)
  }
  at(modules, size - 8)[8] = 1
}

/** A value with the rest of its division by a polynomial behind it, by which a reader mends it. */
function withRemainder(value: number, length: number, divisor: number): number {
  let rest = value
  for (let i = 0; i < length; i++) rest = (rest << 1) ^ ((rest >> (length - 1)) * divisor)
  return (value << length) | rest
}

/** Lays bytes into the modules that are free: in pairs of columns from the right, up and down by turns, past the timing pattern. */
function lay(modules: Modules, bytes: number[]): void {
  let bit = 0
  for (let right = modules.length - 1; right > 0; right -= right === 8 ? 3 : 2)
    for (let i = 0; i < modules.length; i++)
      for (const x of [right, right - 1]) {
        const row = at(modules, ((right + 1) & 2) === 0 ? modules.length - 1 - i : i)
        if (row[x] === null) row[x] = (2 + bitOf(bytes[bit >> 3] ?? 0, 7 - (bit++ & 7))) as Module
      }
}

/** How much there is in a code that a reader could stumble over (7.8.3): long runs, squares, what looks like a corner, too much of one shade. */
function penalty(code: number[][]): number {
  const columns = code.map((_, x) => code.map(row => at(row, x)))
  let sum = 0
  for (const line of [...code, ...columns].map(cells => cells.join(''))) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2
    sum += 40 * (`0000${line}0000`.match(/(?=00001011101|10111010000)/g) ?? []).length
  }
  for (let y = 1; y < code.length; y++)
    for (let x = 1; x < code.length; x++) {
      const four = at(at(code, y), x) + at(at(code, y), x - 1) + at(at(code, y - 1), x) + at(at(code, y - 1), x - 1)
      if (four % 4 === 0) sum += 3
    }
  const cells = code.flat()
  const dark = cells.reduce((all, cell) => all + cell) / cells.length
  return sum + 10 * Math.floor(Math.abs(dark - 0.5) * 20)
}
