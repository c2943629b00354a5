import { z } from 'zod'
import { authorBase } from '../../schemas/author-step.ts'
import { requestBase } from '../../schemas/request-step.ts'

/** What happens in the room, in a few words. */
export const name = 'Afslut'
const kind = z.literal('close')

/** As it is sent. */
export const request = z.strictObject({ ...requestBase, kind })

/** As its author writes it. */
export const author = z.strictObject({ ...authorBase, kind })
