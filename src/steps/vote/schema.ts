import { z } from 'zod'
import { authorBase, id } from '../../schemas/author-step.ts'
import { listInTurn } from '../../schemas/in-turn.ts'
import { elementNumber, words } from '../../schemas/parts.ts'
import { itemId, requestBase, stepId } from '../../schemas/request-step.ts'
import { shortText } from '../../schemas/short-text.ts'
import { stepLimits } from '../../schemas/step-limits.ts'

/** What happens in the room, in a few words. */
export const name = 'Sæt prikker'
const kind = z.literal('vote')
const option = z.strictObject({ id: itemId, label: shortText(stepLimits.optionLabel.request), element: elementNumber.exactOptional() })

/** As it is sent. */
export const request = z.strictObject({
  ...requestBase,
  kind,
  dots: z.int().min(1).max(5),
  options: listInTurn(option, 0, stepLimits.options.request),
  from: stepId.exactOptional()
})

const writtenOption = z.strictObject({
  id: id().describe('Mulighedens id.'),
  label: words(stepLimits.optionLabel.author).describe('Mulighedens tekst.'),
  element: elementNumber.exactOptional().describe('Det kerneelement, som muligheden hører til, hvis der er ét.')
})

/** As its author writes it. */
export const author = z.strictObject({
  ...authorBase,
  kind,
  dots: z.int().min(1).max(5).describe('Antal prikker til hver.'),
  options: z
    .union([z.literal('elementer'), z.array(writtenOption).min(2).max(stepLimits.options.author)])
    .exactOptional()
    .describe('Det, der stemmes om: elementer (de seks) eller en liste. Udelades, når from bruges.'),
  from: z.string().exactOptional().describe('Id på et tidligere notes-trin, hvis sedler der stemmes om.')
})
