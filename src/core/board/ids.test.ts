import { expect, it } from 'vitest'
import type { BoardId, Key, KeyHash, ParticipantId } from './ids.ts'

it('lets no id, key or hash stand for another: the type check reads this', () => {
  const [board, participant, key, hash]: [BoardId, ParticipantId, Key, KeyHash] = ['b', 'p', 'k', 'h']
  const store = (...named: [BoardId, ParticipantId, KeyHash]): number => named.length
  expect(store(board, participant, hash)).toBe(3)
  // @ts-expect-error: a key where its hash belongs.
  expect(store(board, participant, key)).toBe(3)
  // @ts-expect-error: the ids in the wrong order.
  expect(store(participant, board, hash)).toBe(3)
  // @ts-expect-error: a hash tried as a key.
  const tried: Key = hash
  expect(tried).toBe('h')
})
