import { z } from 'zod'
import { words } from './parts.ts'

/** Front matter of content/vejledning/*.md: pages of help and of plain facts about the tool. */
export const vejledningSchema = z.strictObject({
  title: words(80).describe('Sidens overskrift.'),
  summary: words(240).describe('En eller to sætninger om, hvad siden svarer på.'),
  order: z.int().min(1).max(40).describe('Plads i rækken, 1 først.')
})

export type Vejledning = z.infer<typeof vejledningSchema>
