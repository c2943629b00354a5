import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Connection } from './connection.ts'
import { Lease } from './lease.ts'

/** A database that answers when a test lets it, and a clock that stands still. */
let answers: (() => void)[]
let prompt: boolean
let others: { id: string; address: string; rest: number }[]
const connection = {
  query: ({ text }: { text: string }) =>
    new Promise(resolve => {
      const answer = (): void => resolve(text.startsWith('SELECT') ? others.filter(({ rest }) => rest > 0) : [{ id: '7' }])
      if (prompt) answer()
      else answers.push(answer)
    }),
  close: async () => undefined
} as unknown as Connection

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  prompt = true
  others = []
})
afterEach(() => void vi.useRealTimers())

async function held(): Promise<{ lease: Lease; lost: () => number }> {
  let lost = 0
  const lease = new Lease(connection, 'http://127.0.0.1:1')
  lease.onLost(() => lost++)
  await lease.start()
  return { lease, lost: () => lost }
}

it('[one-owner] a lease is kept as long as it is renewed, and ends two and a half seconds after the last renewal was sent', async () => {
  const { lease, lost } = await held()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([lease.id, lost()]).toEqual(['7', 0])
  prompt = false
  await vi.advanceTimersByTimeAsync(1900)
  expect(lease.id).toBe('7')
  // The last one that was answered is up to half a second old.
  await vi.advanceTimersByTimeAsync(700)
  expect([lease.id, lost()]).toEqual([null, 1])
})

it('[one-owner] an answer that comes late counts from when it was asked for, and one that comes too late not at all', async () => {
  const { lease } = await held()
  prompt = false
  await vi.advanceTimersByTimeAsync(500)
  // Sent half a second after the start, answered one and a half later: good for one more.
  await vi.advanceTimersByTimeAsync(1500)
  for (const answer of answers.splice(0)) answer()
  await vi.advanceTimersByTimeAsync(900)
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
  await vi.advanceTimersByTimeAsync(2600)
  expect(lease.id).toBeNull()
})

it('[one-owner] the end of another one’s lease is seen at that moment, and told once', async () => {
  const other = { id: '8', address: 'http://127.0.0.1:2', rest: 135 }
  others = [other]
  const { lease } = await held()
  const told: number[] = []
  lease.onServers(() => told.push(lease.servers.length))
  expect(lease.servers.map(({ id }) => id)).toEqual(['8'])
  await vi.advanceTimersByTimeAsync(134)
  other.rest = 0
  expect(told).toEqual([])
  // Between two of its usual looks.
  await vi.advanceTimersByTimeAsync(5)
  expect(told).toEqual([0])
  await vi.advanceTimersByTimeAsync(2000)
  expect(told).toEqual([0])
})
