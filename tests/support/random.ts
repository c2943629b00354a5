/** Chance that can be told again: the same numbers for the same seed. */
export type Random = {
  /** From 0 up to, and without, 1. */
  next(): number
  /** A whole number from 0 up to, and without, `below`. */
  int(below: number): number
  one<T>(of: readonly T[]): T
  /** True so often, from 0 to 1. */
  chance(share: number): boolean
  bytes(length: number): Uint8Array
}

/** A generator from a seed of 32 bits. It is mulberry32, since those of pure-rand begin alike where seeds are neighbours. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    next,
    int,
    one: of => of[int(of.length)] as (typeof of)[number],
    chance: share => next() < share,
    bytes: length => Uint8Array.from({ length }, () => int(256))
  }
}
