import { z } from 'zod'
import { elementNumber, side, words } from './parts.ts'

/**
 * At most 16 words and one sentence: statements are read aloud, on a phone, also by people who read Danish as a
 * second language. The number is the drafts' own rule (domain/selvvurdering.md, C0), not a standard.
 */
export const STATEMENT_WORDS = 16

const isOneShortSentence = (text: string) => text.split(/\s+/).length <= STATEMENT_WORDS && /^[^.!?]+\.$/.test(text)
const sentence = words(140).refine(isOneShortSentence, { error: `skal være én sætning på højst ${STATEMENT_WORDS} ord, som slutter med punktum` })

const statement = z.strictObject({
  id: z
    .string()
    .regex(/^K[1-6][SUD][1-3]$/)
    .describe('Udsagnets id: K, elementets nummer, linsens bogstav (S, U eller D) og 1 til 3, for eksempel K1S2.'),
  sides: z.array(side).min(1).max(4).describe('Dem, der kan svare på udsagnet: skole, oplaering, organisation og elev.'),
  text: sentence.describe('Udsagnet, som det står på telefonen: én sætning på højst 16 ord om én ting, i positiv retning.'),
  skole: sentence
    .exactOptional()
    .describe('Skolens egen ordlyd, hvor udsagnet ikke passer på en skole, for eksempel fordi det er oplæringen, der vejleder.')
})

const studentStatement = z.strictObject({
  id: z
    .string()
    .regex(/^K[1-6]E[1-3]$/)
    .describe('Udsagnets id: K, elementets nummer, E og 1 til 3, for eksempel K4E1.'),
  text: sentence.describe('Udsagnet, når ansatte giver deres bedste bud: "Eleverne ...".'),
  own: sentence.describe('Udsagnet, når eleven selv svarer: i jeg-form, med de samme ord som text.')
})

const three = <T extends z.ZodType>(kind: T) => z.array(kind).length(3)

/** Front matter of content/kerneelementer/*.md. The body makes the element understandable for a newcomer. */
export const kerneelementSchema = z.strictObject({
  number: elementNumber.describe("Elementets nummer i SEVU's model, 1 til 6."),
  name: words(60).describe('Elementets navn, som SEVU skriver det.'),
  headline: sentence.describe('Overskriften, der vurderes: "Hos os ...". Alle fire sider skal kunne svare på den.'),
  purpose: words(400).describe('Formålet med egne ord: hvad elementet skal give eleverne.'),
  strategic: words(600).describe('Hvad ledere og andre med strategisk ansvar gør.'),
  practice: words(600).describe('Hvad de, der udvikler og udfører, gør. Kilden har én fælles spalte for dem.'),
  students: words(600).describe('Hvad eleverne oplever, når det virker.'),
  statements: z
    .strictObject({
      strategisk: three(statement).describe('Tre udsagn for den strategiske linse.'),
      udvikling: three(statement).describe('Tre udsagn for dem, der udvikler.'),
      udfoerende: three(statement).describe('Tre udsagn for hverdagen tæt på eleven.'),
      elev: three(studentStatement).describe('Tre udsagn om det, eleverne oplever, i to former.')
    })
    .describe('De fire linsers udsagn. Linserne og udsagnene er vores egne.'),
  low: words(300).describe('Hverdagen, når det halter. Uden at pege på nogen.'),
  high: words(300).describe('Hverdagen, når det lykkes.'),
  questions: z.array(words(200)).length(3).describe('Tre spørgsmål, der åbner en samtale.'),
  signs: z.array(words(200)).min(2).max(5).describe('Tegn hos eleverne: noget, man kan se eller høre.'),
  firstSteps: z.array(words(240)).min(2).max(5).describe('Små første skridt, som kan tages i denne måned.'),
  cases: z.array(z.int().min(1).max(6)).min(1).describe('Numrene på de cases i kortlægningen, som kilden henviser til.'),
  casesAt: z.url().describe('Adressen, hvor kortlægningen med cases ligger.'),
  typicalFor: z
    .array(z.literal(['strategisk', 'udvikling', 'udfoerende']))
    .length(2)
    .describe('Hvem elementet typisk er mest oplagt for. Kilden viser det kun med farve, så det er vores læsning.')
})

export type Kerneelement = z.infer<typeof kerneelementSchema>
