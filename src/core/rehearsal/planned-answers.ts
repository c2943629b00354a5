import { type Answer, isApart } from '../ballot/answer.ts'
import { PLAYED_PEOPLE } from '../board/settings.ts'
import type { Pattern } from '../workshop/answer-words.ts'
import type { ElementNumber, Instrument } from '../workshop/workshop.ts'

/** What eight people can show. `few` they cannot, since all of them answer. */
export type PlayedPattern = Exclude<Pattern, 'few'>

/** In the order in which elements get them: what is most worth reading out comes first, where there are fewer elements than patterns. */
const inOrder: readonly PlayedPattern[] = [
  'agree-high',
  'two-camps',
  'many-unknown',
  'one-apart',
  'spread',
  'many-not-applicable',
  'agree-low',
  'agree-middle'
]

/** The patterns that an instrument has: on two words nobody stands between, and "ikke relevant" not all have. */
export const playedPatterns = ({ scale, notApplicable }: Pick<Instrument, 'scale' | 'notApplicable'>): PlayedPattern[] =>
  inOrder.filter(pattern => {
    if (pattern === 'many-not-applicable') return notApplicable !== undefined
    return scale.length > 2 || (pattern !== 'spread' && pattern !== 'agree-middle')
  })

/** One in three: they stand on every side, since sides go by twos, threes or fours. */
const isOneInThree = (person: number): boolean => person % 3 === 1

/** High on a scale of so many steps: one below the top where there is room for that, and some above it. */
function high(steps: number, person: number): number {
  if (steps < 4) return steps - 1
  return isOneInThree(person) ? steps - 1 : steps - 2
}

/** What a person answers, for each pattern that eight such answers make on a scale of so many steps. */
const answerIn: Readonly<Record<PlayedPattern, (steps: number, person: number) => Answer>> = {
  'agree-high': high,
  'agree-low': (steps, person) => steps - 1 - high(steps, person),
  'agree-middle': (steps, person) => {
    const between = steps % 2 === 0 ? person % 2 === 0 : !isOneInThree(person)
    return between ? Math.ceil(steps / 2) - 1 : Math.ceil(steps / 2)
  },
  // Every other person, so that of two sides or four each stands in one camp.
  'two-camps': (steps, person) => {
    const fromEnd = steps > 4 && person % 7 !== 0 ? 1 : 0
    return person % 2 === 0 ? fromEnd : steps - 1 - fromEnd
  },
  'one-apart': (steps, person) => (person === 5 ? 0 : high(steps, person)),
  spread: (steps, person) => Math.floor((((person * 3) % PLAYED_PEOPLE) * steps + 1) / PLAYED_PEOPLE),
  'many-unknown': (steps, person) => (isOneInThree(person) ? 'unknown' : high(steps, person)),
  'many-not-applicable': (steps, person) => (isOneInThree(person) ? 'notApplicable' : high(steps, person))
}

/**
 * What a played person answers to an instrument: each element makes one of its patterns, in turn. Where there are fewer elements than patterns,
 * each item does, so that a meeting about one kerneelement has several to talk about too. `again`: the same statements after the talk, when some
 * have moved.
 */
export function plannedAnswers(instrument: Instrument, person: number, again = false): Record<string, Answer> {
  const { items, scale } = instrument
  const patterns = playedPatterns(instrument)
  const elements = [...new Set(items.map(item => item.element))]
  const byElement = elements.length >= Math.min(patterns.length, 6)
  const seen = new Map<ElementNumber, number>()
  return Object.fromEntries(
    items.map(({ id, element }, at) => {
      const place = seen.get(element) ?? 0
      seen.set(element, place + 1)
      const pattern = patterns[(byElement ? elements.indexOf(element) : at) % patterns.length] ?? 'agree-high'
      const answer = answerIn[pattern](scale.length, person)
      const first = byElement ? varied(answer, place, person, scale.length) : answer
      return [id, again ? moved(first, person, scale.length) : first]
    })
  )
}

/**
 * A person's answer to an element's next item: one step nearer to the middle for each person in one item of three. The middle of a person's
 * answers is theirs in the element, and stays.
 */
function varied(answer: Answer, place: number, person: number, steps: number): Answer {
  if (isApart(answer) || place === 0 || steps < 3 || place % 3 !== 1 + (person % 2)) return answer
  return answer * 2 < steps - 1 ? answer + 1 : answer - 1
}

/** The answer of a person after the talk: who did not know says something, and every other one comes nearer to the middle. */
function moved(answer: Answer, person: number, steps: number): Answer {
  if (answer === 'unknown') return Math.floor(steps / 2)
  if (isApart(answer) || steps < 3 || person % 4 < 2 || answer * 2 === steps - 1) return answer
  return answer * 2 < steps - 1 ? answer + 1 : answer - 1
}
