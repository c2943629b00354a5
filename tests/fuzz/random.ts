import { type Random, randomFrom } from '../support/random.ts'

/** The random numbers of one attack of a run, whichever attacks are sent beside it. */
export const randomFor = (seed: number, attack: number): Random => randomFrom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(attack + 1, 0x85ebca77))
