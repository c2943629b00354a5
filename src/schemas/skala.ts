import { z } from 'zod'
import { type AnswerWords, type PatternWords, patterns } from '../core/workshop/answer-words.ts'
import { earlierPatterns } from '../core/workshop/earlier-words.ts'
import { words } from './parts.ts'

const inWords = z.strictObject({
  name: words(60).exactOptional().describe('Hvad mønstret hedder, kort.'),
  sentence: words(140).exactOptional().describe('Hvad mønstret betyder, i én eller to sætninger.'),
  question: words(140).exactOptional().describe('Spørgsmålet, der åbner talen om det.')
})

/** Front matter of content/skalaer/*.md: the answers of an instrument, and all that is said of them. The body tells where the scale comes from. */
export const skalaSchema = z.strictObject({
  question: words(120).describe('Spørgsmålet, som svarene svarer på.'),
  own: words(120).exactOptional().describe('Spørgsmålet, hvor elever svarer for sig selv. Udeladt: det samme.'),
  scale: z.array(words(40)).min(2).max(7).describe('Svarene i ord, det laveste først.'),
  unknown: words(40).describe('Svaret, der står for sig selv: "ved ikke".'),
  notApplicable: words(40).exactOptional().describe('Et svar mere, der står for sig selv, hvor der er brug for det: "ikke relevant hos os".'),
  levels: z
    .strictObject({
      low: words(30).describe('Hvad den lave ende hedder, efter "Enige, ".'),
      middle: words(30).describe('Hvad midten hedder.'),
      high: words(30).describe('Hvad den høje ende hedder.')
    })
    .describe('Hvad skalaens lave ende, midte og høje ende hedder i en sætning.'),
  patterns: z
    .partialRecord(z.literal(patterns), inWords)
    .default({})
    .describe(`Egne ord for et mønster: ${patterns.join(', ')}. Det, der udelades, siges med de sædvanlige ord.`)
})
export type Skala = z.infer<typeof skalaSchema>

/** The words of an instrument's answers, whole: what the author left out is said as usual, with the scale's own names of its levels and answers apart. */
export function answerWordsOf({ scale, unknown, notApplicable, levels, patterns: own }: Skala): AnswerWords {
  const agree = (level: string): Partial<PatternWords> => ({ name: `Enige, ${level}`, sentence: `Svarene ligger tæt sammen: ${level}.` })
  const many = (word: string): Partial<PatternWords> => ({ name: `Mange ”${word}”` })
  const said: Partial<Record<(typeof patterns)[number], Partial<PatternWords>>> = {
    'agree-low': agree(levels.low),
    'agree-middle': agree(levels.middle),
    'agree-high': agree(levels.high),
    'many-unknown': many(unknown),
    'many-not-applicable': many(notApplicable ?? 'ikke relevant')
  }
  const whole = patterns.map(pattern => [pattern, { ...earlierPatterns[pattern], ...said[pattern], ...own[pattern] }])
  return { scale, unknown, ...(notApplicable !== undefined && { notApplicable }), patterns: Object.fromEntries(whole) as AnswerWords['patterns'] }
}
