import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { z } from 'zod'
import { MESSAGE_SAVED, MESSAGE_TIME } from '../../../src/core/board/api.ts'
import { MESSAGE_AWARENESS, MESSAGE_SYNC, SYNC_STEP_1 } from '../../../src/core/board/wire.ts'
import type { Frame } from './browser.ts'

/** What the sync sockets tell in single values, and the only forms in which anything about answers may be among them. */

/** A clock on the machine of the test, ms. */
const DAY = 86_400_000

export type Told = { document: string; value: unknown }

/**
 * Every value that stands in any frame received, of all documents that `of` names: also what was overwritten or deleted
 * since, and what a document that puts the frames together would not show.
 */
export function valuesTold(frames: readonly Frame[], of: (document: string) => boolean): Told[] {
  const told: Told[] = []
  for (const { url, sent, payload } of frames) {
    const document = new URL(url).pathname.split('/').at(-1) ?? ''
    if (sent || !of(document)) continue
    const decoder = decoding.createDecoder(new Uint8Array(payload))
    const type = decoding.readVarUint(decoder)
    if (type === MESSAGE_SAVED) continue
    if (type === MESSAGE_TIME) {
      // The server's clock and nothing else.
      const off = decoding.readVarUint(decoder) - Date.now()
      if (Math.abs(off) > DAY || decoding.hasContent(decoder)) throw new Error(`No clock about ${document}`)
      continue
    }
    if (type === MESSAGE_AWARENESS) {
      told.push(...presenceTold(decoding.readVarUint8Array(decoder)).map(value => ({ document: 'presence', value })))
      continue
    }
    if (type !== MESSAGE_SYNC) throw new Error(`A message of type ${type} about ${document}`)
    if (decoding.readVarUint(decoder) === SYNC_STEP_1) continue
    for (const struct of Y.decodeUpdate(decoding.readVarUint8Array(decoder)).structs) {
      if (!('content' in struct)) continue
      for (const value of struct.content.getContent()) if (!(value instanceof Y.AbstractType)) told.push({ document, value })
    }
  }
  return told
}

/** What is said of those present, one JSON text each: "null" of one who says nothing or has left. */
function presenceTold(bytes: Uint8Array): string[] {
  const decoder = decoding.createDecoder(bytes)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    return decoding.readVarString(decoder)
  })
}

const count = z.int().min(0)
const people = (figure: { counts: number[]; unknown: number }): number => figure.counts.reduce((sum, n) => sum + n, figure.unknown)
/** How many say what: of at least the minimum, or it would tell of fewer. */
const distribution = (minimum: number) =>
  z.strictObject({ counts: z.array(count), unknown: count }).refine(figure => people(figure) >= minimum, 'tells of fewer people than the minimum')
const figure = (minimum: number) => z.union([distribution(minimum), z.strictObject({ withheld: z.enum(['few', 'difference']) })])
const figures = (minimum: number) => ({
  elements: z.record(z.string().regex(/^[1-6]$/), figure(minimum)),
  items: z.record(z.string(), figure(minimum))
})

/**
 * The values that a results document may hold. An answer of one participant fits none of them: not as a value of its own,
 * not as a row of answers, and not as a figure of a few.
 */
export const resultsValue = (minimum: number) =>
  z.union([
    count,
    z.strictObject({ answered: count, done: count }),
    z.strictObject({
      n: count,
      split: z.enum(['side', 'role']).nullable(),
      elements: z.array(z.int().min(1).max(6)),
      divided: z.boolean(),
      dots: z.boolean(),
      held: z.boolean()
    }),
    z.strictObject({ destroyed: count }),
    z.strictObject({ privacy: z.enum(['private', 'open', 'cards']), minimum: count, keepDays: count }),
    z.strictObject({
      kind: z.literal('rate'),
      answered: count,
      heads: count.optional(),
      ...figures(minimum),
      split: z
        .union([
          z.strictObject({ by: z.enum(['side', 'role']), withheld: z.literal('few') }),
          z.strictObject({
            by: z.enum(['side', 'role']),
            groups: z.array(z.strictObject({ id: z.enum(['skole', 'oplaering', 'organisation', 'elev']), ...figures(minimum) }))
          })
        ])
        .nullable()
    }),
    z.strictObject({
      kind: z.literal('vote'),
      voters: count.refine(voters => voters >= minimum),
      heads: count.optional(),
      options: z.array(z.strictObject({ id: z.string(), label: z.string(), element: z.int().optional() })),
      dots: z.record(z.string(), count)
    })
  ])

/** What a session document may hold beside the workshop's copy: texts, the clock, and how a step is shown. */
export const sessionValue = z.union([
  z.string(),
  z.null(),
  // Milliseconds that were left of a step's clock: no whole number that an answer could be.
  z.number().refine(ms => ms < 0 || ms > 6, 'looks like an answer'),
  z.strictObject({ endsAt: z.number() }),
  z.strictObject({ left: z.number() }),
  z.strictObject({ split: z.enum(['side', 'role']).nullable(), told: count.optional() }),
  z.strictObject({ heads: count }),
  z.strictObject({ step: z.string(), picture: z.string().nullable(), element: z.int().min(1).max(6).nullable(), question: count, page: count }),
  z.looseObject({ slug: z.string(), instruments: z.looseObject({}), steps: z.array(z.looseObject({})) })
])

/** What a wall may hold: what people wrote for everyone to read, its order, and where it belongs. */
export const wallValue = z.union([z.string(), z.number(), z.null()])

/** Nobody says anything of themselves. */
export const presenceValue = z.literal('null')
