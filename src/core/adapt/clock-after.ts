/** "14.32": the time of day so many minutes after "13:00"; null where that is no time of day. */
export function clockAfter(start: string, minutes: number): string | null {
  const [, hours, past] = /^(\d\d):(\d\d)/.exec(start) ?? []
  if (hours === undefined || past === undefined) return null
  const at = (Number(hours) * 60 + Number(past) + minutes) % 1440
  return `${String(Math.floor(at / 60)).padStart(2, '0')}.${String(at % 60).padStart(2, '0')}`
}
