import { describe, expect, it } from 'vitest'
import type { Figure } from './results.ts'
import { movedWords } from './rounds.ts'

const figure = (...counts: number[]): Figure => ({ counts, unknown: 0 })

describe('what two rounds say', () => {
  it.each([
    ['Svarene ligger tættere end første gang.', figure(3, 0, 0, 0, 3), figure(0, 3, 0, 3, 0)],
    ['Svarene ligger længere fra hinanden end første gang.', figure(0, 0, 6, 0, 0), figure(2, 0, 2, 0, 2)],
    ['Midten er rykket op.', figure(0, 5, 1, 0, 0), figure(0, 0, 5, 1, 0)],
    ['Midten er rykket ned.', figure(0, 0, 0, 6, 0), figure(0, 0, 6, 0, 0)],
    ['Svarene ligger tættere end første gang. Midten er rykket op.', figure(2, 2, 2, 1, 0), figure(0, 0, 0, 7, 0)],
    ['Svarene ligger omtrent som første gang.', figure(0, 3, 3, 0, 0), figure(0, 2, 4, 0, 0)]
  ])('%s', (words, first, second) => expect(movedWords(first, second)).toBe(words))

  it.each([
    ['too few answers', figure(0, 4, 0, 0, 0), figure(0, 0, 0, 4, 0)],
    ['a figure that is withheld', figure(0, 6, 0, 0, 0), { withheld: 'few' } as const],
    ['no second figure', figure(0, 6, 0, 0, 0), undefined]
  ])('[five-to-claim] says nothing of %s', (_, first, second) => expect(movedWords(first, second)).toBe(''))
})
