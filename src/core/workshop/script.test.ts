import { describe, expect, it } from 'vitest'
import type { Settings } from '../board/settings.ts'
import type { Published, Results } from '../figures/results.ts'
import { meeting } from '../test-meeting.ts'
import { type Facts, factsOf, inWords, linesThatHold, stepNow, titledFor } from './script.ts'
import type { Line, Step, When, Workshop } from './workshop.ts'

const settings = (privacy: Settings['privacy']): Settings => ({ privacy, minimum: 5, keepDays: 7 })
const line = (when: When): Line => ({ when, text: 'Linjen.' })
const enough: Facts = { privacy: 'private', answers: 'enough', reveal: 'before', elements: 'several' }

describe('a line of the script', () => {
  it('[script-holds] without a condition always holds', () => {
    expect(linesThatHold(['Velkommen.'], enough)).toEqual(['Velkommen.'])
    expect(linesThatHold('Velkommen.', { privacy: 'cards', elements: 'one' })).toEqual(['Velkommen.'])
  })

  it.each<[When, Partial<Facts>, boolean]>([
    [{ privacy: 'open' }, {}, false],
    [{ privacy: 'open' }, { privacy: 'open' }, true],
    [{ privacy: ['private', 'open'] }, {}, true],
    [{ privacy: ['private', 'open'] }, { privacy: 'cards' }, false],
    [{ answers: 'few' }, {}, false],
    [{ answers: 'few' }, { answers: 'few' }, true],
    [{ reveal: 'after' }, {}, false],
    [{ reveal: 'before', answers: 'enough' }, {}, true],
    [{ reveal: 'before', answers: 'enough' }, { answers: 'few' }, false],
    [{ elements: 'one' }, {}, false],
    [{ students: 'absent' }, { students: 'present' }, false]
  ])('[script-holds] with %o holds only then (%o: %s)', (when, facts, holds) => {
    expect(linesThatHold([line(when)], { ...enough, ...facts })).toEqual(holds ? ['Linjen.'] : [])
  })

  it('[script-holds] about answers or their reveal never holds in cards, where nobody answers', () => {
    for (const when of [{ answers: 'few' }, { answers: 'enough' }, { reveal: 'before' }, { reveal: 'after' }] satisfies When[])
      expect(linesThatHold([line(when)], { privacy: 'cards', elements: 'several' })).toEqual([])
  })

  it('stands with its condition in words where only the room can judge it', () => {
    expect(linesThatHold([line({ students: 'present' })], enough)).toEqual(['Når elever er med: Linjen.'])
    expect(linesThatHold([line({ students: 'present', privacy: 'open' })], enough)).toEqual([])
  })

  it('may say the same as another, and both stand', () => {
    expect(linesThatHold(['Vent lidt.', 'Vent lidt.'], enough)).toEqual(['Vent lidt.', 'Vent lidt.'])
  })

  it('has a condition that can be read aloud', () => {
    expect(inWords({ privacy: 'cards' })).toBe('Med Dialogkort')
    expect(inWords({ privacy: ['private', 'open'], answers: 'few', reveal: 'before' })).toBe('Når I svarer, med for få svar, før svarene er vist')
    expect(inWords({ privacy: ['open', 'cards'] })).toBe('I et åbent møde eller med Dialogkort')
    expect(inWords({ elements: 'one', students: 'absent' })).toBe('Med ét kerneelement, når ingen elever er med')
  })
})

describe('the facts of a meeting', () => {
  const step = (id: string, more: Partial<Step> & Pick<Step, 'kind'>): Step =>
    ({ id, title: id, minutes: 1, say: [], ifQuiet: '', see: '', prompts: [], ...more }) as Step
  const steps: Step[] = [
    step('velkomst', { kind: 'talk', cards: false }),
    step('vurdering', { kind: 'rate', instrument: 'vurdering' }),
    step('billedet', { kind: 'reveal', of: 'vurdering' }),
    step('samtale', { kind: 'talk', cards: true }),
    step('prikker', { kind: 'vote', dots: 1, options: [] }),
    step('aftale', { kind: 'agree' })
  ]
  const workshop: Workshop = { ...meeting, focus: [2, 4], steps }
  const at = (id: string, privacy: Settings['privacy'], results: Partial<Results> = {}) =>
    factsOf(workshop, steps.find(each => each.id === id) as Step, settings(privacy), {
      people: 0,
      progress: {},
      previews: {},
      published: {},
      ...results
    })
  const rating = (elements: Extract<Published, { kind: 'rate' }>['elements']): Published => ({
    kind: 'rate',
    answered: 6,
    split: null,
    items: {},
    elements
  })

  it('know nothing of answers before the first rating', () => {
    expect(at('velkomst', 'private', { people: 8 })).toEqual({ privacy: 'private', elements: 'several' })
  })

  it('count while people answer those who are there, and then those who have answered', () => {
    expect(at('vurdering', 'private', { people: 4 })).toMatchObject({ answers: 'few', reveal: 'before' })
    expect(at('vurdering', 'private', { people: 5 })).toMatchObject({ answers: 'enough', reveal: 'before' })
    expect(at('billedet', 'private', { people: 8, progress: { vurdering: { answered: 4, done: 0 } } }).answers).toBe('few')
    expect(at('billedet', 'private', { people: 8, progress: { vurdering: { answered: 5, done: 0 } } }).answers).toBe('enough')
  })

  it('find three enough in an open board, and nobody too few', () => {
    expect(at('billedet', 'open', { people: 3, progress: { vurdering: { answered: 3, done: 3 } } }).answers).toBe('enough')
    expect(at('billedet', 'open', { people: 3 }).answers).toBe('few')
  })

  it('tell after the reveal whether there is a picture, whoever was done', () => {
    const shown = { vurdering: rating({ 4: { counts: [0, 3, 3, 0, 0], unknown: 0 }, 5: { withheld: 'few' } }) }
    const hidden = { vurdering: rating({ 4: { withheld: 'few' }, 5: { withheld: 'few' } }) }
    for (const id of ['billedet', 'samtale']) {
      expect(at(id, 'private', { published: shown })).toMatchObject({ answers: 'enough', reveal: 'after' })
      expect(at(id, 'private', { published: hidden })).toMatchObject({ answers: 'few', reveal: 'after' })
    }
  })

  it('speak of the vote once it has come', () => {
    const published: Results['published'] = { vurdering: rating({ 4: { counts: [5], unknown: 0 } }) }
    expect(at('prikker', 'private', { people: 3, published })).toMatchObject({ answers: 'few', reveal: 'before' })
    expect(at('aftale', 'private', { published: { ...published, prikker: { kind: 'vote', voters: 6, dots: { a: 6 } } } })).toMatchObject({
      answers: 'enough',
      reveal: 'after'
    })
    expect(at('aftale', 'private', { published: { ...published, prikker: { kind: 'vote', withheld: 'few' } } })).toMatchObject({
      answers: 'few',
      reveal: 'after'
    })
  })

  it('know of no answers in cards, of one element, and of a room of students', () => {
    expect(at('billedet', 'cards', { people: 9 })).toEqual({ privacy: 'cards', elements: 'several' })
    expect(factsOf({ ...workshop, focus: [4], sides: [{ id: 'elev', label: 'Elev' }] }, steps[0] as Step, settings('private'), null)).toEqual({
      privacy: 'private',
      elements: 'one',
      students: 'present'
    })
  })

  it('[script-holds] give a step another title in cards, and only there', () => {
    const titled = {
      ...workshop,
      steps: [step('billedet', { kind: 'reveal', of: 'vurdering', cardsTitle: 'Ens og forskelligt' }), step('luk', { kind: 'close' })]
    }
    const titles = (privacy: Settings['privacy']) => titledFor(titled, privacy).steps.map(each => each.title)
    expect(titles('cards')).toEqual(['Ens og forskelligt', 'luk'])
    expect(titles('private')).toEqual(['billedet', 'luk'])
  })

  it('[script-holds] tell a rating in cards without the sentences that ask for answers, also to a board of before', () => {
    const rate = step('vurdering', { kind: 'rate', instrument: 'vurdering', see: 'Svar for dig selv.', prompts: ['Hvad bygger du dit svar på?'] })
    expect(stepNow(rate, at('vurdering', 'cards'))).toMatchObject({ see: '', prompts: [] })
    expect(stepNow(rate, at('vurdering', 'private'))).toMatchObject({ see: 'Svar for dig selv.', prompts: ['Hvad bygger du dit svar på?'] })
    const both = { ...rate, see: ['Svar for dig selv.', { when: { privacy: 'cards' as const }, text: 'Læs kortene.' }] }
    expect(stepNow(both, at('vurdering', 'cards')).see).toBe('Læs kortene.')
  })
})
