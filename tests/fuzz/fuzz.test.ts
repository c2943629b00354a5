import { describe, expect, it } from 'vitest'
import { isLongRun } from '../support/run/long-run.ts'
import { attacksOn, BLOCK, type FrameKind, frameKinds } from './attacks.ts'
import { fuzz } from './fuzz.ts'
import { markOf, marksIn } from './parts.ts'
import { updateKinds } from './updates.ts'

/** The short form of `npm run fuzz`, and that the fuzzer itself does what it says. In a long run two rounds, whose heaps are compared. */
const COUNT = isLongRun ? 20_000 : 2000
/** Fewer of a kind than 5 in 20,000 would prove nothing. */
const LEAST = COUNT / 4000

it(`${COUNT} attacks of seed 1 break no promise`, { timeout: 300_000 }, async () => {
  const { attacks, kinds, requests, closed, waits, connections, broken } = await fuzz({ seed: 1, count: COUNT })
  expect(broken).toEqual([])
  expect(attacks).toBe(COUNT)

  // Each attack has come to one end, and few found no way in.
  const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)
  const frames = frameKinds.map(kind => kinds[kind])
  const called = sum(Object.values(requests))
  expect(sum(frames.flatMap(counts => Object.values(counts))) + called).toBe(COUNT)
  expect(sum(frames.map(({ unread }) => unread))).toBeLessThan(COUNT / 10)
  expect(called).toBeGreaterThan(COUNT / 50)
  // Of 2,000 one block is HTTP requests, and none of those finds its way in.
  if (isLongRun) expect(requests['2xx']).toBeGreaterThan(LEAST)
  expect(requests['5xx']).toBeUndefined()

  // Of each kind enough was sent, and of each kind of update some was let in: what lies behind the door was attacked too.
  for (const kind of frameKinds) expect([kind, sum(Object.values(kinds[kind])) >= COUNT / 1000]).toEqual([kind, true])
  for (const kind of Object.keys(updateKinds) as FrameKind[])
    expect([kind, kinds[kind].saved > LEAST, kinds[kind].refused > LEAST]).toEqual([kind, true, true])
  expect(sum(frames.map(({ saved }) => saved))).toBeGreaterThan(COUNT / 5)
  expect(kinds['honest update'].saved).toBeGreaterThan(2 * kinds['honest update'].refused)

  // They came over connections that were refused for each reason, and the neighbour asked all the while.
  expect(connections).toBeGreaterThan(COUNT / 5)
  for (const code of [1002, 4400, 4401, 4403]) expect(closed[code]).toBeGreaterThan(LEAST)
  expect(waits).toBeGreaterThan(50)
})

describe('the fuzzer', () => {
  it('sends the same bytes again, wherever it begins', () => {
    const begin = 7 * BLOCK
    const whole = attacksOn('wall', 1, 3, begin, begin + BLOCK)
    expect(attacksOn('wall', 1, 3, begin, begin + BLOCK)).toEqual(whole)
    expect(attacksOn('wall', 1, 3, begin + 20, begin + 30)).toEqual(whole.slice(20, 30))
    expect(attacksOn('wall', 1, 4, begin, begin + BLOCK)).not.toEqual(whole)
  })

  it('knows an attack by its mark, and no mark that has been mutated', () => {
    const text = `æ${markOf(17)}${markOf(123_456)}${markOf(5).replace('5', '6')}`
    expect(marksIn(Buffer.from(text))).toEqual([17, 123_456])
  })
})
