import { z } from 'zod'
import { authorBase } from '../../schemas/author-step.ts'
import { requestBase } from '../../schemas/request-step.ts'

/** What happens in the room, in a few words. */
export const name = 'Samtale'
const kind = z.literal('talk')

/** As it is sent. */
export const request = z.strictObject({ ...requestBase, kind, cards: z.boolean() })

/** As its author writes it. */
export const author = z.strictObject({
  ...authorBase,
  kind,
  cards: z.boolean().default(false).describe('true: viser dialogkortene for de elementer, mødet handler om.')
})
