import { dayWithWeek, isIsoDate } from './date.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']

/**
 * A day as Danes write it, with its year: "fredag den 12. marts 2027 (uge 10)", "12/3-2027", "12.03.2027", "2027-03-12". Without a look behind,
 * which Safari does not know before 16.4.
 */
const written = RegExp(
  `(?:\\p{L}+dag )?(?:den )?\\b(\\d\\d?)\\. ?(${months.join('|')})\\p{L}*\\.? (\\d{4})(?: \\(uge \\d+\\))?` +
    '|\\b(\\d\\d?)[/.-] ?(\\d\\d?)[/. -] ?(\\d{4})\\b|\\b\\d{4}-\\d\\d-\\d\\d\\b',
  'giu'
)

/** The days that stand in a text: each as it is written, and as an ISO date. One that does not exist is none. */
function daysIn(text: string): { words: string; date: string }[] {
  return [...text.matchAll(written)].flatMap(([words, day, name, year, dayInFigures, month, yearInFigures]) => {
    const two = (figure: string | number = ''): string => `${figure}`.padStart(2, '0')
    const date = name
      ? `${year}-${two(months.indexOf(name.toLowerCase()) + 1)}-${two(day)}`
      : month
        ? `${yearInFigures}-${two(month)}-${two(dayInFigures)}`
        : words
    return isIsoDate(date) ? [{ words, date }] : []
  })
}

/** The day that a text names, as an ISO date; '' where it names none with its year, or several. */
export function dayIn(text: string): string {
  const [only, ...more] = daysIn(text)
  return only && more.length === 0 ? only.date : ''
}

/** A text with this day in it: in place of the one that it names, else behind what stands there. `date` '' takes its day out. */
export function withDay(text: string, date: string): string {
  const [only, ...more] = daysIn(text)
  const words = dayWithWeek(date)
  if (only && more.length === 0) return text.replace(only.words, () => words).trim()
  return [text.trim(), words].filter(Boolean).join(', ')
}
