import { z } from 'zod'
import { agreementWords } from '../core/agreement/agreement-words.ts'
import { KEEP_DAYS_LONGEST, MINIMUM_HIGHEST, MINIMUM_LOWEST } from '../core/board/settings.ts'
import { MINUTES_VERSION, type Minutes } from '../core/minutes/minutes.ts'
import { patterns } from '../core/workshop/answer-words.ts'
import { earlierPatterns } from '../core/workshop/earlier-words.ts'
import { type Fault, faultsOf } from './faults.ts'
import { elementNumber } from './parts.ts'
import { privacy } from './request-step.ts'

/** Characters of a saved file: the minutes of 200 items in five groups, with a full wall, are some 600,000 by reckoning. */
export const MINUTES_LENGTH = 4_000_000

const text = z.string()
const count = z.int().min(0)
const time = z.iso.datetime()

const figure = z.union([
  z.strictObject({ counts: z.array(count).min(2).max(7), unknown: count, notApplicable: count.exactOptional() }),
  z.strictObject({ withheld: z.literal(['few', 'difference']) })
])
const figures = { elements: z.partialRecord(z.literal(['1', '2', '3', '4', '5', '6']), figure), items: z.record(text, figure) }
const by = z.literal(['side', 'role'])
const split = z.union([
  z.strictObject({ by, groups: z.array(z.strictObject({ id: text, label: text, ...figures })) }),
  z.strictObject({ by, withheld: z.literal('few') })
])

const ways = z
  .strictObject({ phone: count, shared: count, paper: count })
  .describe('Hvordan svarene kom. Står der kun, hvis ikke alle kom på telefon.')

const item = z.strictObject({ id: text, wordings: z.array(z.strictObject({ text, who: text })).min(1), figure })
const element = z.strictObject({ number: elementNumber, name: text, figure, difference: text, items: z.array(item) })
const patternWords = z.strictObject({ name: text, sentence: text, question: text })

const rating = z
  .strictObject({
    step: text,
    title: text,
    question: text,
    scale: z.array(text).min(2).max(7).describe('Svarene i ord, det laveste først.'),
    unknown: text,
    notApplicable: text.exactOptional(),
    patterns: z.record(z.literal(patterns), patternWords),
    answered: count,
    heads: count.nullable(),
    ways: ways.exactOptional(),
    sections: z.array(z.strictObject({ id: text, title: text, items: z.array(text) })).exactOptional(),
    elements: z.array(element).min(1),
    split: split.nullable()
  })
  .superRefine(({ scale, elements, split, sections }, context) => {
    const parts = split && 'groups' in split ? split.groups.flatMap(group => [...Object.values(group.elements), ...Object.values(group.items)]) : []
    const items = elements.flatMap(each => each.items)
    const all = [...elements.map(each => each.figure), ...items.map(each => each.figure), ...parts]
    if (all.some(each => 'counts' in each && each.counts.length !== scale.length))
      context.addIssue({ code: 'custom', path: ['scale'], message: 'har ikke lige så mange svar, som der er tal.' })
    const placed = sections?.flatMap(section => section.items)
    if (placed && items.some(({ id }) => !placed.includes(id)))
      context.addIssue({ code: 'custom', path: ['sections'], message: 'mangler et udsagn, som der er tal for.' })
  })

/** The minutes as a file: what `/referat.schema.json` tells other programs. */
export const minutesSchema = z.strictObject({
  version: z.literal(MINUTES_VERSION),
  title: text,
  workshop: text,
  made: time.describe('Hvornår mødet blev lavet: 2026-11-23T09:00:00Z.'),
  expires: time.describe('Hvornår mødet slettes: 2026-12-23T09:00:00Z.'),
  closed: z.boolean(),
  people: count,
  answered: count,
  settings: z.strictObject({
    privacy,
    minimum: z.int().min(MINIMUM_LOWEST).max(MINIMUM_HIGHEST),
    keepDays: z.int().min(1).max(KEEP_DAYS_LONGEST),
    rehearsal: z.literal(true).exactOptional().describe('Står der kun, hvis det var en øvelse.')
  }),
  agreements: z.array(
    z.strictObject({
      id: text,
      element: z.strictObject({ number: elementNumber, name: text }).nullable(),
      want: text,
      sign: text,
      followUp: text,
      actions: z.array(z.strictObject({ what: text, who: text, when: text })),
      reply: z.strictObject({ how: text, who: text, when: text }).nullable()
    })
  ),
  words: z.strictObject({ want: text, sign: text, what: text, who: text, when: text, followUp: text, reply: text, how: text }),
  reviews: z.array(
    z.strictObject({
      what: text,
      status: z.literal(['gjort', 'i-gang', 'ikke-begyndt']).nullable(),
      decision: z.literal(['bliv-ved', 'skru', 'slip']).nullable(),
      note: text,
      from: z.strictObject({ want: text, sign: text, who: text, when: text }).nullable()
    })
  ),
  ratings: z.array(rating),
  votes: z.array(
    z.strictObject({
      step: text,
      title: text,
      voters: count.nullable(),
      heads: count.nullable(),
      ways: ways.exactOptional(),
      withheld: z.boolean(),
      options: z.array(z.strictObject({ label: text, dots: count }))
    })
  ),
  notes: z.array(z.strictObject({ step: text, title: text, lanes: z.array(z.strictObject({ label: text, notes: z.array(text) })) }))
})

/** Fails to compile where a reader would refuse a field that minutes may have, or let a file be what minutes are not. */
type Read = z.output<typeof minutesSchema>
const agrees: [Minutes extends z.input<typeof minutesSchema> ? true : never, Read extends Minutes ? true : never] = [true, true]
void agrees

export type ReadMinutes =
  { ok: true; minutes: Minutes /** Said to whoever opened an older file; '' for one of today. */; note: string } | { ok: false; faults: Fault[] }

/** What an earlier file may hold, or not. */
type Earlier = { ratings?: unknown; agreements?: unknown; words?: unknown; reviews?: unknown }

/** Each object of a list with what it lacks; anything else as it is. */
const lacking = (list: unknown, usual: (at: number) => object): unknown =>
  Array.isArray(list) ? list.map((each, at) => (typeof each === 'object' ? { ...usual(at), ...each } : each)) : list

/** Minutes from before they were numbered, with the words that were then said of all answers, and a number for each agreement: version 1. */
const numbered = (earlier: Earlier): Earlier => ({
  ...earlier,
  ratings: lacking(earlier.ratings, () => ({ patterns: earlierPatterns })),
  agreements: lacking(earlier.agreements, at => ({ id: String(at + 1) }))
})

/** Minutes of version 1, which had no answer to the students: version 2. */
function withReplies(earlier: Earlier): Earlier {
  const { reply, how } = agreementWords({ steps: [] })
  const words = typeof earlier.words === 'object' ? { reply, how, ...earlier.words } : earlier.words
  return { ...earlier, words, agreements: lacking(earlier.agreements, () => ({ reply: null })) }
}

/** Minutes of version 2, whose points from the last agreement had no decision and no origin: version 3. */
const withDecisions = (earlier: Earlier): Earlier => ({ ...earlier, reviews: lacking(earlier.reviews, () => ({ decision: null, from: null })) })

/** Minutes of version 3, which did not tell how answers came: version 4. */
const withoutWays = (earlier: Earlier): Earlier => earlier

/** What each version lacks of the next, the first being from before minutes were numbered. */
const changes = [numbered, withReplies, withDecisions, withoutWays]

/** An earlier file as one of today. */
const ofToday = (earlier: Earlier, version: number): unknown => ({
  ...changes.slice(version).reduce((minutes, change) => change(minutes), earlier),
  version: MINUTES_VERSION
})

/**
 * Reads the minutes that were saved as a file. Strict: a field that is wrong, missing or not known is a fault with its remedy, in Danish.
 * `file`: its name, for the faults. Never throws.
 */
export function readMinutesFile(json: string, file = 'referatet'): ReadMinutes {
  const refused = (field: string, remedy: string): ReadMinutes => ({ ok: false, faults: [{ file, field, remedy }] })
  if (json.length > MINUTES_LENGTH) return refused('hele filen', 'er for stor til at være et referat. Vælg en anden fil.')
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return refused('hele filen', 'kan ikke læses. Hent referatet som JSON igen, og vælg den fil.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('agreements' in value))
    return refused('hele filen', 'er ikke et referat fra Pejling. Vælg den fil, som I hentede på referatets side.')
  const { version } = value as { version?: unknown }
  if (typeof version === 'number' && version > MINUTES_VERSION)
    return refused('version', 'er nyere end den, som siden her kender. Genindlæs siden, eller åbn filen dér, hvor den er lavet.')
  const from = version ?? 0
  const earlier = version !== 0 && Number.isInteger(from) && (from as number) >= 0 && (from as number) < MINUTES_VERSION
  const read = minutesSchema.safeParse(earlier ? ofToday(value, from as number) : value)
  if (!read.success) return { ok: false, faults: faultsOf(file, minutesSchema, read.error, value) }
  return { ok: true, minutes: read.data, note: earlier ? 'Filen er fra en tidligere udgave af Pejling. Den er læst, som den var.' : '' }
}
