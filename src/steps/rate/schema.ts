import { z } from 'zod'
import { authorBase } from '../../schemas/author-step.ts'
import { requestBase, stepId } from '../../schemas/request-step.ts'

/** What happens in the room, in a few words. */
export const name = 'Svar i stilhed'
const kind = z.literal('rate')

/** As it is sent. */
export const request = z.strictObject({ ...requestBase, kind, instrument: stepId })

/** As its author writes it. */
export const author = z.strictObject({ ...authorBase, kind, instrument: z.string().describe('Navnet på de udsagn, der vurderes.') })
