import type { Context } from 'hono'
import { z } from 'zod'
import type { MakeBoard } from '../../src/core/api.ts'
import { KEEP_DAYS_LONGEST, MINIMUM_HIGHEST, MINIMUM_LOWEST } from '../../src/core/settings.ts'
import { workshopSchema } from '../../src/schemas/workshop.ts'
import { Problem } from './problems.ts'

const privacy = z.literal(['private', 'open', 'cards'])
const minimum = z.int().min(MINIMUM_LOWEST).max(MINIMUM_HIGHEST)

export const makeBoard: z.ZodType<MakeBoard> = z.strictObject({
  title: z.string().trim().min(1).max(200),
  workshop: workshopSchema,
  settings: z.strictObject({ privacy, minimum, keepDays: z.int().min(1).max(KEEP_DAYS_LONGEST) })
})
export const joinBoard = z.strictObject({ code: z.string().max(100) })
/** Its minimum is judged together with the board's own: see changeSettings. */
export const changeBoard = z.strictObject({ privacy: privacy.exactOptional(), minimum: z.number().exactOptional() })

/** The body of a call in the form of a schema. Throws a Problem that names the first field which has another. */
export async function bodyOf<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const type = context.req.header('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Problem('not-json')
  let body: unknown
  try {
    body = JSON.parse(await context.req.text())
  } catch (error) {
    if (error instanceof SyntaxError) throw new Problem('bad-json')
    throw error
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (!issue) throw new Problem('bad-field')
  if (issue.path[0] === 'title') throw new Problem('bad-title')
  throw new Problem('bad-field', sentence(issue))
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
