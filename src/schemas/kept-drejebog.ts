import { z } from 'zod'
import { DREJEBOG_VERSION, type KeptDrejebog } from '../core/adapt/kept-drejebog.ts'
import { elementNumber } from './parts.ts'
import { stepId } from './request-step.ts'
import { workshopForm } from './workshop.ts'

/** An adapted drejebog as it is kept. Its parts need not agree yet: `hindrances` tells those who adapt it. */
const keptDrejebog: z.ZodType<KeptDrejebog> = z.strictObject({
  kind: z.literal('pejling-drejebog'),
  version: z.literal(DREJEBOG_VERSION),
  changed: z.number().min(0),
  draft: z.strictObject({ workshop: workshopForm, out: z.array(stepId).max(80), elements: z.array(elementNumber).max(6) })
})

/** What was kept, read back; null where it is something else. */
export function readKept(json: unknown): KeptDrejebog | null {
  const parsed = keptDrejebog.safeParse(json, { jitless: true })
  return parsed.success ? parsed.data : null
}
