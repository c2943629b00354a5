import { z } from 'zod'
import type { Fault } from './faults.ts'
import { words } from './parts.ts'

const STATEMENT_WORDS = 16
const name = z.string().regex(/^[a-z0-9-]+$/)
const commitments = z.array(words(8)).min(1)

const statement = z.strictObject({
  id: name.describe('Udsagnets id: små bogstaver, tal og bindestreg.'),
  text: words(120).describe(`Udsagnet i jeg-form eller vi-form. Én sætning, højst ${STATEMENT_WORDS} ord.`),
  commitments: commitments.describe('Id på de tilsagn, udsagnet spørger til.')
})

/** Front matter of `evaluering/*.md` of an agreement's folder: the form that a student fills in when a period ends. The body says where it comes from. */
export const evalueringSchema = z.strictObject({
  title: words(60).describe('Skemaets navn.'),
  about: commitments.describe('Id på de tilsagn, der handler om skemaet selv.'),
  first: words(100).describe('Det, eleven bliver spurgt om før alt andet.'),
  wait: words(200).describe('Hvad eleven gør, når svaret er nej.'),
  answers: z.array(words(30)).min(2).max(5).describe('Svarene, fra ja til nej.'),
  unknown: words(30).describe('Svaret, når eleven ikke ved det.'),
  sections: z
    .array(
      z.strictObject({
        id: name.describe('Afsnittets id: små bogstaver, tal og bindestreg.'),
        title: words(60).describe('Afsnittets navn.'),
        use: words(160).describe('Hvad svarene bliver brugt til.'),
        together: words(60).describe('Afsnittets navn, når flere elevers svar står sammen.'),
        question: words(160).describe('Spørgsmålet, som stedet og konsulenten taler ud fra.'),
        statements: z.array(statement).min(1).max(8).describe('Afsnittets udsagn.')
      })
    )
    .min(1)
    .max(4)
    .describe('Ét afsnit for hvert formål med skemaet.'),
  keep: words(100).describe('Spørgsmålet om, hvad der skal blive ved.'),
  change: words(100).describe('Spørgsmålet om, hvad der skal laves om.'),
  readers: words(300).describe('Hvem der læser skemaet.')
})
export type Evaluering = z.infer<typeof evalueringSchema>

/** What does not hang together in the form, or between it and `ids`, the agreement's commitments: each fault with file, field and remedy. */
export function evaluationFaults(form: Evaluering & { file: string }, ids: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = []
  const fail = (field: string, remedy: string) => faults.push({ file: form.file, field, remedy })
  const refer = (to: readonly string[], field: string) => {
    for (const id of to) if (!ids.has(id)) fail(field, `nævner ${id}, som ikke findes i kapitlerne. Skriv et tilsagns id, eller fjern det.`)
  }
  refer(form.about, 'about')
  const sections = new Set<string>()
  const statements = new Set<string>()
  const once = (seen: Set<string>, id: string, field: string) => {
    if (seen.has(id)) fail(field, `id ${id} er brugt to gange. Giv hver sit eget.`)
    seen.add(id)
  }
  for (const section of form.sections) {
    once(sections, section.id, `sections.${section.id}.id`)
    for (const { id, text, commitments } of section.statements) {
      const at = `sections.${section.id}.statements.${id}`
      once(statements, id, `${at}.id`)
      refer(commitments, `${at}.commitments`)
      const count = text.split(/\s+/).length
      if (count > STATEMENT_WORDS) fail(`${at}.text`, `har ${count} ord, højst ${STATEMENT_WORDS}. Gør sætningen kortere, eller del den.`)
      if (!/(^|\s)(jeg|mig|min|mit|mine|vi)(?=[\s.,]|$)/i.test(text))
        fail(`${at}.text`, 'er ikke i jeg-form. Skriv det, som eleven selv ville sige det.')
    }
  }
  return faults
}
