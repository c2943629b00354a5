/** Chance that can be told again: the same numbers for the same seed and number of the attack. */
export type Random = {
  /** 0 up to, and without, `below`. */
  int(below: number): number
  one<T>(of: readonly T[]): T
  chance(of: number): boolean
  bytes(length: number): Uint8Array
}

export function randomFor(seed: number, attack: number): Random {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(attack + 1, 0x85ebca77)) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    int,
    one: of => of[int(of.length)] as (typeof of)[number],
    chance: share => next() < share,
    bytes: length => Uint8Array.from({ length }, () => int(256))
  }
}
