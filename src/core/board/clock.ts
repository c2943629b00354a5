import type { Clock } from './steering.ts'

/** The clock of a step. `now` is always the server's clock, Unix ms: a device's monotonic clock plus its `offset`. [server-clock] */

const MINUTE = 60_000

/** A running clock with this many minutes from `now`. */
export const startClock = (minutes: number, now: number): Clock => ({ endsAt: now + minutes * MINUTE })

/** Milliseconds left. Negative in overtime: a meeting that runs over sees by how much, instead of a clock standing at nought. */
export const remaining = (clock: Clock, now: number): number => ('endsAt' in clock ? clock.endsAt - now : clock.left)

/** True while the clock runs, in overtime too. */
export const isRunning = (clock: Clock): boolean => 'endsAt' in clock

/** The clock standing still with what is left; a standing clock stays as it is. */
export const pauseClock = (clock: Clock, now: number): Clock => ('endsAt' in clock ? { left: clock.endsAt - now } : clock)

/** The clock running on from what was left; a running clock stays as it is. */
export const resumeClock = (clock: Clock, now: number): Clock => ('endsAt' in clock ? clock : { endsAt: now + clock.left })

/**
 * [server-clock] The clock of a step that the facilitator goes to: a step that was left goes on with what was `left` (ms) of it, one that is new
 * begins with its minutes.
 */
export const clockAtStep = (minutes: number, left: number | undefined, now: number): Clock =>
  left === undefined ? startClock(minutes, now) : resumeClock({ left }, now)

/**
 * More time, or less where `minutes` is negative: then down to nought, and in overtime not at all. In overtime more minutes are counted from
 * now, as the person who adds them means.
 */
export function addMinutes(clock: Clock, minutes: number, now: number): Clock {
  const before = remaining(clock, now)
  if (minutes < 0 && before <= 0) return clock
  const left = Math.max(0, Math.max(0, before) + minutes * MINUTE)
  return 'endsAt' in clock ? { endsAt: now + left } : { left }
}

/**
 * One question to the server about its clock: the device's monotonic clock (performance.now(), ms) as it asked and as it got the answer, and
 * the server's in between, Unix ms. The monotonic one does not move when somebody sets the device's clock.
 */
export type ClockSample = { sentAt: number; receivedAt: number; serverNow: number }

/** The server's clock minus the device's monotonic one, ms, taken as if both ways took the same time (Cristian 1989). Off by at most half the round trip. */
export const offsetOf = ({ sentAt, receivedAt, serverNow }: ClockSample): number => serverNow - (sentAt + receivedAt) / 2

const roundTrip = ({ sentAt, receivedAt }: ClockSample): number => receivedAt - sentAt

/** The better of two: the quicker one, which is off by less. Where the device has slept since, its monotonic clock may have stood still: then the newer. */
export const betterSample = (known: ClockSample, newer: ClockSample, slept: boolean): ClockSample =>
  slept || roundTrip(newer) <= roundTrip(known) ? newer : known

/** "04:07"; overtime as "+01:12"; an hour and a half as "90:00". */
export function clockText(ms: number): string {
  // Rounded up, so that 00:00 stands exactly when time is up.
  const seconds = Math.ceil(ms / 1000)
  const figures = [Math.floor(Math.abs(seconds) / 60), Math.abs(seconds) % 60].map(part => String(part).padStart(2, '0'))
  return `${seconds < 0 ? '+' : ''}${figures.join(':')}`
}
