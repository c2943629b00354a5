import { z } from 'zod'
import { authorBase } from '../../schemas/author-step.ts'
import { requestBase, stepId } from '../../schemas/request-step.ts'

/** What happens in the room, in a few words. */
export const name = 'Svar i stilhed'
const kind = z.literal('rate')

/** As it is sent. */
export const request = z.strictObject({ ...requestBase, kind, instrument: stepId, again: stepId.exactOptional() })

/** As its author writes it. */
export const author = z.strictObject({
  ...authorBase,
  kind,
  instrument: z.string().describe('Navnet på de udsagn, der vurderes.'),
  again: z
    .string()
    .exactOptional()
    .describe('Id på et tidligere rate-trin med de samme udsagn. Så svarer de samme personer igen, og de to omgange vises ved siden af hinanden.')
})
