import { z } from 'zod'
import { authorBase } from '../../schemas/author-step.ts'
import { words } from '../../schemas/parts.ts'
import { requestBase } from '../../schemas/request-step.ts'
import { shortText } from '../../schemas/short-text.ts'
import { stepLimits } from '../../schemas/step-limits.ts'

/** What happens in the room, in a few words. */
export const name = 'Lav aftalen'
const kind = z.literal('agree')
const field = shortText(stepLimits.agreementField.request).exactOptional()

/** As it is sent. */
export const request = z.strictObject({
  ...requestBase,
  kind,
  fields: z
    .strictObject({ want: field, sign: field, what: field, who: field, when: field, followUp: field, reply: field, how: field })
    .exactOptional()
})

const named = (usual: string) => words(stepLimits.agreementField.author).exactOptional().describe(`I stedet for "${usual}".`)

/** As its author writes it. */
export const author = z.strictObject({
  ...authorBase,
  kind,
  fields: z
    .strictObject({
      want: named('Det vil vi'),
      sign: named('Det vil eleverne mærke'),
      what: named('Første skridt'),
      who: named('Hvem'),
      when: named('Hvornår'),
      followUp: named('Vi ser på det igen'),
      reply: named('Svar til eleverne'),
      how: named('Hvordan')
    })
    .exactOptional()
    .describe('Aftalens felter, hvis de skal hedde noget andet end de plejer.')
})
