import { describe, expect, it } from 'vitest'
import type { Figure } from '../figures/results.ts'
import { guessPairs } from './guess-pairs.ts'
import type { OverviewMeeting } from './overview.ts'

const scale = ['slet ikke', 'i nogen grad', 'i høj grad']
const figure = (...counts: number[]): Figure => ({ counts, unknown: 0 })
const item = (id: string, text: string, shown: Figure, guess = false) => ({
  id,
  wordings: [{ text, who: '' }],
  figure: shown,
  ...(guess && { guess: true })
})
const meeting = (id: string, items: object[], change: object = {}, minimum = 5): OverviewMeeting =>
  ({
    id,
    minutes: {
      title: `Møde ${id}`,
      settings: { minimum },
      ratings: [
        { question: 'Hvor er I?', scale, unknown: 'ved ikke', elements: [{ number: 4, name: 'Trivsel', figure: figure(1), items }], ...change }
      ]
    }
  }) as unknown as OverviewMeeting
const staff = meeting('1', [item('K4E1', 'Eleverne føler sig set.', figure(0, 0, 9), true), item('K4S1', 'Vi spørger.', figure(9, 0, 0))])
const students = meeting('2', [item('K4E1', 'Jeg føler mig set.', figure(9, 0, 0)), item('K4E2', 'Jeg spørger.', figure(1, 1, 7))])

describe('staff’s guess and students’ own answers of two meetings', () => {
  it('[guess-across] stand beside each other by the statement’s id, each in its own words, with what the two say', () => {
    expect(guessPairs([staff, students])).toEqual([
      {
        id: '1/0 2/0',
        guess: staff,
        own: students,
        words: staff.minutes.ratings[0],
        mixed: false,
        rows: [
          {
            id: 'K4E1',
            element: 4,
            guess: { wordings: [{ text: 'Eleverne føler sig set.', who: '' }], figure: figure(0, 0, 9) },
            own: { wordings: [{ text: 'Jeg føler mig set.', who: '' }], figure: figure(9, 0, 0) },
            compared: { said: 'Eleverne svarer lavere, end vi troede.', ask: 'Hvad oplever eleverne, som vi ikke ser?' }
          }
        ]
      }
    ])
    // Whichever came first.
    expect(guessPairs([students, staff]).map(({ guess, own }) => [guess.id, own.id])).toEqual([['1', '2']])
  })

  it('[guess-across] say nothing under the higher minimum of the two, nor of what was withheld, and the figure stays as it was published', () => {
    const careful = meeting('3', [item('K4E1', 'Jeg føler mig set.', figure(9, 0, 0))], {}, 10)
    expect(guessPairs([staff, careful])[0]?.rows[0]?.compared.said).toBe('')
    const withheld = meeting('4', [item('K4E1', 'Jeg føler mig set.', { withheld: 'few' })])
    expect(guessPairs([staff, withheld])[0]?.rows[0]).toMatchObject({ own: { figure: { withheld: 'few' } }, compared: { said: '' } })
  })

  it('[guess-across] are none of two guesses, of another scale, of another statement, or of one meeting with itself', () => {
    const both = meeting('5', [item('K4E1', 'Eleverne føler sig set.', figure(0, 0, 9), true), item('K4E1', 'Jeg føler mig set.', figure(9, 0, 0))])
    const rescaled = meeting('6', [item('K4E1', 'Jeg føler mig set.', figure(9, 0))], { scale: ['nej', 'ja'] })
    const reworded = meeting('7', [item('K4E1', 'Jeg føler mig set.', figure(9, 0, 0))], { unknown: 'kan ikke vurdere' })
    const other = meeting('8', [item('K4E2', 'Jeg spørger.', figure(9, 0, 0))])
    for (const meetings of [[staff], [both], [staff, { ...staff, id: '9' }], [staff, rescaled], [staff, reworded], [staff, other], [students, other]])
      expect(guessPairs(meetings)).toEqual([])
  })

  it('[guess-across] tell that students may be among the guesses, where that meeting had words for them too', () => {
    const mixed = meeting('1', [
      {
        id: 'K4E1',
        guess: true,
        figure: figure(0, 0, 9),
        wordings: [
          { text: 'Eleverne føler sig set.', who: 'Skolen' },
          { text: 'Jeg føler mig set.', who: 'Elev' }
        ]
      }
    ])
    expect(guessPairs([mixed, students])[0]?.mixed).toBe(true)
  })
})
