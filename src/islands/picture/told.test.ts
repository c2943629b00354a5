import { describe, expect, it } from 'vitest'
import type { Published, Results } from '../../core/figures/results.ts'
import type { VoteStep, Workshop } from '../../core/workshop/workshop.ts'
import { allWithheld, examples, splitInTwo } from './examples.ts'
import { toldOf } from './told.ts'

const wall = { notes: [], focus: [], actions: [], reviews: [] }
const resultsOf = (published: Record<string, Published>, privacy: Results['settings']['privacy'] = 'private'): Results => ({
  settings: { privacy, minimum: 5, keepDays: 7 },
  people: 6,
  answered: 6,
  closed: null,
  progress: {},
  previews: {},
  published
})

describe('what has happened, in words', () => {
  it('[disagreement-first] tells of every revealed picture how many answered and what there is most to talk about', () => {
    for (const { name, workshop, step, published } of examples) {
      const told = toldOf(workshop, step, resultsOf({ [step.of]: published }), wall, false)
      expect(told, name).toMatch(/^(Svarene er vist\. \d+ person(er)? har svaret\.|Billedet er kommet\. )/)
      expect(told.length, name).toBeLessThan(250)
    }
    const { workshop, step, published } = splitInTwo
    expect(toldOf(workshop, step, resultsOf({ [step.of]: published }), wall, false)).toMatch(
      /Mest at tale om: [^.]+, (to billeder|spredt|enkelte|mange)/
    )
  })

  it('says nothing before something has happened', () => {
    expect(toldOf(splitInTwo.workshop, splitInTwo.step, resultsOf({}), wall, false)).toBe('')
    expect(toldOf(splitInTwo.workshop, undefined, null, wall, false)).toBe('')
  })

  it('[minimum] tells no number where no figure is shown', () => {
    const { workshop, step, published } = allWithheld
    const told = toldOf(workshop, step, resultsOf({ [step.of]: published }), wall, false)
    expect(told).toContain('færre end 5')
    expect(told).not.toContain('har svaret')
  })

  it('tells what got the most dots, and all that got as many', () => {
    const options = ['Pauser', 'Tid', 'Plan'].map(label => ({ id: label, label }))
    const step = { id: 'valg', kind: 'vote', title: 'Vælg', dots: 2, options, minutes: 1, say: [], ifQuiet: '', see: '', prompts: [] } as VoteStep
    const workshop: Workshop = { ...splitInTwo.workshop, steps: [step] }
    const told = (dots: Record<string, number>) => toldOf(workshop, step, resultsOf({ valg: { kind: 'vote', voters: 6, dots } }), wall, false)
    expect(told({ Tid: 4, Plan: 1 })).toBe('Afstemningen er lukket. 6 personer har sat prikker. Flest prikker: Tid, 4 prikker.')
    expect(told({ Tid: 3, Plan: 3 })).toContain('Flest prikker: Tid og Plan, 3 prikker hver.')
    expect(toldOf(workshop, step, resultsOf({ valg: { kind: 'vote', voters: 3, withheld: 'few' } }), wall, false)).not.toMatch(/personer|3/)
  })

  it('[cards-no-figures] speaks of no answers where none were given', () => {
    const { workshop, step } = splitInTwo
    expect(toldOf(workshop, step, resultsOf({}), wall, true)).toContain('Svarene er slettet')
    expect(toldOf(workshop, step, resultsOf({}, 'cards'), wall, true)).not.toContain('Svar')
  })
})
