import { type Day, dayIn, yearOf } from './day.ts'

/** The year from which store bededag is a workday: lov nr. 214 af 6. marts 2023. */
const WITHOUT_BEDEDAG = 2024

/** Easter Sunday of a year after 1582 (Meeus, Jones and Butcher's reckoning). */
export function easterSunday(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayIn(year, Math.floor(n / 31), (n % 31) + 1)
}

/** The Danish public holidays of a year, in order. */
export function publicHolidays(year: number): { day: Day; name: string }[] {
  const easter = easterSunday(year)
  return [
    { day: dayIn(year, 1, 1), name: 'nytårsdag' },
    { day: easter - 3, name: 'skærtorsdag' },
    { day: easter - 2, name: 'langfredag' },
    { day: easter, name: 'påskedag' },
    { day: easter + 1, name: '2. påskedag' },
    ...(year < WITHOUT_BEDEDAG ? [{ day: easter + 26, name: 'store bededag' }] : []),
    { day: easter + 39, name: 'Kristi himmelfartsdag' },
    { day: easter + 49, name: 'pinsedag' },
    { day: easter + 50, name: '2. pinsedag' },
    { day: dayIn(year, 12, 25), name: '1. juledag' },
    { day: dayIn(year, 12, 26), name: '2. juledag' }
  ]
}

/** The days around a day from Christmas Eve to New Year's Day; null where it is not among them. */
export function christmasAround(day: Day): { from: Day; to: Day } | null {
  for (const year of [yearOf(day) - 1, yearOf(day)]) {
    const span = { from: dayIn(year, 12, 24), to: dayIn(year + 1, 1, 1) }
    if (span.from <= day && day <= span.to) return span
  }
  return null
}
