import { z } from 'zod'
import { role, words } from './parts.ts'

/** Front matter of content/roller/*.md. The body is the guidance: how this role uses the six. */
export const rolleSchema = z.strictObject({
  role: role.describe('Rollens id: strategisk, udvikling, udfoerende eller elev. Det samme som filens navn.'),
  name: words(60).describe('Rollens navn, som det vises.'),
  order: z.int().min(1).max(20).describe('Plads i rækken, 1 først.'),
  short: words(200).describe('Én sætning, som en i rollen kan kende sig selv i.'),
  who: z.array(words(120)).min(1).max(8).describe('Hvem der typisk har rollen.'),
  binds: words(300).describe('Hvad der binder dem sammen, som har rollen.')
})

export type Rolle = z.infer<typeof rolleSchema>
