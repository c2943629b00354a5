import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, betterSample, clockAtStep, clockText, isRunning, offsetOf, pauseClock, remaining, resumeClock, startClock } from './clock.ts'

const now = 1_800_000_000_000

describe('the clock', () => {
  it('[server-clock] is an end time: what is left depends on the server time alone, and on no counting', () => {
    const clock = startClock(10, now)
    expect(clock).toEqual({ endsAt: now + 600_000 })
    expect([remaining(clock, now), remaining(clock, now + 599_000), remaining(clock, now + 660_000)]).toEqual([600_000, 1_000, -60_000])
  })

  it('stands still when paused and runs on from there', () => {
    const paused = pauseClock(startClock(5, now), now + 60_000)
    expect(paused).toEqual({ left: 240_000 })
    expect(isRunning(paused)).toBe(false)
    expect(remaining(paused, now + 999_000)).toBe(240_000)
    expect(resumeClock(paused, now + 100_000)).toEqual({ endsAt: now + 340_000 })
    expect([pauseClock(paused, now), resumeClock(startClock(1, now), now + 5)]).toEqual([paused, startClock(1, now)])
  })

  it('gets more minutes, counted from now when it is over time', () => {
    expect(remaining(addMinutes(startClock(5, now), 2, now + 60_000), now + 60_000)).toBe(360_000)
    expect(remaining(addMinutes(startClock(5, now), 2, now + 900_000), now + 900_000)).toBe(120_000)
    expect(addMinutes({ left: -30_000 }, 1, now)).toEqual({ left: 60_000 })
  })

  it('gets fewer minutes, down to nought, and in overtime none', () => {
    expect(addMinutes(startClock(5, now), -1, now)).toEqual(startClock(4, now))
    expect(addMinutes({ left: 30_000 }, -1, now)).toEqual({ left: 0 })
    const over = startClock(5, now - 360_000)
    expect([addMinutes(over, -1, now), addMinutes({ left: -5 }, -1, now)]).toEqual([over, { left: -5 }])
  })

  it('[server-clock] finds the offset to within half the round trip', () => {
    const way = fc.nat(3000)
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), way, way, fc.nat(100_000), (offset, there, back, at) => {
        const sample = { sentAt: at, serverNow: at + there + offset, receivedAt: at + there + back }
        expect(Math.abs(offsetOf(sample) - offset)).toBeLessThanOrEqual((there + back) / 2)
      })
    )
    expect(offsetOf({ sentAt: 100, receivedAt: 300, serverNow: 5200 })).toBe(5000)
  })

  it('[server-clock] goes on with what was left of a step that was left, and begins anew with one that was not', () => {
    expect(clockAtStep(10, undefined, now)).toEqual({ endsAt: now + 600_000 })
    expect(clockAtStep(10, 426_000, now)).toEqual({ endsAt: now + 426_000 })
    expect(remaining(clockAtStep(10, -72_000, now), now)).toBe(-72_000)
  })

  it('keeps the quicker of two answers of the server, and the newer one where the device has slept', () => {
    const [quick, slow] = [
      { sentAt: 0, receivedAt: 10, serverNow: now },
      { sentAt: 100, receivedAt: 900, serverNow: now + 500 }
    ]
    expect([betterSample(quick, slow, false), betterSample(slow, quick, false), betterSample(quick, slow, true)]).toEqual([quick, quick, slow])
  })

  it.each([
    [247_000, '04:07'],
    [246_001, '04:07'],
    [60_000, '01:00'],
    [1, '00:01'],
    [0, '00:00'],
    [-999, '00:00'],
    [-72_000, '+01:12'],
    [5_400_000, '90:00']
  ])('shows %i ms as %s', (ms, text) => {
    expect(clockText(ms)).toBe(text)
  })
})
