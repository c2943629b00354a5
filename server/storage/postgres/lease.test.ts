import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Connection } from './connection.ts'
import { Lease } from './lease.ts'

/** A database that answers when a test lets it, and a clock that stands still. */
let answers: (() => void)[]
let prompt: boolean
const connection = {
  query: ({ text }: { text: string }) =>
    new Promise(resolve => {
      const answer = (): void => resolve(text.startsWith('SELECT') ? [] : [{ id: '7' }])
      if (prompt) answer()
      else answers.push(answer)
    }),
  close: async () => undefined
} as unknown as Connection

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  prompt = true
})
afterEach(() => void vi.useRealTimers())

async function held(): Promise<{ lease: Lease; lost: () => number }> {
  let lost = 0
  const lease = new Lease(connection, 'http://127.0.0.1:1')
  lease.onLost(() => lost++)
  await lease.start()
  return { lease, lost: () => lost }
}

it('[one-owner] a lease is kept as long as it is renewed, and ends three seconds after the last renewal was sent', async () => {
  const { lease, lost } = await held()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([lease.id, lost()]).toEqual(['7', 0])
  prompt = false
  await vi.advanceTimersByTimeAsync(1900)
  expect(lease.id).toBe('7')
  // The last one that was answered is up to a second old.
  await vi.advanceTimersByTimeAsync(1200)
  expect([lease.id, lost()]).toEqual([null, 1])
})

it('[one-owner] an answer that comes late counts from when it was asked for, and one that comes too late not at all', async () => {
  const { lease } = await held()
  prompt = false
  await vi.advanceTimersByTimeAsync(1000)
  // Sent a second after the start, answered one and a half later: good for one and a half more.
  await vi.advanceTimersByTimeAsync(1500)
  for (const answer of answers.splice(0)) answer()
  await vi.advanceTimersByTimeAsync(1400)
  expect(lease.id).toBe('7')
  await vi.advanceTimersByTimeAsync(200)
  expect(lease.id).toBeNull()
})

it('[one-owner] of two clocks the earlier one rules: one that is set an hour on ends the lease, one that is set back does not lengthen it', async () => {
  const { lease, lost } = await held()
  vi.setSystemTime(Date.now() + 3_600_000)
  expect([lease.id, lost()]).toEqual([null, 1])
  await vi.advanceTimersByTimeAsync(1000)
  expect(lease.id).toBe('7')
  prompt = false
  vi.setSystemTime(Date.now() - 3_600_000)
  await vi.advanceTimersByTimeAsync(3100)
  expect(lease.id).toBeNull()
})
