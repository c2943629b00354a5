import type { Clock } from './steering.ts'

/** The clock of a step. `now` is always the server's clock, Unix ms: a device's own clock plus its `offset`. [server-clock] */

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

/** More time, or less where `minutes` is negative. In overtime the minutes are counted from now, as the person who adds them means. */
export function addMinutes(clock: Clock, minutes: number, now: number): Clock {
  const left = Math.max(0, remaining(clock, now)) + minutes * MINUTE
  return 'endsAt' in clock ? { endsAt: now + left } : { left }
}

/** One question to the server about its clock: the device's clock as it asked and as it got the answer, and the server's in between. Unix ms. */
export type ClockSample = { sentAt: number; receivedAt: number; serverNow: number }

/** The server's clock minus the device's, ms, taken as if both ways took the same time (Cristian 1989). Off by at most half the round trip. */
export const offsetOf = ({ sentAt, receivedAt, serverNow }: ClockSample): number => serverNow - (sentAt + receivedAt) / 2

/** "04:07"; overtime as "+01:12"; an hour and a half as "90:00". */
export function clockText(ms: number): string {
  // Rounded up, so that 00:00 stands exactly when time is up.
  const seconds = Math.ceil(ms / 1000)
  const figures = [Math.floor(Math.abs(seconds) / 60), Math.abs(seconds) % 60].map(part => String(part).padStart(2, '0'))
  return `${seconds < 0 ? '+' : ''}${figures.join(':')}`
}
