import { z } from 'zod'
import { words } from './parts.ts'
import { stepLimits } from './step-limits.ts'

/** What every step of a drejebog is written with, and the parts that kinds of step make theirs of. */

/** An id as an author writes it: small letters, digits and hyphens. */
export const id = (max = 40) =>
  z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(max)

export const privacy = z.literal(['private', 'open', 'cards'])

/** The condition of a line: a small closed vocabulary, so that a program can tell whether it holds. */
const when = z
  .strictObject({
    privacy: z
      .union([privacy, z.array(privacy).min(1).max(2)])
      .exactOptional()
      .describe('Hvordan svarene vises: private, open eller cards, eller to af dem: [private, open].'),
    answers: z
      .literal(['few', 'enough'])
      .exactOptional()
      .describe('few: der er for få svar til et billede. enough: der er svar nok. Gælder trinnets egne svar eller de seneste før det.'),
    reveal: z.literal(['before', 'after']).exactOptional().describe('before: svarene er ikke vist endnu. after: de er vist.'),
    elements: z.literal(['one', 'several']).exactOptional().describe('one: mødet handler om ét kerneelement. several: om flere.'),
    students: z
      .literal(['present', 'absent'])
      .exactOptional()
      .describe(
        'present: der er elever i rummet. absent: der er ingen. Mødelederen ser begge linjer med deres betingelse, for værktøjet ved det ikke.'
      )
  })
  .refine(conditions => Object.keys(conditions).length > 0, {
    error: 'siger ikke, hvornår linjen gælder. Skriv privacy, answers, reveal, elements eller students.'
  })
const line = (max: number) =>
  z.union([
    words(max),
    z.strictObject({
      when: when.describe('Hvornår linjen gælder. Står der flere ting, skal de alle være rigtige.'),
      text: words(max).describe('Linjen selv, som den er rigtig, når betingelsen holder.')
    })
  ])
const lines = (max: number) => z.union([words(max), z.array(line(max)).min(1).max(stepLimits.lines.author)])

/** The fields that all kinds share. */
export const authorBase = {
  id: id().describe('Trinnets id: små bogstaver, tal og bindestreg. Må kun bruges én gang.'),
  title: words(stepLimits.title.author).describe('Trinnets navn, kort.'),
  cardsTitle: words(stepLimits.title.author)
    .exactOptional()
    .describe('Trinnets navn med Dialogkort, hvor det sædvanlige taler om svar, billede eller prikker.'),
  minutes: z.int().min(1).max(240).describe('Hele minutter. Alle trins minutter giver tilsammen drejebogens.'),
  say: z
    .array(line(stepLimits.say.author))
    .min(1)
    .max(stepLimits.sayLines.author)
    .describe(
      'Hvad mødelederen siger eller gør, ét kort afsnit ad gangen. En linje kan have en betingelse: { when: { privacy: cards }, text: ... }.'
    ),
  ifQuiet: lines(stepLimits.ifQuiet.author).describe('Hvad mødelederen gør, hvis der bliver stille. En tekst, eller linjer med betingelse.'),
  see: lines(stepLimits.see.author).describe(
    'Hvad telefoner og storskærm viser: en eller to korte sætninger. En tekst, eller linjer med betingelse.'
  ),
  prompts: z
    .array(line(stepLimits.prompt.author))
    .max(stepLimits.prompts.author)
    .describe('Spørgsmål til rummet, som alle ser. Kan have betingelse. Tom liste: [].')
}
