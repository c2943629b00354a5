import { z } from 'zod'
import { type Doer, type Party, parties, pers, phases, qualifiers, strengths, units } from '../core/commitments/commitment.ts'
import { type TermName, termNames } from '../core/placement/terms.ts'
import { elementNumber, words } from './parts.ts'

/** An id of the agreement: a letter or two, a number, perhaps a letter for one of its parts. */
const commitmentId = z
  .string()
  .regex(/^[A-Z]{1,2}\d{1,3}[a-z]?$/)
  .describe('Tilsagnets id: et eller to store bogstaver og et tal, og et lille bogstav, hvis det er delt. For eksempel B01 eller B28a.')
const taskId = z
  .string()
  .regex(/^[A-Z]{1,2}\d{1,3}\.\d{1,2}$/)
  .describe('Opgavens id: tilsagnets id, et punktum og et tal. For eksempel B67.1.')
const party = z.literal([...parties]) satisfies z.ZodType<Party>
const doer = z.literal([...parties, 'sted']) satisfies z.ZodType<Doer>

const number = z.strictObject({
  amount: z.number().positive().max(1000).describe('Tallet. En halv skrives 0.5.'),
  to: z.number().positive().max(1000).exactOptional().describe('Den øvre ende, hvor aftalen giver et spænd.'),
  unit: z.literal([...units]).describe(`Det, der bliver talt: ${units.join(', ')}.`),
  per: z
    .literal([...pers])
    .exactOptional()
    .describe(`Hvor tit: ${pers.join(', ')}.`),
  qualifier: z
    .literal([...qualifiers])
    .exactOptional()
    .describe(`Det, der står foran tallet: ${qualifiers.join(', ')}. Udeladt: tallet, som det er.`)
})

const commitment = z
  .strictObject({
    id: commitmentId,
    text: words(200).describe('Hvordan det er, når tilsagnet bliver holdt. Egne ord, ét eller to korte punktummer.'),
    example: words(200).exactOptional().describe('Eksempler eller forklaring, som ikke skal med, når tilsagnet bliver vurderet.'),
    strength: z.literal([...strengths]).describe(`Hvor fast aftalen siger det: ${strengths.join(', ')}.`),
    numbers: z.array(number).min(1).max(3).exactOptional().describe('Aftalens tal.'),
    deadline: words(100).exactOptional().describe('Frist eller tidspunkt i ord.'),
    who: z
      .array(doer)
      .max(4)
      .describe(`Hvem der gør det: ${parties.join(', ')} eller sted (hele oplæringsstedet). En tom liste, når ingen kan nævnes.`),
    reading: z
      .array(z.literal([...parties, 'sted', 'who', 'deadline']))
      .min(1)
      .exactOptional()
      .describe('Det, som ikke står i aftalen, men er læst ud af den: who (alle), en rolle, eller deadline.'),
    note: words(240).exactOptional().describe('En tvivl, eller det aftalens egne ord siger mere.'),
    phases: z
      .array(z.literal([...phases]))
      .min(1)
      .max(3)
      .describe(`Hvornår: ${phases.join(', ')}.`),
    for: z
      .array(party)
      .min(1)
      .max(4)
      .describe(`Hvem det er til gavn for: ${parties.join(', ')}.`),
    elements: z.array(elementNumber).max(4).describe('Kerneelementerne, det tjener, det vigtigste først. En tom liste, når der ikke er et.'),
    why: words(100).exactOptional().describe('Hvorfor det tjener dem, i én sætning.'),
    tasks: z
      .array(
        z.strictObject({
          id: taskId,
          text: words(160).describe('Opgaven i egne ord.'),
          elements: z.array(elementNumber).min(1).max(4).describe('Kerneelementerne, den tjener, det vigtigste først.'),
          same: z.array(commitmentId).min(1).exactOptional().describe('Id på de tilsagn, der siger det samme.')
        })
      )
      .min(1)
      .max(40)
      .exactOptional()
      .describe('En liste med opgaver, når tilsagnet har en.')
  })
  .describe('Et tilsagn.')

/** Front matter of a chapter: `kapitler/*.md` of an agreement's folder. The body introduces it. */
export const kapitelSchema = z.strictObject({
  number: z.int().min(1).max(40).describe('Kapitlets plads, 1 først.'),
  title: words(60).describe('Kapitlets navn.'),
  chapterOf: words(120).describe('Hvor i aftalen teksten står, så den kan slås efter.'),
  commitments: z.array(commitment).min(1).max(60).describe('Kapitlets tilsagn i den rækkefølge, de vises.')
})
export type Kapitel = z.infer<typeof kapitelSchema>

const named = <const V extends readonly string[]>(values: V, what: string) => z.literal([...values] as unknown as V).describe(what)

/** Front matter of `aftale.md` of an agreement's folder. The body introduces it on its page. */
export const aftaleSchema = z.strictObject({
  title: words(80).describe('Aftalens navn.'),
  short: words(40).describe('Hvad aftalen hedder midt i en sætning, for eksempel "kvalitetsaftalen".'),
  covers: words(240).describe('Hvad aftalen gælder for.'),
  parties: words(300).describe('Hvem der har lavet den.'),
  partiesNote: words(240).exactOptional().describe('Forbehold om parterne.'),
  standing: words(400).describe('Om den er forpligtende, så langt kilderne siger det.'),
  purposes: z.array(words(160)).min(1).max(8).describe('Aftalens formål, ét ad gangen.'),
  themes: z
    .array(
      z.strictObject({
        title: words(80).describe('Temaets navn, som aftalen skriver det.'),
        chapters: z.array(z.int().min(1).max(40)).min(1).describe('Numrene på de kapitler, der hører til.')
      })
    )
    .max(8)
    .default([])
    .describe('Aftalens temaer, hvis den har nogen.'),
  scale: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .describe('Navnet på skalaen i content/skalaer, som status svares på.'),
  strengths: z
    .array(
      z.strictObject({
        id: named(strengths, `En af: ${strengths.join(', ')}.`),
        word: words(20).describe('Ordet, som læseren ser.'),
        sentence: words(140).describe('Hvad ordet betyder i denne aftale.')
      })
    )
    .min(1)
    .describe('De ord for styrke, som aftalen bruger, i den rækkefølge de vises.'),
  roles: z
    .array(
      z.strictObject({
        id: named(parties, `En af: ${parties.join(', ')}.`),
        name: words(40).describe('Rollens navn.'),
        you: words(60).describe('Rollen efter "Til", for eksempel "dig som er elev".')
      })
    )
    .min(1)
    .describe('De roller, som aftalen giver en del, i den rækkefølge de vises.'),
  place: words(40).describe('Hvad stedet hedder som helhed, for eksempel "Oplæringsstedet".'),
  phases: z
    .array(
      z.strictObject({
        id: named(phases, `En af: ${phases.join(', ')}.`),
        name: words(40).describe('Tidens navn.'),
        when: words(80).describe('Hvad der hører til her.')
      })
    )
    .min(1)
    .describe('De tider, som tilsagnene hører til, i den rækkefølge de vises.'),
  questions: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(/^[a-z0-9-]+$/)
          .describe('Små bogstaver, tal og bindestreg.'),
        title: words(80).describe('Spørgsmålet, kort.'),
        text: words(300).describe('Hvad aftalen siger, og hvad den lader stå åbent.'),
        ask: words(140).describe('Det, stedet selv må svare på.'),
        commitments: z.array(commitmentId).min(1).describe('Id på de tilsagn, det drejer sig om.')
      })
    )
    .max(40)
    .default([])
    .describe('Huller og modsigelser: det, som stedet selv må aftale.'),
  placement: z
    .strictObject({
      terms: z
        .strictObject(
          Object.fromEntries(termNames.map(name => [name, commitmentId.exactOptional()])) as Record<TermName, z.ZodExactOptional<typeof commitmentId>>
        )
        .describe('De tilsagn, som en oplæringsplan bliver lagt efter: planens navn for det, og tilsagnets id. Udelad det, aftalen ikke siger.'),
      freeDays: z
        .array(
          z.strictObject({
            date: z
              .string()
              .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
              .describe('Måned og dag med to cifre, for eksempel 12-24.'),
            name: words(40).describe('Dagens navn, for eksempel juleaftensdag.'),
            commitment: commitmentId,
            fromHour: z.int().min(1).max(23).exactOptional().describe('Fri fra dette klokkeslæt. Udeladt: hele dagen.')
          })
        )
        .max(20)
        .default([])
        .describe('Dage, som eleven har fri hvert år ud over helligdagene.')
    })
    .exactOptional()
    .describe('Det, en oplæringsplan bliver lagt efter. Udeladt: siden har ingen oplæringsplan.')
})
export type Aftale = z.infer<typeof aftaleSchema>
