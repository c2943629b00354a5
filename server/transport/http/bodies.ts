import type { Context } from 'hono'
import { z } from 'zod'
import { ways } from '../../../src/core/ballot/way.ts'
import type { MakeBoard } from '../../../src/core/board/api.ts'
import { KEEP_DAYS_LONGEST, MINIMUM_HIGHEST, MINIMUM_LOWEST, REHEARSAL_DAYS } from '../../../src/core/board/settings.ts'
import { shortText } from '../../../src/schemas/short-text.ts'
import { workshopSchema } from '../../../src/schemas/workshop.ts'
import { hasFewParts } from './count-parts.ts'
import type { HttpLimits } from './limits.ts'
import { Problem } from './problems.ts'

const privacy = z.literal(['private', 'open', 'cards'])
const minimum = z.int().min(MINIMUM_LOWEST).max(MINIMUM_HIGHEST)

/** Body of `POST /api/boards`. */
export const makeBoard: z.ZodType<MakeBoard> = z.strictObject({
  title: shortText(200),
  workshop: workshopSchema,
  settings: z
    .strictObject({ privacy, minimum, keepDays: z.int().min(1).max(KEEP_DAYS_LONGEST), rehearsal: z.literal(true).exactOptional() })
    // [rehearsal-deleted]
    .refine(({ rehearsal, keepDays }) => !rehearsal || keepDays === REHEARSAL_DAYS, {
      path: ['rehearsal'],
      message: 'kræver, at keepDays er 1. En øvelse gemmes i én dag.'
    })
})
/** Body of `POST /api/join` and of `POST /api/recover`. */
export const joinBoard = z.strictObject({ code: z.string().max(100) })
/** Body of `POST /api/boards/:board/participants`, which may have none. */
export const makeParticipant = z.strictObject({ way: z.literal(ways).exactOptional() })
/** Its minimum is judged together with the board's own: see changeSettings. */
export const changeBoard = z.strictObject({ privacy: privacy.exactOptional(), minimum: z.number().exactOptional() })

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The body of a call in the form of a schema. Throws a Problem where it is not JSON, or as `readBody` does. */
export async function bodyOf<T>(context: Context, schema: z.ZodType<T>, limits: BodyLimits): Promise<T> {
  const type = context.req.header('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Problem('not-json')
  return readBody(new Uint8Array(await context.req.arrayBuffer()), schema, limits)
}

type BodyLimits = Pick<HttpLimits, 'bodyParts' | 'bodyDepth'>

/**
 * A JSON text in the form of a schema. Throws a Problem that names the first field which has another. Its parts are counted before it
 * is parsed: see `limits.bodyParts`.
 */
export function readBody<T>(text: Uint8Array, schema: z.ZodType<T>, limits: BodyLimits): T {
  if (!hasFewParts(text, { parts: limits.bodyParts, depth: limits.bodyDepth })) throw new Problem('too-many-parts')
  const parsed = schema.safeParse(parse(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (!issue) throw new Problem('bad-field')
  if (issue.path[0] === 'title') throw new Problem('bad-title')
  throw new Problem('bad-field', sentence(issue))
}

function parse(text: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(text))
  } catch (error) {
    // A TypeError: no UTF-8.
    if (error instanceof SyntaxError || error instanceof TypeError) throw new Problem('bad-json')
    throw error
  }
}

const minimumInWords = `Mindste antal svar skal være et helt tal fra ${MINIMUM_LOWEST} til ${MINIMUM_HIGHEST}.`
/** What people choose on the start page and in the meeting: in the words of those pages, where they read the answer. */
const choices: Record<string, string> = {
  minimum: minimumInWords,
  'settings.minimum': minimumInWords,
  'settings.keepDays': `Mødet kan gemmes i 1 til ${KEEP_DAYS_LONGEST} dage.`
}

function sentence(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') return `Feltet "${[...issue.path, issue.keys[0]].map(String).join('.')}" kendes ikke. Tag det ud.`
  const choice = choices[path]
  if (choice !== undefined) return choice
  if (path === '') return 'Indholdet skal være et JSON-objekt med de felter, som kaldet har brug for.'
  if (issue.code === 'custom') return `Feltet "${path}" ${issue.message}`
  return `Feltet "${path}" mangler eller har en forkert form. Ret det, og send igen.`
}
