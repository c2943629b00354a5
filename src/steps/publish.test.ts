import { describe, expect, it } from 'vitest'
import type { Ballot } from '../core/ballot/ballot.ts'
import type { Settings } from '../core/board/settings.ts'
import type { Steering } from '../core/board/steering.ts'
import type { Results } from '../core/figures/results.ts'
import { meeting } from '../core/test-meeting.ts'
import { resultsAfter } from './publish.ts'

const settings: Settings = { privacy: 'private', minimum: 5, keepDays: 30 }
const nothing: Results = { settings, people: 0, answered: 0, closed: null, progress: {}, previews: {}, published: {} }
type Steered = Pick<Steering, 'revealed' | 'asks' | 'heads' | 'early' | 'by'>
const quiet: Steered = { revealed: {}, asks: {}, heads: null, early: null, by: 'vindue' }

const ballot = (value: number, over: Partial<Ballot> = {}): Ballot => ({
  answers: { svar: { K4a: value, K4b: value, K2: value } },
  votes: { prik: ['e4'] },
  done: ['svar'],
  ...over
})
const six = [0, 0, 1, 1, 2, 2].map(value => ballot(value))
const after = (ballots: Ballot[], steered: Partial<Steered> = {}, now = nothing, over: Partial<Settings> = {}, agreed = false) =>
  resultsAfter(now, {
    settings: { ...settings, ...over },
    workshop: meeting,
    phones: ballots.length,
    ballots,
    steering: { ...quiet, ...steered },
    notes: [],
    agreed
  })

describe('what a turn publishes', () => {
  it('[secret-before-reveal] is only how far a step has come, however much has been answered', () => {
    expect(after(six)).toEqual({
      ...nothing,
      people: 6,
      answered: 6,
      progress: { svar: { answered: 6, done: 6 }, prik: { answered: 6, done: 0 } }
    })
    // Another answer of the same people leaves no trace.
    expect(after(six.map(() => ballot(2)))).toEqual(after(six))
  })

  it('[early-only-how-many] is how many alone before the meeting, whatever is asked for, and the same as ever once it has begun', () => {
    const wish = { asks: { svar: { split: null } }, revealed: { svar: { split: null } }, early: 'svar' }
    const before = after(six, { ...wish, by: '' })
    expect([before.previews, before.published]).toEqual([{}, {}])
    expect(before.progress.svar).toEqual({ answered: 6, done: 6 })
    const begun = after(six, wish, before)
    expect(begun.published.svar).toEqual(after(six, { ...wish, early: null }).published.svar)
  })

  it('[ways-count-only] does not hang on how the ballots came, but for the numbers of each way', () => {
    const came = six.map((each, at) => ({ ...each, way: (['shared', 'paper', 'phone'] as const)[at % 3] ?? 'phone' }))
    const shown = { revealed: { svar: { split: null } } }
    const [plain, mixed] = [after(six, shown), after(came, shown)]
    expect(mixed.published).toEqual(plain.published)
    expect(mixed.progress.svar).toEqual({ ...plain.progress.svar, ways: { phone: 2, shared: 2, paper: 2 } })
  })

  it('[told-before-shown] is what a reveal was told, or nothing of the step', () => {
    const asked = after(six, { asks: { svar: { split: null } } })
    expect(asked.previews.svar).toMatchObject({ n: 1, elements: [2, 4] })
    expect(asked.published).toEqual({})
    const shown = after(six, { asks: { svar: { split: null } }, revealed: { svar: { split: null, told: 1 } } }, asked)
    expect(shown.published.svar).toMatchObject({ kind: 'rate', answered: 6, split: null })
    expect(shown.previews.svar).toBeUndefined()
    const fewer = after(six.slice(0, 4), { asks: { svar: { split: null } }, revealed: { svar: { split: null, told: 1 } } }, asked)
    expect(fewer.published).toEqual({})
    expect(fewer.previews.svar).toMatchObject({ n: 2, elements: [] })
  })

  it('[frozen] never changes again, whatever is answered, set or steered', () => {
    const shown = after(six, { revealed: { svar: { split: null } } })
    const later = after([...six, ballot(0), ballot(0)], { revealed: { svar: { split: 'side' } }, heads: 3 }, shown, { minimum: 8 })
    expect(later.published.svar).toEqual(shown.published.svar)
    expect(later.progress.svar).toEqual(shown.progress.svar)
    // A vote that is still open goes on.
    expect(later.progress.prik).toEqual({ answered: 8, done: 0 })
  })

  it('[frozen] is nothing more once the board is closed', () => {
    const closed: Results = { ...nothing, closed: { destroyed: 6 } }
    expect(after(six, { revealed: { svar: { split: null } } }, closed)).toBe(closed)
  })

  it.each([
    ['private', 4, false, true],
    ['private', 6, false, false],
    ['open', 4, false, true],
    ['open', 4, true, false],
    ['private', 4, true, false]
  ] as const)(
    '[vote-reopened] of a closed vote in a %s board with %i voters, an agreement %s: opened again %s',
    (privacy, voters, agreed, reopened) => {
      const closed = after(six.slice(0, voters), { revealed: { prik: { split: null } } }, nothing, { privacy })
      expect(closed.published.prik).toMatchObject({ kind: 'vote' })
      const later = after(six, {}, closed, { privacy }, agreed)
      expect('prik' in later.published).toBe(!reopened)
      if (reopened) expect(later.progress.prik).toEqual({ answered: 6, done: 0 })
      // Whoever closes it again closes it with the dots of then.
      const again = after(six, { revealed: { prik: { split: null } } }, later, { privacy }, agreed)
      expect(again.published.prik).toMatchObject(reopened ? { dots: { e4: 6 } } : (closed.published.prik ?? {}))
    }
  )
  it('[vote-reopened] opens no rating again', () => {
    const shown = after(six.slice(0, 4), { revealed: { svar: { split: null } } })
    expect(after(six, {}, shown).published.svar).toEqual(shown.published.svar)
  })

  it('[heads] holds a reveal of more ballots than heads, and stands in what is published', () => {
    expect(after(six, { revealed: { svar: { split: null } }, heads: 5 }).published).toEqual({})
    expect(after(six, { revealed: { svar: { split: null } }, heads: 6 }).published.svar).toMatchObject({ heads: 6 })
  })

  it('[given-counts] counts an answer that is given, done or not, and no empty seat', () => {
    const empty: Ballot = { answers: {}, votes: {}, done: [] }
    const results = after([...six.map(each => ({ ...each, done: [] })), empty, empty])
    expect([results.people, results.answered, results.progress.svar]).toEqual([8, 6, { answered: 6, done: 0 }])
  })
})
