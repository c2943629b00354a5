import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { serverClock } from './server-clock.ts'

const MINUTE = 60_000
const SERVER = 1_800_000_000_000

/** A device whose two clocks the test moves. */
let device: { date: number; monotonic: number }
/** The server's own, from when the device's monotonic one was 0. */
let server: number
const pass = (ms: number) => {
  device.date += ms
  device.monotonic += ms
  server += ms
}
/** Some devices' monotonic clock stands still while they sleep. */
const sleep = (ms: number, counts: boolean) => {
  device.date += ms
  server += ms
  if (counts) device.monotonic += ms
}
const sample = (there = 20, back = 20) => {
  const sentAt = device.monotonic
  pass(there)
  const serverNow = server
  pass(back)
  return { sentAt, receivedAt: device.monotonic, serverNow }
}
beforeEach(() => {
  device = { date: SERVER + 3 * MINUTE, monotonic: 5_000 }
  server = SERVER
  vi.spyOn(Date, 'now').mockImplementation(() => device.date)
  vi.spyOn(performance, 'now').mockImplementation(() => device.monotonic)
})
afterEach(() => vi.restoreAllMocks())

describe('[server-clock] the server’s clock on a device', () => {
  it('is right on a device whose clock is wrong, and stays so as somebody sets it', () => {
    const clock = serverClock(sample())
    expect(clock.now()).toBe(server)
    device.date -= 10 * MINUTE
    expect(clock.now()).toBe(server)
    pass(MINUTE)
    expect(clock.now()).toBe(server)
  })

  it('tells once that the device’s clock was set, so that the server is asked', () => {
    const clock = serverClock(sample())
    pass(MINUTE)
    expect(clock.jumped()).toBe(false)
    device.date -= 10 * MINUTE
    expect([clock.jumped(), clock.jumped()]).toEqual([true, false])
    clock.take(sample())
    expect(clock.now()).toBe(server)
  })

  it.each([true, false])('is right after a sleep as soon as the server has answered (the monotonic clock counts on: %s)', counts => {
    const clock = serverClock(sample(5, 5))
    sleep(20 * MINUTE, counts)
    if (!counts) expect(clock.jumped()).toBe(true)
    // Slower than the one before it.
    clock.take(sample(300, 300))
    expect(clock.now()).toBe(server)
    expect(clock.jumped()).toBe(false)
  })

  it('notices a sleep that nobody has looked for when the answer comes', () => {
    const clock = serverClock(sample(5, 5))
    sleep(20 * MINUTE, false)
    clock.take(sample(300, 300))
    expect(clock.now()).toBe(server)
  })

  it('keeps the quickest answer, which is off by least', () => {
    const clock = serverClock(sample(10, 10))
    clock.take(sample(2_000, 0))
    expect(clock.now()).toBe(server)
    const slow = serverClock(sample(2_000, 0))
    slow.take(sample(10, 10))
    expect(slow.now()).toBe(server)
  })
})
