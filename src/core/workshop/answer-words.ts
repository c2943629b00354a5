import { type Answer, type Apart, aparts, isApart } from '../ballot/answer.ts'

/** The shapes of a distribution that have a name. Level is in it only where there is agreement. */
export const patterns = [
  'few',
  'agree-high',
  'agree-middle',
  'agree-low',
  'two-camps',
  'one-apart',
  'spread',
  'many-unknown',
  'many-not-applicable'
] as const
export type Pattern = (typeof patterns)[number]

/** What a pattern is called, what it means in one sentence, and the question that opens the talk about it. */
export type PatternWords = { name: string; sentence: string; question: string }

/** All that is said of an instrument's answers. It comes with the instrument, so that no code knows what its levels are called. */
export type AnswerWords = {
  /** 2 to 7 answers in words, lowest first: the levels. An answer is stored as its index here. */
  scale: string[]
  /** The words of the answer that stands apart, "ved ikke". */
  unknown: string
  /** The words of a second one that stands apart, "ikke relevant hos os"; absent where the instrument does not have it. */
  notApplicable?: string
  patterns: Record<Pattern, PatternWords>
}

/** The word of an answer; '' for one that the instrument does not have. */
export const answerWord = (answer: Answer, words: AnswerWords): string => (isApart(answer) ? words[answer] : words.scale[answer]) ?? ''

/** The answers that stand apart in an instrument, with their words, in the order in which they stand everywhere. */
export const apartWords = (words: Pick<AnswerWords, Apart>): { apart: Apart; word: string }[] =>
  aparts.flatMap(apart => {
    const word = words[apart]
    return word === undefined ? [] : [{ apart, word }]
  })
