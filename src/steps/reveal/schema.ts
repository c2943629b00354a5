import { z } from 'zod'
import { authorBase } from '../../schemas/author-step.ts'
import { requestBase, stepId } from '../../schemas/request-step.ts'

/** What happens in the room, in a few words. */
export const name = 'Vis svarene'
const kind = z.literal('reveal')

/** As it is sent. */
export const request = z.strictObject({ ...requestBase, kind, of: stepId })

/** As its author writes it. */
export const author = z.strictObject({ ...authorBase, kind, of: z.string().describe('Id på det tidligere rate-trin, hvis svar vises.') })
