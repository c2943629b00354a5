import { describe, expect, it } from 'vitest'
import type { Settings } from '../board/settings.ts'
import { meeting } from '../test-meeting.ts'
import type { ItemData, RateStep, Workshop } from '../workshop/workshop.ts'
import type { Preview, Published, PublishedRating } from './results.ts'
import { goesThrough, isHeld, previewOf, shownSplit, showsAnything } from './reveal.ts'

const settings = (privacy: Settings['privacy']): Settings => ({ privacy, minimum: 5, keepDays: 30 })
const rating: PublishedRating = {
  kind: 'rate',
  answered: 6,
  elements: { 2: { withheld: 'few' }, 4: { counts: [0, 1, 5], unknown: 0 } },
  items: {},
  split: { by: 'side', withheld: 'few' }
}
const divided: PublishedRating = { ...rating, split: { by: 'side', groups: [] } }
const vote: Published = { kind: 'vote', voters: 6, options: [], dots: {} }

describe('what a facilitator is told before a reveal', () => {
  it('[told-before-shown] names the elements with a figure, whether the split holds, and whether dots are shown', () => {
    expect(previewOf(rating, 'side', false, undefined)).toEqual({ n: 1, split: 'side', elements: [4], divided: false, dots: false, held: false })
    expect(previewOf(divided, 'side', false, undefined).divided).toBe(true)
    expect([vote, { kind: 'vote', withheld: 'few' } as const].map(each => previewOf(each, null, false, undefined).dots)).toEqual([true, false])
  })

  it('[told-before-shown] keeps its number while it says the same, and has another one as soon as it does not', () => {
    const first = previewOf(rating, 'side', false, undefined)
    expect(previewOf({ ...rating, answered: 7 }, 'side', false, first)).toEqual(first)
    const others = [previewOf(divided, 'side', false, first), previewOf(rating, null, false, first), previewOf(rating, 'side', true, first)]
    expect(others.map(({ n }) => n)).toEqual([2, 2, 2])
    // Back to what it was: a reveal that named the first one is still not carried out.
    expect(previewOf(rating, 'side', false, others[0]).n).toBe(3)
  })

  it('[told-before-shown] is carried out where it is what was told, and taken as it comes where nothing was', () => {
    const preview: Preview = { n: 2, split: null, elements: [4], divided: false, dots: false, held: false }
    expect([1, 2, 3].map(told => goesThrough({ split: null, told }, preview, false))).toEqual([false, true, false])
    expect(goesThrough({ split: null, told: 1 }, undefined, false)).toBe(false)
    expect([false, true].map(held => goesThrough({ split: null }, undefined, held))).toEqual([true, false])
    expect(goesThrough({ split: null, told: 2 }, preview, true)).toBe(false)
  })

  it('[heads] is held in a private board by more ballots than heads, and by nothing where nobody has counted', () => {
    expect([11, 12, 13].map(answered => isHeld(settings('private'), 12, answered))).toEqual([false, false, true])
    expect([isHeld(settings('private'), null, 99), isHeld(settings('open'), 2, 3)]).toEqual([false, false])
    const preview = previewOf(rating, null, true, undefined)
    expect([showsAnything(preview), showsAnything({ ...preview, held: false })]).toEqual([false, true])
  })
})

describe('a later round of the same statements', () => {
  const again = { ...meeting.steps.find(({ kind }) => kind === 'rate'), id: 'igen' } as RateStep
  const workshop: Workshop = { ...meeting, steps: [...meeting.steps, again] }

  it('[one-split] is bound by the split that the first has shown, and by none that was withheld', () => {
    expect(shownSplit(workshop, again, {})).toBeNull()
    expect(shownSplit(workshop, again, { svar: rating })).toBeNull()
    expect(shownSplit(workshop, again, { svar: divided })).toBe('side')
  })

  it('is known by its statements, whatever its instrument is called', () => {
    const own = meeting.instruments[again.instrument]
    if (!own) throw new Error('The meeting has an instrument')
    const items = own.items as ItemData[]
    const copied = {
      ...workshop,
      instruments: { ...meeting.instruments, kopi: { ...own, items: items.slice(0, 1).map(item => ({ ...item, id: 'x' })) } }
    }
    expect(shownSplit(copied, { ...again, instrument: 'kopi' }, { svar: divided })).toBe('side')
    const other = {
      ...workshop,
      instruments: { ...meeting.instruments, andet: { ...own, items: [{ id: 'y', element: 4 as const, text: 'Noget helt andet' }] } }
    }
    expect(shownSplit(other, { ...again, instrument: 'andet' }, { svar: divided })).toBeNull()
  })
})
