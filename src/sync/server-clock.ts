import { betterSample, type ClockSample, offsetOf } from '../core/board/clock.ts'

/** The device's clock against its monotonic one moves by more than this (ms) when somebody sets it, or when the device has slept. */
const JUMP = 500

/** The server's clock on this device. */
export type ServerClock = {
  /** Unix ms. */
  now: () => number
  /** Takes what the server has answered. */
  take: (sample: ClockSample) => void
  /** Whether the device's clocks have come apart since the last look: the server is then to be asked anew, and its next answer counts. */
  jumped: () => boolean
}

/**
 * [server-clock] Counts on the monotonic clock, so that setting the device's clock changes nothing. It may stand still while the device
 * sleeps, which cannot be told from a clock that was set: after both, the next answer counts.
 */
export function serverClock(first: ClockSample): ServerClock {
  let known = first
  let slept = false
  const gap = () => Date.now() - performance.now()
  let lastGap = gap()
  const jumped = () => {
    const here = gap()
    const far = Math.abs(here - lastGap) > JUMP
    lastGap = here
    if (far) slept = true
    return far
  }
  return {
    now: () => performance.now() + offsetOf(known),
    take: sample => {
      jumped()
      known = betterSample(known, sample, slept)
      slept = false
    },
    jumped
  }
}
