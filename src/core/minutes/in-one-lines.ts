import { oneLine } from '../text/plain-text.ts'
import type { Minutes } from './minutes.ts'

/** The same minutes with one line in each field, but for notes: what people wrote must not look like the form around it. */
export function inOneLines(minutes: Minutes): Minutes {
  const { notes, ...short } = minutes
  const tidy = (value: unknown): unknown => {
    if (typeof value === 'string') return oneLine(value)
    if (Array.isArray(value)) return value.map(tidy)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, tidy(inner)]))
  }
  const walls = notes.map(({ step, title, lanes }) => ({
    step,
    title: oneLine(title),
    lanes: lanes.map(lane => ({ ...lane, label: oneLine(lane.label) }))
  }))
  return { ...(tidy(short) as Omit<Minutes, 'notes'>), notes: walls }
}
