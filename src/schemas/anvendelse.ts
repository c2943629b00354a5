import { z } from 'zod'
import { role, words } from './parts.ts'

/** Front matter of content/anvendelser/*.md: the six situations that the source names. */
export const anvendelseSchema = z
  .strictObject({
    number: z.int().min(1).max(6).describe('Situationens nummer, 1 til 6, i kildens rækkefølge.'),
    role: role.describe('Den rolle, som kilden lægger situationen under.'),
    title: words(80).describe('Situationens navn.'),
    situation: words(300).describe('Hvornår man står i den.'),
    does: words(400).describe('Hvad man gør med de seks kerneelementer.'),
    gives: words(300).describe('Hvad det skal give.'),
    workshop: z.string().min(1).describe('Navnet på drejebogens fil uden .md, for eksempel luu-strategisk-droeftelse.'),
    fit: z.literal(['egen', 'naermest']).describe('"egen": drejebogen er skrevet til situationen. "naermest": den er den nærmeste, vi har.'),
    note: words(500).exactOptional().describe('Hvordan den nærmeste drejebog tilpasses. Skal stå der, når fit er "naermest".')
  })
  .refine(a => a.fit === 'egen' || a.note !== undefined, {
    path: ['note'],
    error: 'mangler. Skriv, hvordan drejebogen tilpasses, når fit er "naermest"'
  })

export type Anvendelse = z.infer<typeof anvendelseSchema>
