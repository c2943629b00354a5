import type { StructOf, Where } from '../support/hostile/bombs.ts'
import type { Random } from '../support/random.ts'

/**
 * What is known of a document that is attacked. `victim`: a client id of somebody else who has written in it, of a wall a
 * note with its text at the clocks 5 to 14. `number`: of the attack, which has ids of its own. `person`: who attacks.
 */
export type Target = { kind: 'session' | 'wall' | 'ballot' | 'results'; victim: number; number: number; person: number }

export const roots = {
  session: ['steering', 'steering', 'steering', 'workshop'],
  wall: ['notes', 'focus', 'actions', 'reviews'],
  ballot: ['me', 'answers', 'votes', 'done'],
  results: ['board', 'progress', 'published']
}
export const oddRoots = ['', '__proto__', 'constructor', 'secret', 'notes', 'answers', 'published', 'workshop', 'x'.repeat(500)]
export const oddNumbers = [0, 1, 2, 127, 128, 255, 2 ** 16, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 40, 2 ** 50, Number.MAX_SAFE_INTEGER]
export const oddKeys = ['__proto__', 'toString', 'a/__proto__', '', 'svar/K1', 'svar/K2', 'n0', 'n1', 'x'.repeat(120), 'x'.repeat(121), 'æ/ø/å']

/** Three client ids that no other attack has; seldom an odd one among them. */
export function idsOf({ number }: Target, random: Random): [number, number, number] {
  const first = 1_000_000_000 + 1000 * number
  return [random.chance(0.03) ? random.one(oddNumbers) : first, first + 1, first + 2]
}

/** A place that there is in every document of the kind, and what belongs there. */
export function somewhere({ kind, victim }: Target, random: Random): { where: Where; holds: 'record' | 'value' | 'letters' } {
  const root = random.one(roots[kind])
  if (kind !== 'wall') {
    const where = random.chance(0.7) ? { root, key: `svar/K${random.int(30)}` } : { left: [victim, 0] as [number, number] }
    return { where, holds: 'value' }
  }
  const letter = 5 + random.int(9)
  return random.one<{ where: Where; holds: 'record' | 'value' | 'letters' }>([
    { where: { root, key: `r${random.int(200)}` }, holds: 'record' },
    { where: { holder: [victim, 0], key: random.one(['lane', 'step', 'x']) }, holds: 'value' },
    { where: { left: [victim, 1] }, holds: 'value' },
    { where: { left: [victim, letter] }, holds: 'letters' },
    { where: { left: [victim, letter], right: [victim, letter + 1] }, holds: 'letters' }
  ])
}

/** New content at a place where it belongs. */
export function fitting(target: Target, random: Random, mark: string): StructOf {
  const place = somewhere(target, random)
  return { where: place.where, content: place.holds === 'letters' ? { string: mark } : place.holds === 'record' ? { map: true } : { any: mark } }
}

export const shortText = (random: Random): string => random.one(['', 'Hej', 'æøå 🎉', '\ud800', 'x'.repeat(random.int(300)), 'Vi ses på torsdag'])

export const valueAt = (random: Random): unknown =>
  random.one([1, 'x', null, true, { a: 1 }, [1, [2, [3, [4, [5]]]]], 1.5, { __proto__x: 1 }, 'x'.repeat(1900), 'x'.repeat(3000), -0, 2 ** 53])

/** A sign that an attack leaves in what it writes, by which it is known wherever it turns up; a number whose check is wrong is none. */
export const markOf = (number: number): string => `~${number}.${checkOf(number)}~`
const checkOf = (number: number): string => ((Math.imul(number + 1, 0x9e3779b1) >>> 0) % 46_656).toString(36)

/** The attacks whose marks stand in these bytes. */
export function marksIn(bytes: Uint8Array): number[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const found: number[] = []
  for (const [, number = '', check] of text.matchAll(/~(\d+)\.([0-9a-z]+)~/g)) if (check === checkOf(Number(number))) found.push(Number(number))
  return found
}

export function shuffled<T>(of: T[], random: Random): T[] {
  return of.length < 2 || random.chance(0.5) ? of : [...of.slice(1), of[0] as T]
}
