import { type Compared, compareGuess } from '../figures/guess-and-own.ts'
import type { Figure } from '../figures/results.ts'
import type { Minutes } from '../minutes/minutes.ts'
import type { AnswerWords } from '../workshop/answer-words.ts'
import type { Wording } from '../workshop/item-text.ts'
import type { ElementNumber } from '../workshop/workshop.ts'
import type { OverviewMeeting } from './overview.ts'

/** A statement that staff of one meeting guessed at, and students of another answered for themselves. */
export type GuessRow = {
  id: string
  element: ElementNumber
  guess: { wordings: Wording[]; figure: Figure }
  own: { wordings: Wording[]; figure: Figure }
  compared: Compared
}

/** Two meetings side by side: staff's guess, and the students' own answers. `mixed`: students of the first meeting may be among its answers. */
export type GuessPair = { id: string; guess: OverviewMeeting; own: OverviewMeeting; words: AnswerWords; mixed: boolean; rows: GuessRow[] }

type Rating = Minutes['ratings'][number]

const itemsOf = ({ elements }: Rating) => elements.flatMap(({ number, items }) => items.map(item => ({ ...item, element: number })))
const isAnsweredAlike = (a: Rating, b: Rating): boolean => JSON.stringify([a.scale, a.unknown]) === JSON.stringify([b.scale, b.unknown])

/** The pair that two ratings of different meetings make; null where they have no statement in common. */
function pairOf(guess: OverviewMeeting, guessed: Rating, own: OverviewMeeting, answered: Rating, id: string): GuessPair | null {
  if (!isAnsweredAlike(guessed, answered)) return null
  const minimum = Math.max(guess.minutes.settings.minimum, own.minutes.settings.minimum)
  const answers = new Map(itemsOf(answered).flatMap(item => (item.guess ? [] : [[item.id, item] as const])))
  const rows = itemsOf(guessed).flatMap((item): GuessRow[] => {
    const theirs = item.guess && answers.get(item.id)
    if (!theirs) return []
    return [
      {
        id: item.id,
        element: item.element,
        guess: { wordings: item.wordings, figure: item.figure },
        own: { wordings: theirs.wordings, figure: theirs.figure },
        compared: compareGuess(item.figure, theirs.figure, minimum)
      }
    ]
  })
  return rows.length > 0 ? { id, guess, own, words: guessed, mixed: rows.some(row => row.guess.wordings.length > 1), rows } : null
}

/**
 * [guess-across] Staff's guess of each meeting beside the students' own answers of each other one, in the order of the meetings: statement by
 * statement, by its id, where both could answer in the same words. Each figure is one that was published.
 */
export function guessPairs(meetings: readonly OverviewMeeting[]): GuessPair[] {
  return meetings.flatMap(guess =>
    meetings.flatMap(own =>
      own.id === guess.id
        ? []
        : guess.minutes.ratings.flatMap((guessed, at) =>
            own.minutes.ratings.flatMap((answered, to) => pairOf(guess, guessed, own, answered, `${guess.id}/${at} ${own.id}/${to}`) ?? [])
          )
    )
  )
}
