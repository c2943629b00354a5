import { z } from 'zod'
import { authorBase, id } from '../../schemas/author-step.ts'
import { listInTurn } from '../../schemas/in-turn.ts'
import { words } from '../../schemas/parts.ts'
import { requestBase, stepId } from '../../schemas/request-step.ts'
import { shortText } from '../../schemas/short-text.ts'
import { stepLimits } from '../../schemas/step-limits.ts'

/** What happens in the room, in a few words. */
export const name = 'Skriv sedler'
const kind = z.literal('notes')
const lane = z.strictObject({
  id: stepId,
  label: shortText(stepLimits.laneLabel.request),
  hint: shortText(stepLimits.laneHint.request).exactOptional()
})

/** As it is sent. */
export const request = z.strictObject({ ...requestBase, kind, lanes: listInTurn(lane, 1, stepLimits.lanes.request) })

/** As its author writes it. */
export const author = z.strictObject({
  ...authorBase,
  kind,
  lanes: z
    .array(
      z.strictObject({
        id: id().describe('Spaltens id.'),
        label: words(stepLimits.laneLabel.author).describe('Spaltens overskrift.'),
        hint: words(stepLimits.laneHint.author).exactOptional().describe('Hjælp til, hvad der hører til her.')
      })
    )
    .min(1)
    .max(stepLimits.lanes.author)
    .describe('Væggens spalter.')
})
