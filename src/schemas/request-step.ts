import { z } from 'zod'
import { shortText } from './short-text.ts'
import { stepLimits } from './step-limits.ts'

/** What every step of a workshop is sent with, and the parts that kinds of step make theirs of. */

/** No name that every object has, such as "constructor": what is kept by id would be found where nothing was put. */
const ownName = (id: string): boolean => !(id in Object.prototype)
const nameError = { error: 'er et navn, som er optaget. Vælg et andet.' }
export const stepId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .refine(ownName, nameError)
export const itemId = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,40}$/)
  .refine(ownName, nameError)

export const privacy = z.literal(['private', 'open', 'cards'])
const when = z
  .strictObject({
    privacy: z.union([privacy, z.array(privacy).min(1).max(3)]).exactOptional(),
    answers: z.literal(['few', 'enough']).exactOptional(),
    reveal: z.literal(['before', 'after']).exactOptional(),
    elements: z.literal(['one', 'several']).exactOptional(),
    students: z.literal(['present', 'absent']).exactOptional()
  })
  .refine(conditions => Object.keys(conditions).length > 0, { error: 'siger ikke, hvornår linjen gælder.' })
const line = (max: number) => z.union([shortText(max), z.strictObject({ when, text: shortText(max) })])
const lines = (max: number) => z.union([z.string().max(max), z.array(line(max)).max(stepLimits.lines.request)])

/** The fields that all kinds share. */
export const requestBase = {
  id: stepId,
  title: shortText(stepLimits.title.request),
  cardsTitle: shortText(stepLimits.title.request).exactOptional(),
  minutes: z.int().min(1).max(240),
  say: z.array(line(stepLimits.say.request)).max(stepLimits.sayLines.request),
  ifQuiet: lines(stepLimits.ifQuiet.request),
  see: lines(stepLimits.see.request),
  prompts: z.array(line(stepLimits.prompt.request)).max(stepLimits.prompts.request)
}
